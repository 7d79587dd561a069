"""Addresses of OPM's office: agencies by code, roles by random id."""

from __future__ import annotations

from django.urls import path

from reports.web.opm.agencies import register as agencies
from reports.web.opm.people import agency_access
from reports.web.opm.people import views as people
from reports.web.opm.support_contacts import contacts as help_lines
from reports.web.opm.support_contacts import translations as help_wordings

app_name = "office"
urlpatterns = [
    path("agencies/", agencies.agencies, name="agencies"),
    path("add-agency/", agencies.agency_new, name="agency_new"),
    path("agencies/<slug:code>/", agencies.agency, name="agency"),
    path("agencies/<slug:code>/edit/", agencies.agency_edit, name="agency_edit"),
    path("agencies/<slug:code>/end/", agencies.agency_end, name="agency_end"),
    path("agencies/<slug:code>/access/", agency_access.access, name="access"),
    path("agencies/<slug:code>/access/new/", agency_access.access_new, name="access_new"),
    path("help-lines/", help_lines.support_contacts, name="support_contacts"),
    path(
        "help-lines/<uuid:entry_id>/approve/",
        help_lines.support_contact_approve,
        name="support_contact_approve",
    ),
    path(
        "help-lines/<uuid:entry_id>/end/",
        help_lines.support_contact_end,
        name="support_contact_end",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/",
        help_wordings.translations,
        name="support_contact_translations",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/<uuid:wording_id>/approve/",
        help_wordings.translation_approve,
        name="translation_approve",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/<uuid:wording_id>/end/",
        help_wordings.translation_end,
        name="translation_end",
    ),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<uuid:membership_id>/end/", people.person_end, name="person_end"),
    path("people/<uuid:membership_id>/replace/", people.person_replace, name="person_replace"),
    path("people/<uuid:membership_id>/link/", people.person_link, name="person_link"),
]
