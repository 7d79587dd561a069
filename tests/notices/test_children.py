"""A child's letter: addressed to who gets it with them, and worded for both."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.core.clock import now
from reports.core.refusals import StateRefused
from reports.detainers.models import Detainer
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from reports.workflow.amendments import amend_detainer
from tests.factories import detainers as make
from tests.factories.children import CONTACT, MOTHER, child
from tests.factories.people import person
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db


def words(item: Detainer, kind: str = "N1") -> str:
    notice = Notice.objects.with_content().get(detainer=item, kind=kind)
    return str(notice.words)


def test_the_letter_is_addressed_and_worded_for_who_receives_it():
    item = child(**MOTHER)
    notice = Notice.objects.with_content().get(detainer=item, kind="N1")
    assert notice.words.recipient_name == "Rosa Nuñez"
    assert notice.words.person_name == "María José Nuñez-Đặng"
    said = words(item)
    assert "as a child, somebody under 18." in said
    assert "menor de 18 años" in said
    assert CONTACT not in said


def test_the_childs_lawyer_is_addressed_where_that_road_was_taken():
    item = child(child_recipient="counsel", attorney_name="Ada Lawyer", guardian_name="Rosa")
    notice = Notice.objects.with_content().get(detainer=item, kind="N1")
    assert notice.words.recipient_name == "Ada Lawyer"


def english(item: Detainer, kind: str = "N1") -> str:
    notice = Notice.objects.with_content().get(detainer=item, kind=kind)
    return spoken_text(notice.words, lang="en")


LAWYER = {"child_recipient": "counsel", "attorney_name": "Ada Lawyer"}
AGENCY = {"child_recipient": "protection", "guardian_name": "Office of Children"}
WORDED = {
    "the child": ({}, "You may ask a parent, a guardian or a lawyer to read this letter"),
    "the mother": (MOTHER, "you are a parent or guardian of María José Nuñez-Đặng."),
    "the lawyer": (LAWYER, "you are the lawyer of María José Nuñez-Đặng."),
    "the agency": (AGENCY, "your office protects children and acts for María José Nuñez-Đặng."),
}


@pytest.mark.parametrize("receiver", WORDED)
def test_each_who_receives_it_reads_why_and_who_you_is(receiver):
    named, sentence = WORDED[receiver]
    text = english(child(**named))
    assert sentence in text
    others = [words for who, (_, words) in WORDED.items() if who != receiver]
    assert not [words for words in others if words in text]
    is_childs = receiver == "the child"
    assert ("“you” means María José" in text) is not is_childs
    assert ("We treat you as a child" in text) is is_childs


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ({"attorney_name": "Ada Lawyer"}, "you are the lawyer of"),
        ({"attorney_name": "", "designee_name": "Tía Eva"}, "gave us your name"),
    ],
)
def test_the_copy_of_a_release_is_worded_for_the_lawyer_or_the_one_named(named, why):
    item = child(**{**MOTHER, **named})
    make.decided(item, at=now(), choice="comply")
    make.access(detainer=item, at=now(), kind="B")
    text = english(item, "N2C")
    assert why in text
    assert "Below, “you” means María José" in text
    assert "parent or guardian of" not in text
    assert "parent or guardian of" in english(item, "N2")


def test_naming_the_guardian_later_replaces_the_letter():
    item = child()
    first = Notice.objects.get(detainer=item, kind="N1")
    fresh = Detainer.objects.with_person().get(pk=item.pk)
    amend_detainer(
        detainer=fresh,
        person=make.person_values(**{**vars(fresh.named), **MOTHER}),
        values=make.detainer_values(
            at=now() - timedelta(hours=1), received_at=fresh.received_at, is_minor=True
        ),
        reason="The mother came.",
        expected_version=1,
        by=person(),
        at=now(),
    )
    again = Notice.objects.with_content().live().get(detainer=item, kind="N1")
    assert again.supersedes_id == first.pk
    assert again.words.recipient_name == "Rosa Nuñez"


def test_every_letter_about_the_child_is_addressed_so():
    item = child(**MOTHER)
    make.decided(item, at=now(), choice="comply")
    make.access(detainer=item, at=now(), kind="B")
    for kind in ("N1I", "N2"):
        notice = Notice.objects.with_content().get(detainer=item, kind=kind)
        assert notice.words.recipient_name == "Rosa Nuñez", kind
        assert "as a child, somebody under 18." in str(notice.words), kind
        assert CONTACT not in str(notice.words)


def test_a_childs_letter_without_anybody_named_is_addressed_to_the_child():
    notice = Notice.objects.with_content().get(detainer=child(), kind="N1")
    assert notice.words.recipient_name == ""
    assert "as a child, somebody under 18." in str(notice.words)


def test_an_adults_letter_names_no_addressee_even_where_one_is_on_file():
    item = make.detainer(at=now(), person=make.person_values(**MOTHER))
    notice = Notice.objects.with_content().get(detainer=item, kind="N1")
    assert notice.words.recipient_name == ""
    assert "as a child" not in str(notice.words)


@pytest.mark.parametrize("recipient", ["person", "guardian", "protection", "attorney"])
def test_handing_over_says_to_whom_who_read_it_and_whether_it_was_understood(recipient):
    item = child(**MOTHER)
    run_due(at=now())
    values = ServiceValues(
        happened_at=now(),
        how="read_aloud",
        outcome="served",
        handed_over_by="Reed 114",
        recipient=recipient,
        interpreter="Catarina Tzoc",
        language="es",
        read_by="Catarina Tzoc",
        understood="yes",
    )
    notice = Notice.objects.get(detainer=item, kind="N1")
    kept = record_service(notice=notice, values=values, by=person(), at=now())
    kept.refresh_from_db()
    assert (kept.recipient, kept.read_by, kept.understood) == (recipient, "Catarina Tzoc", "yes")


def test_another_word_for_understood_is_refused():
    item = child(**MOTHER)
    run_due(at=now())
    values = ServiceValues(
        happened_at=now(),
        how="in_person",
        outcome="served",
        handed_over_by="Reed 114",
        understood="perhaps",
    )
    notice = Notice.objects.get(detainer=item, kind="N1")
    with pytest.raises(StateRefused, match="Choose how the notice was served"):
        record_service(notice=notice, values=values, by=person(), at=now())
