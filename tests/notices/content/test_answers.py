"""The answers, what changed in them, and a reason that may not be written yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.notices.content.answers import citations_of, requested
from reports.notices.content.document import to_json
from reports.notices.content.facts import PurposeDecision
from reports.notices.content.specimens import specimen_facts
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import locale_text
from tests.notices.spoken import spoken_text
from tests.notices.test_composition import compose, english

CHANGED = PurposeDecision(
    purpose="hold",
    decision="decline",
    outcome="not_prohibited",
    citation="54-192h(b)(1)(A)",
    changed_from="comply",
    answered_at=datetime(2026, 3, 2, 18, 40, tzinfo=UTC),
)


def test_a_changed_answer_says_what_it_was_and_when():
    facts = replace(specimen_facts(NoticeKind.N1_INTENT, "en"), decisions=(CHANGED,))
    assert (
        "This answer has changed. On March 2, 2026 at 1:40 PM it was: Yes. We plan to do this."
        in english(facts)
    )
    same = replace(facts, decisions=(replace(CHANGED, changed_from=""),))
    assert "has changed" not in english(same)


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Esta respuesta cambió."), ("ar", "تغير هذا الجواب."), ("ht", "Repons sa a chanje.")],
)
def test_a_changed_answer_is_told_in_the_language_of_the_reader(language, words):
    facts = replace(specimen_facts(NoticeKind.N1_INTENT, language), decisions=(CHANGED,))
    content = compose(facts, NoticeKind.N1_INTENT, language)
    assert words in spoken_text(content, lang=language)


def test_a_release_told_before_any_decision_leaves_lines_for_the_reason():
    pending = replace(CHANGED, decision="pending", changed_from="")
    facts = replace(specimen_facts(NoticeKind.N2, "en"), decisions=(pending,), own_words="")
    text = english(facts, NoticeKind.N2)
    assert "When we told them, we had written down no decision." in text
    assert "We read" not in text


def test_a_request_is_named_for_who_reads_it():
    facts, one = specimen_facts(NoticeKind.N1_RECEIPT, "en"), locale_text("en")
    line = replace(CHANGED, purpose="interview")
    assert requested(facts, line, one).endswith("while you are in custody")
    assert requested(replace(facts, in_custody=False), line, one) == "Let them question you"
    assert requested(replace(facts, in_custody=False), CHANGED, one).startswith("Keep you")


def test_sections_are_cited_as_a_lawyer_looks_them_up():
    assert citations_of("54-192h(c)") == "Conn. Gen. Stat. §\u00a054-192h(c)"
    assert citations_of("Public Act 25-29") == "Public Act 25-29"


@pytest.mark.parametrize("kind", [NoticeKind.N1_INTENT, NoticeKind.N2, NoticeKind.N2_COPY])
def test_a_terrorist_screening_reason_follows_and_the_rest_goes_out(kind):
    ground = PurposeDecision(
        purpose="hold", decision="comply", outcome="unsettled", citation="54-192h(b)(1)(A)(iii)"
    )
    facts = replace(specimen_facts(kind, "en"), decisions=(ground,), terrorist_database_ground=True)
    content = compose(facts, kind, "en")
    text = spoken_text(content, lang="en")
    assert "We will give you the reason in writing in another letter." in text
    assert "final judgment" not in text
    assert "(iii)" not in to_json(content)
    released = english(replace(facts, cleared_by_legal=True), kind)
    assert "final judgment" in released
    assert "(iii)" in released


def test_an_undecided_first_notice_withholds_nothing():
    facts = replace(specimen_facts(NoticeKind.N1_RECEIPT, "en"), terrorist_database_ground=True)
    assert not facts.withholds_reason
    assert "in another letter" not in english(facts, NoticeKind.N1_RECEIPT)
