"""Addresses of one's own account."""

from __future__ import annotations

from django.urls import path

from reports.web.account import forgotten, inbox, reactivation, role_requests, sign_in

app_name = "account"
urlpatterns = [
    path("signin/options/", sign_in.step_options, name="step_options"),
    path("signin/forgotten/", forgotten.forgotten, name="forgotten"),
    path("signin/resume/", sign_in.resume, name="resume"),
    path("signin/<uidb64>/<token>/", sign_in.first_password, name="first_password"),
    path("signout/", sign_in.sign_out, name="sign_out"),
    path("wake/<str:token>/", sign_in.reactivate, name="reactivate"),
    path("account/asleep/", reactivation.deactivated_accounts, name="deactivated"),
    path(
        "account/asleep/<uuid:user_id>/wake/",
        reactivation.reactivate_colleague,
        name="reactivate_colleague",
    ),
    path("account/roles/", role_requests.role_requests, name="role_requests"),
    path("account/roles/<uuid:request_id>/", role_requests.role_request, name="role_request"),
    path(
        "account/roles/<uuid:request_id>/confirm/",
        role_requests.role_request_confirm,
        name="role_request_confirm",
    ),
    path(
        "account/roles/<uuid:request_id>/stop/",
        role_requests.role_request_stop,
        name="role_request_stop",
    ),
    path("account/stay/", sign_in.stay, name="stay"),
    path("account/password/", sign_in.change_password, name="password"),
    path("account/password/done/", sign_in.password_done, name="password_done"),
    path("desk/half-years/messages/", inbox.messages, name="inbox"),
    path("desk/half-years/messages/read/", inbox.read_all, name="inbox_read_all"),
    path("desk/half-years/messages/mail/", inbox.preference, name="mail_preference"),
    path("desk/half-years/messages/<uuid:message_id>/read/", inbox.read_one, name="inbox_read"),
]
