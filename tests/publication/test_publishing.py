"""From accepted submissions to an edition: three people, one threshold, one winner."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest

from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, Refused, StateRefused
from reports.publication.actions.external_figures import record_external_figure
from reports.publication.actions.propose import (
    answer_dispute,
    approve,
    confirm_rows,
    dispute_rows,
    propose,
)
from reports.publication.actions.publish import publish, publish_at_once, withdraw
from reports.publication.actions.thresholds import agree_to_threshold, set_threshold
from reports.publication.editions.full_audit import audit_everything
from reports.publication.exceptions import (
    AuditFails,
    Disputed,
    FiguresChanged,
    NotChecked,
    NothingNew,
    NoThreshold,
    NotOver,
)
from reports.publication.figures.cells import EVENTS, Cell
from reports.publication.models.editions import AgencyPreview, Edition
from reports.publication.queries import file_bytes
from reports.publication.status import EditionStatus
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON, load, office, published

CONTRACT_FILES = {
    "tables.csv",
    "coverage.csv",
    "accesses.csv",
    "edition.json",
    "edition.xlsx",
    "edition.pdf",
    "datapackage.json",
    "dictionary.csv",
    "changes.csv",
    "disclosure-audit.json",
    "SHA256SUMS",
}


def read(edition: Edition, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data_of(edition, name).decode())))


def data_of(edition: Edition, name: str) -> bytes:
    return file_bytes(edition.files.get(name=name))


def test_three_people_publish_every_file_of_the_contract(stored_world):
    edition = published()

    assert edition.number == 1
    assert {file.name for file in edition.files.all()} == CONTRACT_FILES
    sums = dict(
        line.split("  ")[::-1] for line in data_of(edition, "SHA256SUMS").decode().splitlines()
    )
    assert sums == {
        name: hashlib.sha256(data_of(edition, name)).hexdigest()
        for name in CONTRACT_FILES - {"SHA256SUMS"}
    }
    assert AuditEntry.objects.filter(event="edition.published", subject_id=edition.pk).count() == 1


def test_coverage_repeats_the_protected_number(stored_world):
    edition = published()
    cells = {
        (row["half_year"], row["agency_code"]): (row["count"], row["symbol"])
        for row in read(edition, "tables.csv")
        if row["table"] in {"accesses_by_agency", "state_agency_accesses"}
    }
    for row in read(edition, "coverage.csv"):
        if (row["half_year"], row["agency_code"]) in cells:
            assert cells[row["half_year"], row["agency_code"]] == (row["accesses"], row["symbol"])


def test_edition_json_names_roles_and_no_people(stored_world):
    edition = published()
    said = json.loads(data_of(edition, "edition.json"))
    assert said["approved_by_roles"] == [
        "disclosure_checker",
        "disclosure_checker",
        "opm_publisher",
    ]
    assert said["threshold"] == 6
    assert "opm" in said["trail_heads"]
    for user in office():
        assert user.email not in data_of(edition, "edition.json").decode()


def test_next_edition_repeats_what_stood_and_adds_the_year(stored_world):
    first, second = published(), published("2025H2", at=AT + timedelta(hours=1))
    before = {tuple(row.values()) for row in read(first, "tables.csv")}
    after = read(second, "tables.csv")
    assert before <= {tuple(row.values()) for row in after}
    assert {row["half_year"] for row in after} == {"2025H1", "2025H2", "2025"}
    assert read(second, "changes.csv") == []
    first.refresh_from_db()
    assert first.status == EditionStatus.SUPERSEDED
    assert audit_everything().passes


def test_a_late_report_is_listed_and_hides_itself(stored_world, tmp_path):
    published()
    some = next(
        lines
        for (half, _), lines in stored_world.lines.items()
        if half == "2025H1" and len(lines) > 1
    )
    stored_world.lines = {("2025H1", "late-town"): some[:2]}
    load(stored_world, tmp_path, through="2025H1")
    second = published(at=AT + timedelta(hours=1))
    changed = {(row["agency_code"], row["what"]): row for row in read(second, "changes.csv")}
    assert changed["late-town", "events"]["before"] == "n"
    assert changed["late-town", "events"]["after"] == "c"
    assert changed["__all__", "events;__all__"]["after"] == "c"
    assert audit_everything().passes


def test_without_a_threshold_nothing_is_published(stored_world):
    publisher, one, two, _ = office()
    with pytest.raises(NoThreshold):
        publish_at_once(half_year="2025H1", publisher=publisher, checkers=[one, two], at=AT, on=ON)


def test_a_half_year_that_runs_is_refused(stored_world):
    with pytest.raises(NotOver):
        published("2026H1")


def test_the_same_edition_twice_is_refused(stored_world):
    published()
    with pytest.raises(NothingNew):
        published(at=AT + timedelta(minutes=1))
    assert Edition.objects.public().count() == 1


def test_of_two_publishers_one_wins(stored_world):
    publisher, one, two, legal = office()
    other = person("opm_publisher", email="other.publisher@opm.example")
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=other, at=AT, on=ON)
    for checker in (one, two):
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    same = Edition.objects.get(pk=edition.pk)
    publish(edition=edition, by=publisher, at=AT, on=ON)
    with pytest.raises(Conflict):
        publish(edition=same, by=other, at=AT, on=ON)
    assert Edition.objects.public().count() == 1


def test_a_checker_cannot_publish_and_one_checker_is_not_enough(stored_world):
    publisher, one, _, legal = office()
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    approve(edition=edition, by=one, at=AT, on=ON, on_screen=True)
    with pytest.raises(NotChecked):
        publish(edition=edition, by=publisher, at=AT, on=ON)
    with pytest.raises(StateRefused):
        approve(edition=edition, by=one, at=AT, on=ON, on_screen=True)
    with pytest.raises(PermissionRefused):
        publish(edition=edition, by=one, at=AT, on=ON)


def test_in_production_only_approvals_on_screen_count(stored_world, settings):
    settings.PRODUCTION = True
    with pytest.raises(NotChecked):
        published()


def test_figures_that_moved_since_the_check_are_not_published(stored_world, tmp_path):
    publisher, one, two, legal = office()
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    for checker in (one, two):
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    stored_world.lines = {("2025H1", "new-town"): []}
    load(stored_world, tmp_path, through="2025H1")
    with pytest.raises(FiguresChanged):
        publish(edition=edition, by=publisher, at=AT, on=ON)


def test_a_disputed_row_stops_the_edition_until_it_is_answered(stored_world):
    publisher, one, two, legal = office()
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    for checker in (one, two):
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    town = agency("a01")
    head = person("agency_head", at_agency=town)
    confirm_rows(
        edition=edition,
        agency=agency("a02"),
        by=person("agency_head", at_agency=agency("a02")),
        at=AT,
        on=ON,
    )
    dispute_rows(edition=edition, agency=town, text="One too many.", by=head, at=AT, on=ON)
    with pytest.raises(Disputed, match="a01"):
        publish(edition=edition, by=publisher, at=AT, on=ON)
    preview = AgencyPreview.objects.get(edition=edition, agency=town)
    answer_dispute(preview=preview, text="Compared with the report.", by=publisher, at=AT, on=ON)
    assert publish(edition=edition, by=publisher, at=AT, on=ON).number == 1


def test_withdrawn_with_a_public_reason_and_never_edited(stored_world):
    edition = published()
    publisher = office()[0]
    with pytest.raises(Refused):
        withdraw(edition=edition, reason=" ", by=publisher, at=AT, on=ON)
    withdraw(edition=edition, reason="A town's figures were another's.", by=publisher, at=AT, on=ON)
    assert Edition.objects.get(pk=edition.pk).status == EditionStatus.WITHDRAWN
    assert published(at=AT + timedelta(hours=1)).number == 2


def test_none_takes_two_people_of_legal(stored_world, settings):
    publisher, *_, legal = office()
    chosen = set_threshold(
        value=None, reason="The records are public by law.", by=legal, at=AT, on=ON
    )
    settings.PRODUCTION = True
    with pytest.raises(NoThreshold):
        propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    with pytest.raises(StateRefused):
        agree_to_threshold(threshold=chosen, by=legal, at=AT, on=ON)
    second = person("opm_legal", email="second.legal@opm.example")
    agree_to_threshold(threshold=chosen, by=second, at=AT, on=ON)
    assert propose(half_year="2025H1", by=publisher, at=AT, on=ON).status == EditionStatus.PROPOSED


def test_an_amendment_that_would_expose_someone_is_refused_with_what_would_leak_and_the_ways_out(
    stored_world, tmp_path, client
):
    """The new total is known from a records request: old and new subtracted would show the one
    access added.
    """
    published()
    place, lines = max(
        (
            (place, lines)
            for place, lines in stored_world.lines.items()
            if place[0] == "2025H1"
            and place[1] not in stored_world.state
            and place not in stored_world.late
        ),
        key=lambda pair: len(pair[1]),
    )
    before = sum(
        len(found)
        for (half, code), found in stored_world.lines.items()
        if half == "2025H1"
        and code not in stored_world.state
        and (half, code) not in stored_world.late
    )
    stored_world.lines = {place: [*lines, lines[0]]}
    load(stored_world, tmp_path, through="2025H1")
    publisher, *_, legal = office()
    record_external_figure(
        cells={Cell(EVENTS, "2025H1"): before + 1},
        source="A letter of March 1",
        by=legal,
        at=AT,
        on=ON,
    )
    with pytest.raises(AuditFails, match="It would give away: events 2025H1") as refused:
        published(at=AT + timedelta(hours=1))
    for way_out in ("wait", "coarsen", "withhold"):
        assert way_out in str(refused.value)
    client.force_login(publisher)
    page = client.post("/opm/editions/propose/", {"half_year": "2025H2"}).content.decode()
    assert "It would give away" in page
    assert Edition.objects.public().count() == 1
