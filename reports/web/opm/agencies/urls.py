"""Addresses of OPM's office: agencies by code, roles by random id."""

from __future__ import annotations

from django.urls import path

from reports.web.opm.agencies import register
from reports.web.opm.people import agency_access
from reports.web.opm.people import views as people_views
from reports.web.opm.standard_reasons import views as reasons
from reports.web.opm.support_contacts import contacts, translations

app_name = "office"
urlpatterns = [
    path("agencies/", register.agencies, name="agencies"),
    path("add-agency/", register.agency_new, name="agency_new"),
    path("agencies/<slug:code>/", register.agency, name="agency"),
    path("agencies/<slug:code>/edit/", register.agency_edit, name="agency_edit"),
    path("agencies/<slug:code>/end/", register.agency_end, name="agency_end"),
    path("agencies/<slug:code>/access/", agency_access.access, name="access"),
    path("agencies/<slug:code>/access/new/", agency_access.access_new, name="access_new"),
    path("help-lines/", contacts.support_contacts, name="support_contacts"),
    path(
        "help-lines/<uuid:entry_id>/approve/",
        contacts.support_contact_approve,
        name="support_contact_approve",
    ),
    path(
        "help-lines/<uuid:entry_id>/checked/",
        contacts.support_contact_check,
        name="support_contact_check",
    ),
    path(
        "help-lines/<uuid:entry_id>/end/",
        contacts.support_contact_end,
        name="support_contact_end",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/",
        translations.translations,
        name="support_contact_translations",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/<uuid:wording_id>/approve/",
        translations.translation_approve,
        name="translation_approve",
    ),
    path(
        "help-lines/<uuid:entry_id>/languages/<uuid:wording_id>/end/",
        translations.translation_end,
        name="translation_end",
    ),
    path("reasons/", reasons.standard_reasons, name="standard_reasons"),
    path(
        "reasons/<uuid:reason_id>/approve/",
        reasons.standard_reason_approve,
        name="standard_reason_approve",
    ),
    path("reasons/<uuid:reason_id>/end/", reasons.standard_reason_end, name="standard_reason_end"),
    path("reasons/<uuid:reason_id>/languages/", reasons.reason_translate, name="reason_translate"),
    path(
        "reasons/<uuid:reason_id>/languages/<uuid:translation_id>/approve/",
        reasons.reason_translation_approve,
        name="reason_translation_approve",
    ),
    path(
        "reasons/<uuid:reason_id>/languages/<uuid:translation_id>/end/",
        reasons.reason_translation_end,
        name="reason_translation_end",
    ),
    path("people/", people_views.people, name="people"),
    path("people/new/", people_views.person_new, name="person_new"),
    path("people/<uuid:membership_id>/end/", people_views.person_end, name="person_end"),
    path(
        "people/<uuid:membership_id>/replace/", people_views.person_replace, name="person_replace"
    ),
    path(
        "people/<uuid:membership_id>/sign-out/",
        people_views.person_sign_out,
        name="person_sign_out",
    ),
    path("people/<uuid:membership_id>/link/", people_views.person_link, name="person_link"),
]
