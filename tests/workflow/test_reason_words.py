"""The reason of a decision: chosen from OPM's list, in own words, and in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.detainers.actions.decide import ReasonWords
from reports.detainers.models import Decision, Detainer
from reports.notices.models import Notice
from reports.notices.reasons.actions import end_standard_reason
from reports.notices.reasons.queries import chosen_reasons
from reports.workflow.decisions import record_decision, translate_reason
from tests.factories.detainers import NOW, detainer, reviewed
from tests.factories.people import person
from tests.notices.reasons.test_actions import WORDS, lawyers, offered, translated
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
READ_TO_YOU = "Esta parte está en inglés."


def decide(item: Detainer, reason: str = "", **words: Any) -> Decision:
    reviewed(item)
    return record_decision(
        detainer=item,
        choices=dict.fromkeys(item.purposes, "decline"),
        reason=reason,
        in_other_words=ReasonWords(**words),
        by=person(Role.AGENCY_HEAD, at_agency=item.agency),
        at=NOW,
    )


def said(item: Detainer, lang: str) -> str:
    notice = Notice.objects.with_content().live().get(detainer=item, kind="N1I")
    return spoken_text(notice.words, lang=lang)


def test_a_reason_from_the_list_is_printed_in_the_readers_language():
    reason = offered()
    translated(reason, "Decidimos según la ley.")
    item = detainer()
    decision = decide(item, standard_reasons=(reason.pk,))
    assert decision.reason == ""
    assert "Decidimos según la ley." in said(item, "es")
    assert WORDS not in said(item, "es")
    assert READ_TO_YOU not in said(item, "es")
    assert WORDS in said(item, "en")


def test_without_a_translation_it_stands_in_english_with_who_can_read_it():
    item = detainer()
    decide(item, standard_reasons=(offered().pk,))
    assert WORDS in said(item, "es")
    assert READ_TO_YOU in said(item, "es")


def test_own_words_in_the_readers_language_stand_there_and_only_there():
    item = detainer()
    decide(item, "We weighed it all.", translated="Lo pensamos todo.", language="es")
    assert "Lo pensamos todo." in said(item, "es")
    assert "We weighed it all." not in said(item, "es")
    assert "Lo pensamos todo." not in said(item, "en")


def test_words_of_another_language_than_the_letters_are_not_printed():
    item = detainer()
    decide(item, "We weighed it all.", translated="Nou te panse sou tout.", language="ht")
    assert "Nou te panse" not in said(item, "es")
    assert READ_TO_YOU in said(item, "es")


def test_a_translation_that_comes_later_holds_the_letter_back_for_a_new_one():
    item = detainer()
    decision = decide(item, "We weighed it all.")
    assert READ_TO_YOU in said(item, "es")
    clerk = person(Role.CLERK, at_agency=item.agency)
    fresh = Decision.objects.select_related("record_key", "detainer__agency").get(pk=decision.pk)
    fresh.detainer = Detainer.objects.with_person().get(pk=item.pk)
    translate_reason(decision=fresh, text=" Lo pensamos. ", language="es", by=clerk, at=LATER)
    assert Notice.objects.held_back().filter(detainer=item, kind="N1I").exists()
    assert Decision.objects.get(pk=decision.pk).reason_translated == "Lo pensamos."
    with pytest.raises(StateRefused, match="other language"):
        translate_reason(decision=fresh, text=" ", language="es", by=clerk, at=LATER)


def test_a_reason_that_is_not_on_the_list_is_refused():
    reason = offered()
    end_standard_reason(reason=reason, by=lawyers()[0], at=NOW)
    for key in (reason.pk, uuid4()):
        with pytest.raises(StateRefused, match="no longer on OPM's list"):
            decide(detainer(), standard_reasons=(key,))


def test_a_decision_keeps_the_words_it_chose_in_their_order():
    second, first = offered("Second."), offered("First.")
    decision = decide(detainer(), standard_reasons=(first.pk, second.pk))
    end_standard_reason(reason=first, by=lawyers()[0], at=LATER)
    assert [reason.text for reason in chosen_reasons(decision)] == ["First.", "Second."]


def test_a_decision_without_any_reason_is_refused():
    with pytest.raises(StateRefused, match="reason is missing"):
        decide(detainer(), " ")
