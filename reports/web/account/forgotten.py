"""A forgotten password: a link by mail, and one answer whoever asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from reports.accounts.actions.passwords import request_new_password
from reports.core.clock import now
from reports.web.account.forms import ForgottenForm
from reports.web.shared.guards import public
from reports.web.shared.rate_limit import client_address, may_ask_for_password


@public
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer tells neither whether the address is known nor whether it was
    asked for too often.
    """
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_bound and form.is_valid()
    if is_sent:
        email = form.cleaned_data["email"]
        if may_ask_for_password(email=email, address=client_address(request)):
            request_new_password(email=email, at=now())
    status = 422 if form.is_bound and not is_sent else 200
    context = {"form": form, "is_sent": is_sent}
    return render(request, "account/forgotten.html", context, status=status)
