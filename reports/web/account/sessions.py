"""Where the person is signed in now, and ending it from here."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reports.accounts.actions.sessions import revoke_sessions
from reports.accounts.factors import sessions_of
from reports.core.clock import now
from reports.web.shared.guards import AppHttpRequest, signed_in


@signed_in
@never_cache
def sessions(request: AppHttpRequest) -> HttpResponse:
    """Every browser in which the person is signed in. Any but this one can be ended."""
    here = request.session.session_key
    rows = sessions_of(request.user)
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        ended = [row for row in rows if row.session_key != here and chosen in {str(row.pk), "all"}]
        revoke_sessions(
            user=request.user, count=len(ended), end=lambda: _end(ended), by=request.user, at=now()
        )
        messages.success(request, "Signed out there." if ended else "There was nothing to end.")
        return redirect("usersessions_list")
    shown = [
        {"row": row, "is_here": row.session_key == here, "browser": browser_name(row.user_agent)}
        for row in rows
    ]
    context = {"sessions": shown, "has_others": len(rows) > 1}
    return render(request, "account/sessions.html", context)


def _end(rows: list[UserSession]) -> None:
    for row in rows:
        row.end()


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """What people call the program and the machine."""
    program = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{program} on {system}" if system else program
