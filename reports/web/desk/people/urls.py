"""Addresses of an agency's people: roles, the delegate, the letterhead, account transfer."""

from __future__ import annotations

from django.urls import path

from reports.web.desk.people import transfer, views

urlpatterns = [
    path("people/hand-over/", transfer.account_transfer, name="account_transfer"),
    path("people/<uuid:membership_id>/replace/", transfer.replace, name="people_transfer"),
    path("people/", views.people, name="people"),
    path("people/grant/", views.grant, name="people_grant"),
    path("people/delegate/", views.delegate, name="people_delegate"),
    path("people/delegate/end/", views.end_delegate, name="delegate_end"),
    path("people/letterhead/", views.letterhead, name="letterhead"),
    path("people/<uuid:membership_id>/sign-out/", views.sign_out, name="people_sign_out"),
    path("people/<uuid:membership_id>/end/", views.end, name="people_end"),
]
