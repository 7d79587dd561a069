"""What is public from elsewhere is registered, and disclosure control takes it as known."""

from __future__ import annotations

import csv
import io

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.publication.actions.external_figures import (
    COLUMNS,
    read_external_figures,
    record_external_figure,
)
from reports.publication.editions.full_audit import audit_everything
from reports.publication.figures.cells import EVENTS, Cell
from reports.publication.models.other_figures import ExternalFigure
from reports.publication.queries import file_bytes
from tests.factories.people import person
from tests.publication.stored import AT, ON, office, published


def known_file(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def register(cells: dict[Cell, int]) -> int:
    return record_external_figure(
        cells=cells, source="The dataset of 2025", by=office()[3], at=AT, on=ON
    )


def test_a_number_known_from_elsewhere_is_printed_and_protects_nobody(stored_world):
    (half, code), lines = next(
        (place, lines)
        for place, lines in sorted(stored_world.lines.items())
        if 0 < len(lines) < 6
        and place[0] == "2025H1"
        and place[1] not in stored_world.state
        and place not in stored_world.late
    )
    cells, problems = read_external_figures(
        known_file((EVENTS, half, code, "", "", "", "", str(len(lines))))
    )
    assert problems == []
    assert register(cells) == 1
    assert register(cells) == 0
    edition = published()
    rows = csv.DictReader(io.StringIO(file_bytes(edition.files.get(name="tables.csv")).decode()))
    found = {
        (row["half_year"], row["agency_code"]): row
        for row in rows
        if row["table"] == "accesses_by_agency"
    }
    assert found[half, code]["count"] == str(len(lines))
    assert audit_everything().passes


def test_every_wrong_value_is_named_by_row_and_column(stored_world):
    data = known_file(
        ("events", "2025H1", "a01", "", "", "", "", "3"),
        ("things", "2025X1", "nowhere", "", "", "", "", "many"),
        ("events", "2025H1", "__all__", "colour", "blue", "", "", "3"),
        ("events", "2025H1", "__all__", "access_kind", "Z", "", "", "3"),
        ("events", "2025H1", "a01", "access_kind", "A", "", "", "3"),
        ("", "", "", "", "", "", "", ""),
        ("events", "2025H1", "a01", "", "", "", "", "4"),
    )
    _, problems = read_external_figures(data)
    assert [(problem.row, problem.column) for problem in problems] == [
        (3, "unit"),
        (3, "half_year"),
        (3, "agency_code"),
        (3, "count"),
        (4, "row_variable"),
        (5, "row_value"),
        (6, "row_variable"),
        (8, "count"),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"unit,half_year\n", "únit".encode("latin-1"), b"\xff\xfe\x00"]
)
def test_a_file_of_another_kind_is_refused(stored_world, data):
    cells, problems = read_external_figures(data)
    assert cells == {}
    assert problems


def test_registering_needs_a_source_and_a_right(stored_world):
    with pytest.raises(StateRefused):
        record_external_figure(cells={}, source=" ", by=office()[3], at=AT, on=ON)
    with pytest.raises(PermissionRefused):
        record_external_figure(
            cells={}, source="A letter", by=person(Role.OPM_REVIEWER), at=AT, on=ON
        )


def test_the_register_is_a_screen(stored_world, client):
    client.force_login(office()[3])
    assert "Nothing registered" in client.get("/opm/editions/already-public/").content.decode()
    data = io.BytesIO(known_file(("events", "2025H1", "a01", "", "", "", "", "3")))
    data.name = "known.csv"
    page = client.post(
        "/opm/editions/already-public/", {"file": data, "source": "A letter of May"}, follow=True
    )
    assert "1 numbers registered" in page.content.decode()
    assert ExternalFigure.objects.get().source == "A letter of May"
    wrong = io.BytesIO(known_file(("events", "2025H1", "elsewhere", "", "", "", "", "3")))
    wrong.name = "wrong.csv"
    page = client.post(
        "/opm/editions/already-public/", {"file": wrong, "source": "A letter"}
    ).content.decode()
    assert "Row 2, column agency_code" in page
