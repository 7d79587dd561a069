"""The office round an edition: a time to answer, a fixed hour, substitutes and exceptions, messages
at hand-overs.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.messaging.inbox import unread_items
from reports.messaging.models import Message
from reports.outbox.registry import kind_named
from reports.outbox.runner import run_due
from reports.publication.actions.propose import (
    answer_dispute,
    approve,
    confirm_rows,
    discard_proposal,
    dispute_rows,
    propose,
)
from reports.publication.actions.publish import publish
from reports.publication.actions.scheduled_release import (
    next_release_time,
    publish_released,
    release,
)
from reports.publication.actions.staffing_exceptions import record_staffing_exception
from reports.publication.actions.thresholds import set_threshold
from reports.publication.exceptions import NotChecked
from reports.publication.models.editions import AgencyPreview, Edition, StaffingException
from reports.publication.queries import file_bytes
from reports.publication.status import PUBLISH_KIND, EditionStatus
from reports.submissions.actions.open_half_year import open_half_year, record_notified_outside
from reports.submissions.actions.remind import raise_dispute
from reports.submissions.models import ReportingPeriod
from reports.submissions.review_queue import agencies_not_notified_through
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON, load, office, published

Kind = StaffingException.Kind


def proposed(*, checked: int = 0) -> Edition:
    publisher, *checkers, legal = office()
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    for checker in checkers[:checked]:
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    return edition


def tell_who_is_missing() -> None:
    for period, untold in agencies_not_notified_through("2025H1", on=ON):
        record_notified_outside(
            agency=untold,
            period=period,
            channel="letter",
            notified_on=ON,
            by=person("opm_reviewer"),
            at=AT,
        )


def kinds_waiting(user) -> list[str]:
    return [item.message.kind for item in unread_items(user, ON)]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((2026, 3, 2, 14, 0), (2026, 3, 2, 15, 0)),  # 9 in the morning in Connecticut, winter
        ((2026, 3, 2, 15, 0), (2026, 3, 3, 15, 0)),
        ((2026, 3, 7, 16, 0), (2026, 3, 8, 14, 0)),  # the clocks go forward in between
    ],
)
def test_the_hour_is_that_of_connecticut(moment, expected):
    assert next_release_time(datetime(*moment, tzinfo=UTC), hour=10) == datetime(
        *expected, tzinfo=UTC
    )


def test_a_released_edition_goes_out_at_its_hour_and_not_before(stored_world, settings):
    settings.PUBLICATION_HOUR = 10
    edition = proposed(checked=2)
    released = release(edition=edition, by=office()[0], at=AT, on=ON)
    assert released.scheduled_at == AT + timedelta(days=1)
    run_due(at=AT + timedelta(hours=23))
    assert Edition.objects.get(pk=edition.pk).status == EditionStatus.PROPOSED
    publish_released(edition.pk, at=AT + timedelta(days=1))
    published = Edition.objects.get(pk=edition.pk)
    assert (published.status, published.number) == (EditionStatus.PUBLISHED, 1)
    publish_released(edition.pk, at=AT + timedelta(days=1, minutes=1))
    assert kind_named(PUBLISH_KIND).max_attempts > 1
    assert Edition.objects.public().count() == 1


def test_released_twice_is_refused(stored_world, settings):
    settings.PUBLICATION_HOUR = 10
    edition = proposed(checked=2)
    release(edition=edition, by=office()[0], at=AT, on=ON)
    with pytest.raises(Conflict):
        release(edition=edition, by=office()[0], at=AT, on=ON)


def test_what_was_disputed_meanwhile_stays_back_and_says_why(stored_world, settings):
    settings.PUBLICATION_HOUR = 10
    edition = proposed(checked=2)
    release(edition=edition, by=office()[0], at=AT, on=ON)
    town = agency("a01")
    dispute_rows(
        edition=edition,
        agency=town,
        text="One too many.",
        at=AT,
        on=ON,
        by=person("agency_head", at_agency=town),
    )
    publish_released(edition.pk, at=AT + timedelta(days=1))
    held = Edition.objects.get(pk=edition.pk)
    assert held.status == EditionStatus.PROPOSED
    assert held.scheduled_at is None
    assert "a01" in held.on_hold_reason
    assert Message.Kind.HELD_BACK in kinds_waiting(office()[0])


def test_in_production_agencies_have_their_time(stored_world, settings):
    edition = proposed(checked=2)
    tell_who_is_missing()
    settings.PRODUCTION = True
    publisher = office()[0]
    with pytest.raises(StateRefused, match="confirm or dispute"):
        publish(edition=edition, by=publisher, at=AT, on=ON)
    later = timedelta(days=11)
    assert publish(edition=edition, by=publisher, at=AT + later, on=ON + later).number == 1


def test_in_production_nobody_is_shown_as_missing_untold(stored_world, settings):
    late = agency("never-told")
    head = person("agency_head", at_agency=late)
    first_day = datetime(2025, 1, 1, 15, tzinfo=UTC)
    open_half_year(half_year="2025H1", by=person("opm_admin"), at=first_day)
    edition = proposed(checked=2)
    AgencyPreview.objects.filter(edition=edition).update(confirmed_at=AT)
    settings.PRODUCTION = True
    publisher = office()[0]
    with pytest.raises(StateRefused, match=r"never-told \(2025H1\).*Remind"):
        publish(edition=edition, by=publisher, at=AT, on=ON)
    tell_who_is_missing()
    period = ReportingPeriod.objects.get(half_year="2025H1")
    raise_dispute(agency=late, period=period, text="We sent it.", by=head, at=AT)
    with pytest.raises(StateRefused, match="never-told"):
        publish(edition=edition, by=publisher, at=AT, on=ON)


def test_the_preview_shows_what_opm_holds_and_what_the_public_will_read(stored_world):
    edition = proposed()
    rows = {
        preview.agency.code: preview.rows for preview in edition.previews.select_related("agency")
    }
    for (half, code), lines in stored_world.lines.items():
        if (
            half == "2025H1"
            and code not in stored_world.state
            and (half, code) not in stored_world.late
        ):
            ((shown_half, held, shown),) = rows[code]
            assert (shown_half, held) == (half, len(lines))
            assert shown in {str(len(lines)), "c"}


def test_everyone_who_has_to_act_is_told_and_then_left_in_peace(stored_world):
    publisher, one, two, legal = office()
    town = agency("a01")
    head = person("agency_head", at_agency=town)
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    assert kinds_waiting(head) == [Message.Kind.PREVIEW]
    assert kinds_waiting(one) == [Message.Kind.TO_CHECK]
    dispute_rows(edition=edition, agency=town, text="One too many.", by=head, at=AT, on=ON)
    assert kinds_waiting(head) == []
    assert Message.Kind.ROWS_DISPUTED in kinds_waiting(publisher)
    preview = edition.previews.get(agency=town)
    answer_dispute(preview=preview, text="Compared with the report.", by=publisher, at=AT, on=ON)
    assert kinds_waiting(head) == [Message.Kind.ROWS_ANSWERED]
    for checker in (one, two):
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    assert Message.Kind.TO_PUBLISH in kinds_waiting(publisher)
    publish(edition=edition, by=publisher, at=AT, on=ON)
    assert kinds_waiting(publisher) == []


def test_a_later_preview_says_what_the_public_reads_now_and_what_changes(
    stored_world, client, tmp_path
):
    agency("late-town")
    published()
    some = next(
        lines
        for (half, _), lines in stored_world.lines.items()
        if half == "2025H1" and len(lines) > 1
    )
    stored_world.lines = {("2025H1", "late-town"): some[:2]}
    load(stored_world, tmp_path, through="2025H1")
    propose(half_year="2025H1", by=office()[0], at=AT, on=ON)
    client.force_login(person("agency_head", at_agency=agency("late-town")))
    page = client.get("/desk/previews/late-town/", follow=True).content.decode()
    assert "Reads in edition 1" in page
    assert "New" in page
    client.force_login(person("agency_head", at_agency=agency("a01")))
    page = client.get("/desk/previews/a01/", follow=True).content.decode()
    assert "Reads in edition 1" in page
    assert "Changes" not in page


def test_a_dropped_proposal_asks_nobody(stored_world):
    edition = proposed()
    discard_proposal(edition=edition, by=office()[0], at=AT, on=ON)
    assert kinds_waiting(office()[1]) == []


def test_a_named_substitute_checks_for_this_edition_only(stored_world):
    edition = proposed(checked=1)
    publisher, _, _, legal = office()
    reviewer = person(Role.OPM_REVIEWER)
    with pytest.raises(PermissionRefused):
        approve(edition=edition, by=reviewer, at=AT, on=ON, on_screen=True)
    record_staffing_exception(
        edition=edition,
        kind=Kind.CHECKER,
        person=reviewer,
        reason="One checker is on leave.",
        by=legal,
        at=AT,
        on=ON,
    )
    edition = Edition.objects.get(pk=edition.pk)
    approve(edition=edition, by=reviewer, at=AT, on=ON, on_screen=True)
    publish(edition=edition, by=publisher, at=AT, on=ON)
    said = json.loads(file_bytes(edition.files.get(name="edition.json")))
    assert said["exceptions"] == [{"kind": "checker", "reason": "One checker is on leave."}]
    assert reviewer.name not in json.dumps(said)


def test_a_named_substitute_is_told_and_finds_the_way(stored_world, client):
    edition = proposed()
    publisher, one, two, legal = office()
    reviewer, trainer = person(Role.OPM_REVIEWER), person(Role.OPM_ADMIN)
    record_staffing_exception(
        edition=edition,
        kind=Kind.CHECKER,
        person=reviewer,
        reason="On leave.",
        by=legal,
        at=AT,
        on=ON,
    )
    assert kinds_waiting(reviewer) == [Message.Kind.STANDING_IN]
    client.force_login(reviewer)
    assert 'href="/opm/editions/"' in client.get("/opm/").content.decode()
    page = client.get("/desk/", follow=True).content.decode()
    assert "A proposed edition waits to be checked" in page
    edition = Edition.objects.get(pk=edition.pk)
    approve(edition=edition, by=reviewer, at=AT, on=ON, on_screen=True)
    assert kinds_waiting(reviewer) == []
    record_staffing_exception(
        edition=edition,
        kind=Kind.PUBLISHER,
        person=trainer,
        reason="On leave.",
        by=legal,
        at=AT,
        on=ON,
    )
    assert kinds_waiting(trainer) == [Message.Kind.STANDING_IN]
    edition = Edition.objects.get(pk=edition.pk)
    approve(edition=edition, by=one, at=AT, on=ON, on_screen=True)
    assert Message.Kind.TO_PUBLISH in kinds_waiting(trainer)
    assert Message.Kind.TO_PUBLISH in kinds_waiting(publisher)
    assert kinds_waiting(two) == []  # enough have checked
    publish(edition=Edition.objects.get(pk=edition.pk), by=trainer, at=AT, on=ON)
    assert kinds_waiting(trainer) == []


def test_where_one_checker_turns_out_to_be_enough_publishers_are_told(stored_world):
    edition = proposed(checked=1)
    publisher, _, two, legal = office()
    assert kinds_waiting(publisher) == []
    record_staffing_exception(
        edition=edition,
        kind=Kind.ONE_CHECKER,
        person=None,
        reason="Two people.",
        by=legal,
        at=AT,
        on=ON,
    )
    assert kinds_waiting(publisher) == [Message.Kind.TO_PUBLISH]
    assert kinds_waiting(two) == []


def test_one_checker_is_enough_where_legal_says_so(stored_world, client):
    edition = proposed(checked=1)
    publisher, *_, legal = office()
    with pytest.raises(NotChecked):
        publish(edition=edition, by=publisher, at=AT, on=ON)
    record_staffing_exception(
        edition=edition,
        kind=Kind.ONE_CHECKER,
        person=None,
        reason="The office has two people.",
        by=legal,
        at=AT,
        on=ON,
    )
    edition = Edition.objects.get(pk=edition.pk)
    publish(edition=edition, by=publisher, at=AT, on=ON)
    said = json.loads(file_bytes(edition.files.get(name="edition.json")))
    assert said["approved_by_roles"] == ["disclosure_checker", "opm_publisher"]
    assert "The office has two people." in client.get("/data/editions/1/").content.decode()


def test_an_exception_is_legals_and_needs_a_reason_and_somebody_else(stored_world):
    edition = proposed()
    publisher, one, _, legal = office()
    with pytest.raises(PermissionRefused):
        record_staffing_exception(
            edition=edition,
            kind=Kind.ONE_CHECKER,
            person=None,
            reason="So.",
            by=publisher,
            at=AT,
            on=ON,
        )
    outsider = person("agency_head", at_agency=agency("a01"))
    wrong = [
        (Kind.CHECKER, None, "So."),
        (Kind.CHECKER, legal, "So."),
        (Kind.CHECKER, outsider, "So."),
        (Kind.ONE_CHECKER, one, "So."),
        (Kind.ONE_CHECKER, None, " "),
    ]
    for kind, who, reason in wrong:
        with pytest.raises(StateRefused):
            record_staffing_exception(
                edition=edition, kind=kind, person=who, reason=reason, by=legal, at=AT, on=ON
            )


def test_the_screens_open_and_say_it(stored_world, client):
    edition = proposed()
    publisher, _, _, legal = office()
    town = agency("a01")
    client.force_login(person("agency_head", at_agency=town))
    page = client.get(f"/desk/previews/{town.code}/", follow=True).content.decode()
    assert "As the public will read it" in page
    assert "please do not pass it on" in page
    assert "not published" in page
    assert f'href="{reverse("submissions:half_year", args=[town.code, "2025H1"])}"' in page
    confirm_rows(
        edition=edition, agency=town, by=person("agency_head", at_agency=town), at=AT, on=ON
    )
    client.force_login(legal)
    assert client.get(f"/opm/editions/{edition.pk}/exception/").status_code == 200
    sent = {"kind": "one_checker", "person": "", "reason": "The office has two people."}
    page = client.post(f"/opm/editions/{edition.pk}/exception/", sent, follow=True).content.decode()
    assert "The office has two people." in page
    client.force_login(publisher)
    assert "Goes out" not in client.get(f"/opm/editions/{edition.pk}/").content.decode()
    assert client.get("/opm/editions/cost/", {"t": "9"}).status_code == 200
