"""A form of OPM sent twenty times at once acts once: nobody gets an error, nothing stands twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.notices.actions.support_contacts import (
    SupportContactValues,
    propose_support_contact,
)
from reports.notices.models import (
    StandardReason,
    StandardReasonTranslation,
    SupportContact,
    SupportContactTranslation,
)
from reports.notices.reasons.actions import propose_standard_reason
from reports.submissions.models import InternalNote
from reports.training.models import AgencyTraining
from tests.factories.people import agency, person
from tests.submissions.helpers import certified
from tests.support.forms import fields_of
from tests.web.desk import typing
from tests.web.desk.test_double_submit import Creating, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "We decided by the law and by what is on record."
LINE = {"name": "Legal Aid Example", "contact": "860-555-0100", "note": "Weekdays"}


def page_at(role: Role, name: str, *args: Any) -> tuple[Any, str, dict[str, Any]]:
    user, where = person(role), reverse(name, args=args)
    return user, where, fields_of(typing.signed_in(user).get(where))


def support_contact() -> Creating:
    user, where, page = page_at(Role.OPM_LEGAL, "office:support_contacts")
    return Creating(
        user, where, {**page, **LINE, "languages": ["es"]}, SupportContact.objects.all()
    )


def support_contact_translation() -> Creating:
    entry = propose_support_contact(
        values=SupportContactValues(**LINE),
        from_custody=True,
        position=1,
        by=person(Role.OPM_LEGAL),
        at=now(),
    )
    user, where, page = page_at(Role.OPM_LEGAL, "office:support_contact_translations", entry.pk)
    typed = {"language": "es", "name": "Ayuda legal", "contact": "860-555-0100", "note": ""}
    return Creating(user, where, {**page, **typed}, SupportContactTranslation.objects.all())


def standard_reason() -> Creating:
    user, where, page = page_at(Role.OPM_LEGAL, "office:standard_reasons")
    return Creating(user, where, {**page, "text": WORDS}, StandardReason.objects.all())


def standard_reason_translation() -> Creating:
    reason = propose_standard_reason(text=WORDS, by=person(Role.OPM_LEGAL), at=now())
    user, where, page = page_at(Role.OPM_LEGAL, "office:reason_translate", reason.pk)
    typed = {"language": "es", "text": "Según la ley.", "translator": "Tr. Example"}
    return Creating(user, where, {**page, **typed}, StandardReasonTranslation.objects.all())


def training() -> Creating:
    town = agency()
    user, where, page = page_at(Role.OPM_TRAINING, "opm:training_new")
    typed = {"agency": town.code, "held_on": "2026-01-05", "people": "4", "subject": "The act"}
    return Creating(user, where, {**page, **typed}, AgencyTraining.objects.all())


def internal_note() -> Creating:
    submission = certified()
    user = person(Role.OPM_REVIEWER)
    where = reverse("opm:note", args=[submission.pk])
    return Creating(user, where, {"reason": "The days look odd."}, InternalNote.objects.all())


FORMS = {
    "opm.submissions.decisions.note": internal_note,
    "opm.support_contacts.contacts.support_contacts": support_contact,
    "opm.support_contacts.translations.translations": support_contact_translation,
    "opm.standard_reasons.views.standard_reasons": standard_reason,
    "opm.standard_reasons.views.reason_translate": standard_reason_translation,
    "opm.agencies.training.training_new": training,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_makes_a_row_makes_one(name):
    form = FORMS[name]()
    codes = all_at_once(form.user, form.where, form.typed)
    assert set(codes) <= form.answers, codes
    assert 302 in codes
    assert form.rows.count() == 1
