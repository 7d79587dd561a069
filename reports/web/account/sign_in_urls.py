"""Addresses whose names allauth knows."""

from __future__ import annotations

from django.urls import path

from reports.web.account import confirm, factors, sessions, sign_in

urlpatterns = [
    path("signin/", sign_in.sign_in, name="account_login"),
    path("signin/code/", sign_in.second_step, name="mfa_authenticate"),
    path("signin/passkey/", sign_in.passkey, name="mfa_login_webauthn"),
    path("signin/confirm/", confirm.confirm, name="mfa_reauthenticate"),
    path("account/factors/", factors.factors, name="mfa_index"),
    path("account/factors/app/", factors.add_code_app, name="mfa_activate_totp"),
    path("account/factors/app/remove/", factors.remove_code_app, name="mfa_deactivate_totp"),
    path("account/factors/passkey/", factors.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove/",
        factors.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path(
        "account/factors/passkey/<int:pk>/name/", factors.rename_passkey, name="mfa_edit_webauthn"
    ),
    path("account/factors/envelope/", factors.envelope, name="factor_envelope"),
    path("account/factors/codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/factors/codes/new/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("account/factors/codes/file/", factors.download_codes, name="mfa_download_recovery_codes"),
    path("account/sessions/", sessions.sessions, name="usersessions_list"),
]
