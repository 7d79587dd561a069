"""The second factor again, within a session: before acts that ask for a fresh one, and before
factors change. What had been typed travels through the page and is handed back to be sent on.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reports.web.account.landing import landing, safe_path
from reports.web.account.sign_in import kept_fields
from reports.web.shared.guards import AppHttpRequest, signed_in
from reports.web.shared.signing_in.code_form import CodeForm
from reports.web.shared.signing_in.second_factor import confirm_page


@signed_in(second_factor=False)
@never_cache
def confirm(request: AppHttpRequest) -> HttpResponseBase:
    """Ask for the code or the passkey; the page's script asks here what the key has to sign."""
    path = safe_path(request.POST.get("path") or request.GET.get("next") or "") or landing()
    if request.method != "POST":
        if get_adapter().is_ajax(request):
            return JsonResponse({"request_options": begin_authentication(request.user)})
        return confirm_page(request, kept="[]", path=path)
    kept, had_files = request.POST.get("kept", "[]"), request.POST.get("had_files") == "1"
    form: Any = (
        CodeForm(user=request.user, data=request.POST)
        if "code" in request.POST
        else ReauthenticateWebAuthnForm(user=request.user, data=request.POST)
    )
    if not form.is_valid():
        shown = form if isinstance(form, CodeForm) else None
        return confirm_page(
            request, kept=kept, path=path, had_files=had_files, form=shown, status=403
        )
    form.save()
    return _go_on(request, kept=kept, path=path, had_files=had_files)


def _go_on(request: AppHttpRequest, *, kept: str, path: str, had_files: bool) -> HttpResponse:
    fields = kept_fields(kept)
    if not fields and not had_files:
        return redirect(path)
    context = {"fields": fields, "path": path, "had_files": had_files, "confirmed": True}
    return render(request, "account/resumed.html", context)
