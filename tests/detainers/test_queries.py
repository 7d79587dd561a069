"""What is not yours does not exist, whichever row of a record is asked for."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image

from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.detainers import queries
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.outcome import record_outcome
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import Conviction, Detainer, HeadReview
from reports.detainers.status import DetainerStatus
from reports.law.moments import local_day
from reports.workflow.amendments import merge_people
from tests.factories.detainers import NOW, decided, detainer
from tests.factories.people import agency, person
from tests.support.reading import queries_for

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


@pytest.fixture
def item() -> Detainer:
    found = detainer()
    decided(found)
    order = CourtOrderValues(citation="D. Conn. 3:26-cv-1", says="No hold.", from_on=TODAY)
    record_court_order(detainer=found, values=order, by=person(Role.CLERK), at=NOW)
    return found


def rows_of(item: Detainer) -> list[tuple]:
    return [
        (queries.get_detainer, item.pk),
        (queries.get_head_review, item.reviews.get().pk),
        (queries.get_decision, item.decisions.get().pk),
        (queries.get_court_order, item.court_orders.get().pk),
        (queries.get_conviction, Conviction.objects.filter(detainer=item).get().pk),
        (queries.get_detainer_of_form, item.form_token),
    ]


def test_a_row_of_ones_own_agency_is_found(item):
    clerk = person(Role.CLERK)
    for getter, key in rows_of(item):
        assert getter(clerk, key, on=TODAY) is not None


@pytest.mark.parametrize("role", [Role.CLERK, Role.OPM_ADMIN])
def test_of_another_agency_nothing_exists(item, role):
    bristol = agency("bristol") if role == Role.CLERK else None
    stranger = person(role, at_agency=bristol, email="stranger@example.org")
    for getter, key in rows_of(item):
        for wanted in (key, uuid4()):
            with pytest.raises(NotFound):
                getter(stranger, wanted, on=TODAY)


def test_the_list_is_in_the_order_asked_for(item):
    later = detainer()
    assert list(queries.list_detainers(agency(), sort="number")) == [item, later]
    assert list(queries.list_detainers(agency(), sort="-number")) == [later, item]
    assert set(queries.list_detainers(agency(), sort="'; drop")) == {item, later}


def test_everybody_asked_for_has_a_list(item):
    stranger = uuid4()
    found = queries.detainers_by_person(agency(), [item.person_id, stranger])
    assert found == {item.person_id: [item], stranger: []}


def test_the_lines_of_decisions_come_latest_first(item):
    (decision,) = item.decisions.all()
    lines = queries.decision_lines(item)
    assert {line.decision_id for line in lines} == {decision.pk}
    assert [line.position for line in lines] == sorted(line.position for line in lines)
    assert queries.decision_lines(detainer()) == []


def test_other_open_requests_are_of_the_same_person_and_agency(item):
    beside, stranger = detainer(), detainer()
    Detainer.objects.filter(pk=beside.pk).update(person=item.person)
    assert queries.other_open(item) == [beside]
    assert queries.other_open(stranger) == []
    Detainer.objects.filter(pk=beside.pk).update(status=DetainerStatus.CLOSED)
    assert queries.other_open(item) == []


def ended(item: Detainer) -> Detainer:
    """Closed by a release."""
    record_outcome(
        detainer=item, outcome="released", happened_at=NOW, by=person(Role.CLERK), at=NOW
    )
    return item


def at(**changes) -> dict:
    """A moment so long before now."""
    return {"at": NOW - timedelta(**changes)}


WITHIN = {"received_from": TODAY - timedelta(days=9), "received_to": TODAY}
FILTERS: tuple[tuple[dict, set[str]], ...] = (
    ({}, {"open", "closed"}),
    ({"status": "open"}, {"open"}),
    ({"status": "closed"}, {"closed"}),
    ({"status": "decided"}, set()),
    ({"outcome": "released"}, {"closed"}),
    ({"outcome": "died"}, set()),
    ({"purpose": "interview"}, {"closed"}),
    ({"purpose": "hold"}, {"open"}),
    ({"received_from": TODAY - timedelta(days=2)}, {"open"}),
    ({"received_to": TODAY - timedelta(days=2)}, {"closed"}),
    (WITHIN, {"open", "closed"}),
    ({"status": "open", "outcome": "released"}, set()),
)


def test_a_list_has_what_was_asked_for_of_this_agency():
    rows = {"open": detainer(), "closed": detainer(**at(days=9), purposes=("interview",))}
    ended(rows["closed"])
    detainer(agency=agency("avon"))
    for filters, found in FILTERS:
        wanted = {rows[name] for name in found}
        assert set(queries.list_detainers(agency(), **filters)) == wanted, filters


def test_the_sorts_of_a_list_and_the_newest_first():
    first = detainer(**at(days=2), release_due_at=NOW + timedelta(days=3))
    second = decided(detainer(release_due_at=NOW + timedelta(days=1))).detainer
    for sort, wanted in (
        ("", [second, first]),
        ("received", [first, second]),
        ("-received", [second, first]),
        ("release", [second, first]),
        ("-release", [first, second]),
        ("status", [first, second]),
    ):
        assert list(queries.list_detainers(agency(), sort=sort)) == wanted, sort


def test_a_list_is_read_with_its_people(django_assert_num_queries):
    detainer()
    detainer()
    place = agency()
    with django_assert_num_queries(2):
        assert [row.named.family_name for row in queries.list_detainers(place)]


def test_the_facts_are_the_last_of_every_open_request():
    item = detainer()
    ended(detainer())
    decided(item, at=NOW + timedelta(minutes=1))
    (facts,) = queries.facts_of_open_detainers()
    assert facts == item.assessments.latest().facts
    assert item.assessments.count() == 2


def test_who_was_merged_is_found_with_who_was_kept(item):
    other, stranger = detainer(**at(days=1)), detainer(agency=agency("avon"))
    kept, merged = item.person, other.person
    merge_people(kept=kept, other=merged, reason="One.", by=person(Role.CLERK), at=NOW)
    found = queries.detainers_by_person(agency(), [kept.pk])
    assert found == {kept.pk: [item, other]}
    assert queries.detainers_by_person(agency(), [merged.pk]) == {merged.pk: [other]}
    assert queries.detainers_by_person(agency(), [stranger.person_id]) == {stranger.person_id: []}


def test_each_getter_finds_the_row_asked_for_with_what_its_page_says(item):
    beside = detainer()
    decided(beside)
    order = CourtOrderValues(citation="D. Conn. 2", says="No interview.", from_on=TODAY)
    record_court_order(detainer=beside, values=order, by=person(Role.CLERK), at=NOW)
    shown = [
        ("agency", "entered_by", "person.record_key", "custody_reason"),
        ("detainer.agency", "note", "entered_by", "reviewed_by"),
        ("detainer.agency", "reason", "decided_by"),
        ("detainer.agency", "says"),
        ("detainer.agency", "offense"),
        ("agency", "person.record_key", "custody_reason"),
    ]
    clerk = person(Role.CLERK)
    for of_one, of_other in zip(rows_of(item), rows_of(beside), strict=True):
        for getter, key in (of_one, of_other):
            row = getter(clerk, key, on=TODAY)
            assert key in {row.pk, getattr(row, "form_token", None)}
            names = shown[[one for one, _ in rows_of(item)].index(getter)]
            assert queries_for(row, *names) == [], getter
    for getter, _ in rows_of(item):
        unknown = uuid4()
        with pytest.raises(NotFound, match=str(unknown)):
            getter(clerk, unknown, on=TODAY)
    found = queries.get_decision(clerk, item.decisions.get().pk, on=TODAY)
    assert len(queries_for(found, "lines")) == 0
    assert [line.choice for line in found.lines.all()] == ["decline", "decline"]


def telephoned(item: Detainer, *, when, by: str = "") -> HeadReview:
    head = person(Role.AGENCY_HEAD, at_agency=item.agency, email=by)
    return record_head_review(
        detainer=item,
        reviewed_by=head,
        manner="telephone",
        reviewed_at=when,
        by=person(Role.CLERK, at_agency=item.agency),
        at=NOW,
    )


def test_what_the_head_is_asked_to_confirm():
    first = telephoned(detainer(), when=NOW)
    earlier = telephoned(detainer(), when=NOW - timedelta(minutes=5))
    telephoned(detainer(), when=NOW - timedelta(minutes=9), by="second@hartford.example")
    head = person(Role.AGENCY_HEAD)
    assert queries.first_review_to_confirm(head, on=TODAY) == earlier
    assert queries.reviews_to_confirm(head, agency()) == [first, earlier]
    assert queries.reviews_to_confirm(head, agency("avon")) == []
    for row in queries.reviews_to_confirm(head, agency()):
        assert queries_for(row, "detainer.status", "entered_by.name") == []
    assert queries.first_review_to_confirm(person(Role.CLERK), on=TODAY) is None
    elsewhere = telephoned(detainer(agency=agency("avon")), when=NOW - timedelta(minutes=9))
    HeadReview.objects.filter(pk=elsewhere.pk).update(reviewed_by=head)
    assert queries.first_review_to_confirm(head, on=TODAY) == earlier


def test_what_had_been_decided_by_a_moment():
    item = detainer()
    assert queries.decision_in_force(item, at=NOW) is None
    first = decided(item)
    second = decided(item, at=NOW + timedelta(minutes=9))
    decided(detainer(), at=NOW + timedelta(minutes=9))
    assert queries.decision_in_force(item, at=NOW + timedelta(minutes=8)) == first
    found = queries.decision_in_force(item, at=NOW + timedelta(minutes=9))
    assert found == second
    assert queries_for(found, "detainer.agency", "assessment", "reason") == []
    assert queries.decision_in_force(item, at=NOW - timedelta(minutes=1)) is None
    assert queries.decision_before(second) == first
    assert queries.decision_before(first) is None
    third = decided(item, at=NOW + timedelta(minutes=12))
    assert queries.decision_before(third) == second
    assert {line.decision for line in queries.decision_lines(item)} == {first, second, third}
    for line in queries.decision_lines(item):
        names = ("decision.reason", "decision.decided_by.name", "decision.assessment.law_version")
        assert queries_for(line, *names) == []


def test_a_decision_entered_late_does_not_take_the_place_of_an_earlier_number(item):
    (first,) = item.decisions.all()
    late = decided(item, at=NOW + timedelta(minutes=5))
    type(late).objects.filter(pk=late.pk).update(decided_at=NOW - timedelta(minutes=5))
    late.refresh_from_db()
    assert queries.decision_before(late) is None
    assert queries.decision_before(first) == late
    assert queries.decision_in_force(item, at=NOW + timedelta(hours=1)) == first


def test_requests_that_a_cancellation_may_mean():
    own, older = detainer(**at(days=2)), detainer(**at(days=3))
    newer, elsewhere = detainer(), detainer(agency=agency("avon"), **at(days=3))
    ended(detainer(**at(days=3)))
    paper = detainer(**at(days=1))
    assert queries.open_requests(paper) == [own, older]
    assert newer not in queries.open_requests(paper)
    assert elsewhere not in queries.open_requests(paper)
    merge_people(kept=older.person, other=paper.person, reason="One.", by=person(), at=NOW)
    again = Detainer.objects.select_related("agency", "person").get(pk=paper.pk)
    assert queries.open_requests(again) == [older, own]


def test_papers_of_one_kind_with_who_added_them(item):
    Image.new("L", (9, 9), 255).save(scan := io.BytesIO(), format="PNG")
    for place, kind in enumerate(("detainer", "proof", "detainer")):
        add_attachment(
            detainer=item,
            kind=kind,
            label=f"Page {place}",
            data=scan.getvalue(),
            by=person(Role.CLERK),
            at=NOW,
        )
    found = queries.attachments_of_kind(item, "detainer")
    assert [row.kind for row in found] == ["detainer", "detainer"]
    for row in found:
        assert queries_for(row, "label", "file.size", "added_by.name") == []
    assert queries.attachments_of_kind(detainer(), "detainer") == []
    kept = {row.pk: row.copy_kept for row in queries.open_with_reading(agency(), on=TODAY)}
    assert kept.pop(item.pk)
    assert list(kept.values()) == [False]


def test_how_much_is_open(item, django_assert_num_queries):
    head, place = person(Role.AGENCY_HEAD), agency()
    soon = NOW + timedelta(hours=2)
    telephoned(detainer(release_due_at=soon), when=NOW)
    free = detainer(release_due_at=soon - timedelta(hours=1))
    Detainer.objects.filter(pk=free.pk).update(in_custody=False)
    ended(detainer(release_due_at=soon - timedelta(hours=1)))
    elsewhere = telephoned(
        detainer(agency=agency("avon"), release_due_at=soon - timedelta(hours=1)), when=NOW
    )
    HeadReview.objects.filter(pk=elsewhere.pk).update(reviewed_by=head)
    with django_assert_num_queries(1):
        found = queries.open_work(head, place)
    assert found == queries.OpenWork(3, soon, 1)
    assert queries.open_work(person(Role.CLERK), place).reviews_to_confirm == 0


def test_open_requests_with_their_reading_the_oldest_first(item, django_assert_num_queries):
    older, place = detainer(**at(days=1)), agency()
    detainer(agency=agency("avon"))
    ended(detainer())
    with django_assert_num_queries(1):
        found = queries.open_with_reading(place, on=TODAY)
    assert found == [older, item]
    assert [row.ordered for row in found] == [False, True]
    assert [row.reading for row in found] == [
        row.assessments.latest().result for row in (older, item)
    ]
    item.court_orders.update(until_on=TODAY - timedelta(days=1))
    assert not any(row.ordered for row in queries.open_with_reading(place, on=TODAY))


def test_several_with_their_people_in_one_query(item, django_assert_num_queries):
    other = detainer()
    detainer()
    with django_assert_num_queries(1):
        found = queries.with_people({item.pk, other.pk})
    assert set(found) == {item, other}
    assert queries.with_people([]) == []


def test_decisions_of_a_file_that_nobody_confirmed(item):
    (first,) = item.decisions.all()
    rows = type(first).objects
    second, typed = decided(item), decided(detainer())
    elsewhere = decided(detainer(agency=agency("avon")))
    rows.update(is_reported=True, confirmed_at=None, confirmed_by=None)
    rows.filter(pk=second.pk).update(confirmed_at=NOW, confirmed_by=person(Role.AGENCY_HEAD))
    rows.filter(pk=typed.pk).update(is_reported=False)
    assert queries.decisions_to_confirm(agency()) == [first]
    assert queries.decisions_to_confirm(agency("avon")) == [elsewhere]
    assert queries_for(queries.decisions_to_confirm(agency())[0], "detainer.status") == []
