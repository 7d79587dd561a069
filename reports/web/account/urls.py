"""Addresses of one's own account."""

from __future__ import annotations

from django.urls import path

from reports.web.account import inbox, reactivation
from reports.web.account import sign_in as account

app_name = "account"
urlpatterns = [
    path("signin/", account.sign_in, name="sign_in"),
    path("signin/resume/", account.resume, name="resume"),
    path("signin/<uidb64>/<token>/", account.first_password, name="first_password"),
    path("signout/", account.sign_out, name="sign_out"),
    path("wake/<str:token>/", account.reactivate, name="reactivate"),
    path("account/asleep/", reactivation.deactivated_accounts, name="deactivated"),
    path(
        "account/asleep/<uuid:user_id>/wake/",
        reactivation.reactivate_colleague,
        name="reactivate_colleague",
    ),
    path("account/stay/", account.stay, name="stay"),
    path("account/password/", account.change_password, name="password"),
    path("account/password/done/", account.password_done, name="password_done"),
    path("desk/half-years/messages/", inbox.messages, name="inbox"),
    path("desk/half-years/messages/read/", inbox.read_all, name="inbox_read_all"),
    path("desk/half-years/messages/mail/", inbox.preference, name="mail_preference"),
    path("desk/half-years/messages/<uuid:message_id>/read/", inbox.read_one, name="inbox_read"),
]
