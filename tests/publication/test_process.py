"""Process figures that agencies share: opt-in, apart, marked, summed, small sums withheld, frozen
once published.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import frictionless
import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.law.half_years import HalfYear
from reports.publication.actions.share_process_figures import share_process
from reports.publication.content.process_figures import (
    MEASURES,
    from_json,
    process_rows,
    protect,
    to_json,
)
from reports.publication.models.editions import Edition
from reports.publication.queries import file_bytes
from reports.workflow.process_counts import process_counts
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON, published

FIRST, SECOND = HalfYear.parse("2025H1"), HalfYear.parse("2025H2")


def shown_of(threshold: int = 6, **shared: dict[str, int]) -> dict[str, int | None]:
    half = protect("2025H1", shared, threshold=threshold)
    return {name: shown.count for name, shown in half.shown.items()}


def test_sums_are_statewide_and_zeros_are_printed():
    shown = shown_of(avon={"requests": 20, "refusals": 10}, berlin={"requests": 30, "refusals": 12})
    assert (shown["requests"], shown["refusals"], shown["reviews"]) == (50, 22, 0)


@pytest.mark.parametrize(
    ("shared", "hidden"),
    [
        ({"a": {"requests": 20, "refusals": 3}}, {"refusals"}),  # few
        ({"a": {"requests": 20, "refusals": 17}}, {"refusals"}),  # few are left
        ({"a": {"requests": 9, "refusals": 3}}, {"refusals", "requests"}),  # the whole is narrow
        ({"a": {"requests": 20}, "b": {"requests": 3}}, {"requests"}),  # a takes off its own
        ({"a": {"requests": 20, "refusals": 20}}, set()),
        ({"a": {"requests": 40, "notices": 30, "notices_on_time": 28}}, {"notices_on_time"}),
    ],
)
def test_what_tells_of_few_is_withheld(shared, hidden):
    assert {name for name, count in shown_of(**shared).items() if count is None} == hidden


def test_without_a_threshold_nothing_is_withheld():
    assert None not in shown_of(0, a={"requests": 3, "refusals": 1}).values()


def test_what_is_kept_holds_no_withheld_number():
    half = protect("2025H1", {"a": {"requests": 20, "refusals": 3}}, threshold=6)
    kept = to_json((half,))
    assert "3" not in str(kept).replace("Q3", "").replace("Q13", "").replace("Q23", "")
    assert from_json(kept)["2025H1"] == half


def test_every_row_says_that_it_is_not_required():
    rows = list(process_rows((protect("2025H1", {"a": {"requests": 8}}, threshold=6),)))
    assert len(rows) == len(MEASURES)
    assert {row["required"] for row in rows} == {"not required by statute"}


def head_of(code: str):
    return person(Role.AGENCY_HEAD, at_agency=agency(code))


def share(
    code: str, counts: dict[str, int], *, at: datetime = AT, half_year: str = "2025H1"
) -> None:
    share_process(
        agency=agency(code), half_year=half_year, counts=counts, by=head_of(code), at=at, on=ON
    )


def rows_of(edition: Edition) -> dict[str, dict[str, str]]:
    data = file_bytes(edition.files.get(name="process.csv")).decode()
    return {row["measure"]: row for row in csv.DictReader(io.StringIO(data))}


def test_an_edition_without_shared_figures_has_no_such_file(stored_world):
    assert not published().files.filter(name="process.csv").exists()


def test_shared_figures_stand_apart_and_stay_once_published(stored_world, client, tmp_path):
    share("a01", {"requests": 4})
    share("a01", {"requests": 14, "refusals": 14})  # shared again: the newest counts
    first = published()
    assert rows_of(first)["requests"]["count"] == "14"
    assert "process" not in file_bytes(first.files.get(name="tables.csv")).decode()
    page = client.get("/data/editions/1/").content.decode()
    assert "not required by statute" in page
    for file in first.files.all():
        (tmp_path / file.name).write_bytes(file_bytes(file))
    assert frictionless.Package("datapackage.json", basepath=str(tmp_path)).validate().valid
    share("a02", {"requests": 2})  # late: would tell what it added
    second = published("2025H2", at=AT + timedelta(hours=1))
    assert rows_of(second)["requests"] == rows_of(first)["requests"]


def test_sharing_is_the_agencys_own_choice(stored_world):
    with pytest.raises(PermissionRefused):
        share_process(
            agency=agency("a01"), half_year="2025H1", counts={}, by=head_of("a02"), at=AT, on=ON
        )
    with pytest.raises(StateRefused):
        share("a01", {"requests": 4}, half_year="2026H1")
    with pytest.raises(StateRefused):
        share("a01", {"names": 4})
    with pytest.raises(StateRefused):
        share("a01", {"requests": -1})


def test_the_log_is_counted_into_measures(db):
    received = datetime(2025, 11, 3, 15, 0, tzinfo=UTC)
    item = make.detainer(at=received, purposes=("hold",))
    make.decided(item, at=received + timedelta(hours=2), choice="decline")
    counts = process_counts(item.agency, [SECOND, FIRST])[SECOND]
    assert counts["requests"] == 1
    assert set(counts) == {measure.name for measure in MEASURES}
    assert process_counts(item.agency, [FIRST])[FIRST]["requests"] == 0


def test_the_screen_shares(stored_world, client):
    client.force_login(head_of("a01"))
    assert "Not required by statute" in client.get("/desk/previews/a01/process/").content.decode()
    page = client.post(
        "/desk/previews/a01/process/", {"half_year": "2025H1"}, follow=True
    ).content.decode()
    assert "Shared" in page
    client.force_login(head_of("a02"))
    assert client.get("/desk/previews/a01/process/").status_code == 404
