"""What a notice may say, from the record as it stood at the act that the notice is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.detainers.vocabulary import CustodyOutcome, DecisionChoice, FederalForm
from reports.law.assess import Purpose
from reports.notices.acts import decision_made, receipt_of, request_cancelled
from reports.notices.content.facts import NoticeAddressee, NoticeFacts
from reports.workflow.notice_facts import (
    came_in_writing,
    facts_of,
    heading_of,
    is_surely_a_detainer,
    notice_facts,
    recipient_of,
    was_held,
)
from reports.workflow.outcomes import record_outcome
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.workflow.grounds.test_recorded_grounds import BURGLARY

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(hours=2)


def received(**changes) -> NoticeFacts:
    item = make.detainer(**changes)
    return facts_of(receipt_of(item), issued_at=LATER)


def test_the_heading_is_the_agency_with_its_address_by_lines():
    place = agency(address="253 High Street, , Hartford", phone="860 555 0100")
    heading = heading_of(place)
    assert heading.address_lines == ("253 High Street", "Hartford")
    assert (heading.code, heading.name, heading.phone) == (
        place.code,
        place.display_name,
        "860 555 0100",
    )
    assert heading.kind == place.kind


def test_a_first_notice_says_what_came_and_that_nothing_is_decided():
    facts = received()
    assert (facts.person_name, facts.family_name) == ("María José Nuñez-Đặng", "Nuñez-Đặng")
    assert (facts.form, facts.federal_office) == ("I-247A", "ICE ERO Hartford")
    assert facts.received_at == NOW - timedelta(hours=1)
    assert {line.decision for line in facts.decisions} == {DecisionChoice.PENDING}
    assert sorted(line.purpose for line in facts.decisions) == ["hold", "notify_release"]
    assert (facts.own_words, facts.own_words_translated, facts.own_words_language) == ("", "", "")
    assert (facts.standard_reasons, facts.notified_before, facts.help_lines) == ((), (), ())
    assert (facts.release, facts.recipient, facts.cancelled_at) == (None, None, None)
    assert (facts.earlier_number, facts.child_addressee, facts.child_role) == ("", "", "")
    assert facts.is_first_answer
    assert facts.is_verified
    assert facts.is_written
    assert facts.is_detainer
    assert facts.in_custody
    for said in (facts.is_child, facts.copy_attached, facts.cleared_by_legal):
        assert said is False
    assert facts.own_words_withheld is False


def test_a_person_with_one_name_is_called_by_it():
    only = make.person_values(family_name="", given_names="María")
    assert received(person=only).family_name == "María"


def test_a_decision_is_told_with_the_words_it_was_given():
    item = make.detainer()
    decision = make.decided(item, choice="decline", notify_release="comply")
    facts = facts_of(decision_made(decision), issued_at=LATER)
    assert {line.purpose: line.decision for line in facts.decisions} == {
        "hold": "decline",
        "notify_release": "comply",
    }
    assert facts.own_words == decision.reason
    assert facts.law_version == decision.law_version
    assert {(line.changed_from, line.answered_at) for line in facts.decisions} == {("", None)}


def test_a_second_decision_says_what_it_changes_and_is_no_first_answer():
    item = make.detainer()
    first = make.decided(item, choice="decline")
    second = make.decided(item, at=LATER, choice="decline", notify_release="comply")
    facts = facts_of(decision_made(second), issued_at=LATER)
    assert not facts.is_first_answer
    changed = {line.purpose: (line.changed_from, line.answered_at) for line in facts.decisions}
    assert changed == {"hold": ("", first.decided_at), "notify_release": ("decline", NOW)}


def test_the_notice_of_a_request_taken_back_names_the_notice_of_its_receipt():
    item = make.detainer()
    first = item.notices.get(kind="N1")
    when = NOW + timedelta(hours=1)
    record_outcome(detainer=item, outcome="cancelled", happened_at=when, by=person(), at=LATER)
    facts = notice_facts(item.notices.get(kind="N1X"))
    assert (facts.earlier_number, facts.cancelled_at) == (first.number, when)
    assert notice_facts(first).earlier_number == ""


def test_one_never_told_is_told_of_no_earlier_notice():
    item = make.detainer()
    item.notices.all().update(status="voided")
    act = request_cancelled(item, at=NOW)
    assert facts_of(act, issued_at=LATER).earlier_number == ""


def test_words_that_rest_on_an_erased_conviction_are_withheld():
    item = make.detainer(convictions=(BURGLARY,))
    decision = make.decided(item)
    for erased_at, withheld in {
        None: False,
        decision.entered_at - timedelta(seconds=1): False,
        decision.entered_at: True,
    }.items():
        item.conviction_erased_at = erased_at
        facts = facts_of(replace(decision_made(decision), detainer=item), issued_at=LATER)
        assert facts.own_words_withheld is withheld, erased_at


def test_a_conviction_that_no_notice_names_takes_its_ground_out_of_the_citation():
    private = replace(BURGLARY, is_juvenile=True)
    said = {}
    for name, conviction in {"open": BURGLARY, "private": private}.items():
        item = make.detainer(agency=agency(name), convictions=(conviction,))
        facts = facts_of(decision_made(make.decided(item, choice="comply")), issued_at=LATER)
        said[name] = {line.purpose: line.citation for line in facts.decisions}
    assert said["open"]["hold"].startswith(said["private"]["hold"])
    assert said["open"]["hold"] != said["private"]["hold"]


def test_what_ice_was_told_is_told_with_the_words_only_where_they_were_spoken():
    item = make.detainer()
    make.decided(item, choice="comply")
    make.told(item, at=LATER)
    [given] = item.accesses.all()
    [facts] = [notice_facts(notice) for notice in item.notices.filter(kind="N2")]
    assert facts.release is not None
    assert facts.release.notified_at == given.occurred_at
    assert facts.release.office == "ICE ERO Hartford"
    assert facts.release.spoken_words == "Released at nine."
    assert facts.notified_before == (), "a release notice names its own notification alone"
    [before] = facts_of(receipt_of(item), issued_at=LATER).notified_before
    assert before == facts.release
    assert not facts_of(receipt_of(item), issued_at=NOW).notified_before


def test_the_copy_goes_to_the_attorney_before_the_designee_or_to_nobody():
    named = {"attorney_name": "Ada Lawyer", "designee_name": "Lin Friend"}
    both = make.detainer(person=make.person_values(**named))
    assert recipient_of(both) == NoticeAddressee(name="Ada Lawyer", role="lawyer")
    friend = make.person_values(family_name="Ochoa", attorney_name="", designee_name="Lin Friend")
    one = make.detainer(agency=agency("avon"), person=friend)
    assert recipient_of(one) == NoticeAddressee(name="Lin Friend", role="named")
    alone = make.person_values(family_name="Ibarra", attorney_name="")
    assert recipient_of(make.detainer(agency=agency("berlin"), person=alone)) is None


@pytest.mark.parametrize(
    ("form", "purpose", "is_one"),
    [
        (FederalForm.NONE, Purpose.HOLD, True),
        (FederalForm.NONE, Purpose.INTERVIEW, False),
        (FederalForm.OTHER, Purpose.INTERVIEW, False),
        (FederalForm.I_247A, Purpose.INTERVIEW, True),
    ],
)
def test_a_detainer_is_known_by_its_form_or_by_what_it_asks(form, purpose, is_one):
    item = make.detainer()
    item.form, item.purposes = form, [purpose]
    assert is_surely_a_detainer(item) is is_one


def test_a_call_or_a_visit_without_a_form_leaves_nothing_to_copy():
    item = make.detainer()
    item.form = FederalForm.NONE
    written = {}
    for item.channel in ("fax", "phone", "in_person"):
        written[item.channel] = came_in_writing(item)
    assert written == {"fax": True, "phone": False, "in_person": False}


def test_who_was_let_go_was_held_until_then():
    item = make.detainer()
    item.in_custody = False
    held = {}
    for item.outcome in ("", CustodyOutcome.RELEASED, CustodyOutcome.CANCELLED):
        held[str(item.outcome)] = was_held(item)
    assert held == {"": False, "released": True, "cancelled": False}
    item.in_custody, item.outcome = True, ""
    assert was_held(item)
