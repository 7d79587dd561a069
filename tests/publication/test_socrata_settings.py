"""How a portal is set up: what does not fit together is refused with the setting's name, before
anything is sent.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

import pytest

from reports.checks import portal_is_whole
from reports.publication.files.csv_files import COVERAGE_COLUMNS, TABLE_COLUMNS
from reports.publication.socrata.exceptions import Misconfigured
from reports.publication.socrata.rows import (
    COVERAGE,
    KINDS,
    ROW_ID,
    TABLES,
    read_rows,
    row_difference,
)
from reports.publication.socrata.target import Credentials, columns_for, target_from_settings
from tests.support.environment import ROOT


@pytest.fixture
def whole(settings):
    settings.DEMO = False
    settings.SOCRATA_ADDRESS, settings.SOCRATA_TABLES = "https://data.example", "abcd-1234"
    settings.SOCRATA_KEY_ID, settings.SOCRATA_KEY_SECRET = "id", "secret"
    return settings


def test_a_whole_set_up_is_taken(whole):
    target = target_from_settings()
    assert [(one.id, one.columns.kind) for one in target.datasets] == [("abcd-1234", TABLES)]
    assert portal_is_whole(None) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SOCRATA_ADDRESS": "http://data.example"}, "https"),
        ({"SOCRATA_ADDRESS": "http://127.0.0.1.data.example"}, "https"),
        ({"SOCRATA_ADDRESS": "ftp://127.0.0.1"}, "https"),
        ({"SOCRATA_ADDRESS": "https://data.example/resource"}, "a scheme and a host only"),
        ({"SOCRATA_ADDRESS": "https://someone@data.example"}, "a scheme and a host only"),
        ({"DEMO": True}, "invented"),
        ({"SOCRATA_TABLES": ""}, "TRUSTACT_SOCRATA_TABLES"),
        ({"SOCRATA_TABLES": "../../admin"}, "TRUSTACT_SOCRATA_TABLES"),
        ({"SOCRATA_COVERAGE": "ABCD-1234"}, "TRUSTACT_SOCRATA_COVERAGE"),
        ({"SOCRATA_COVERAGE": "abcd-1234"}, "two different"),
        ({"SOCRATA_KEY_SECRET": ""}, "TRUSTACT_SOCRATA_KEY_SECRET_FILE"),
        ({"SOCRATA_COLUMNS": "/nowhere/columns.json"}, "cannot be read"),
    ],
)
def test_what_does_not_fit_is_named(whole, changed, named):
    for name, value in changed.items():
        setattr(whole, name, value)
    with pytest.raises(Misconfigured, match=named):
        target_from_settings()
    assert [message.id for message in portal_is_whole(None)] == ["trustact.E008"]


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ([], "no other part"),
        ({"accesses": {}}, "no other part"),
        ({"tables": {"name": "x"}}, "name is not a column"),
        ({"tables": {"symbol": None}}, "symbol cannot be left out"),
        ({"tables": {"half_year": None}}, "half_year cannot be left out"),
        ({"tables": {"row_id": None}}, "row_id cannot be left out"),
        ({"tables": {"count": "Number of accesses"}}, "count must name a field"),
        ({"tables": {"count": 3}}, "count must name a field"),
        ({"tables": {"count": ":id"}}, "count must name a field"),
        ({"tables": {"count": "symbol"}}, "the same name"),
    ],
)
def test_a_wrong_mapping_is_named(whole, tmp_path, mapping, named):
    path = tmp_path / "columns.json"
    path.write_text(json.dumps(mapping))
    whole.SOCRATA_COLUMNS = str(path)
    with pytest.raises(Misconfigured, match=named):
        target_from_settings()


def test_every_column_of_the_published_files_is_pushed():
    assert TABLES.columns == TABLE_COLUMNS
    assert COVERAGE.columns == COVERAGE_COLUMNS
    assert ROW_ID not in {*TABLE_COLUMNS, *COVERAGE_COLUMNS}


def test_a_program_that_only_starts_does_not_load_disclosure_control():
    code = (
        "import sys, django; django.setup(); from reports import tasks; sys.exit('scipy' in"
        " sys.modules)"
    )
    known = os.environ | {"DJANGO_SETTINGS_MODULE": "trustact_site.settings"}
    assert (
        subprocess.run(
            [sys.executable, "-c", code], check=False, timeout=60, env=known, cwd=ROOT
        ).returncode
        == 0
    )


def test_this_machine_may_be_spoken_to_without_tls(whole):
    whole.SOCRATA_ADDRESS, whole.DEMO = "http://127.0.0.1:8765", True
    assert target_from_settings().address == "http://127.0.0.1:8765"


def test_credentials_are_never_shown():
    assert "secret" not in repr(Credentials("id", "secret", "token"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_identifiers_come_from_the_key_alone(kind):
    row = dict.fromkeys(kind.columns, "x")
    changed = row | dict.fromkeys(set(kind.columns) - set(kind.keys), "y")
    assert kind.row_id(row) == kind.row_id(changed)
    assert (
        len({kind.row_id(row | {name: "y"}) for name in kind.keys} | {kind.row_id(row)})
        == len(kind.keys) + 1
    )
    assert kind.is_ours(kind.row_id(row))
    assert not kind.is_ours("theirs")


def test_a_key_cannot_be_shifted_between_columns():
    row = dict.fromkeys(TABLES.columns, "")
    assert TABLES.row_id(row | {"table": "ab"}) != TABLES.row_id(row | {"table": "a", "unit": "b"})


def test_the_same_number_twice_in_a_file_is_refused():
    line = '"2025H1","avon","Avon","municipal_police","missing","","","n"\r\n'
    data = (",".join(COVERAGE.columns) + "\r\n" + line + line).encode()
    with pytest.raises(ValueError, match="line 3 says the same number as line 2"):
        read_rows(data, columns_for(COVERAGE, {}))


@pytest.mark.parametrize(
    ("column", "ours", "theirs", "same"),
    [
        ("accesses", "5", "5", True),
        ("accesses", "5", 5, True),
        ("accesses", "5", "5.0", True),
        ("accesses", "5", "50", False),
        ("accesses", "", None, True),
        ("accesses", "", "0", False),
        ("accesses", "0", None, False),
        ("submitted_on", "2025-07-14", "2025-07-14T00:00:00.000", True),
        ("submitted_on", "2025-07-14", "2025-07-14T09:30:00.000", False),
        ("symbol", "c", None, False),
    ],
)
def test_the_portals_way_of_writing_a_value_is_no_change(column, ours, theirs, same):
    values = dict.fromkeys(COVERAGE.columns, "x") | {column: ours}
    header, line = (",".join(words) + "\r\n" for words in (values, values.values()))
    columns = columns_for(COVERAGE, {})
    wanted = read_rows((header + line).encode(), columns)
    found = next(iter(wanted.values())).row | {column: theirs}
    assert row_difference(wanted, [found], columns).is_empty is same


def test_applying_a_difference_gives_what_is_wanted_for_any_two_states():
    columns, chance = columns_for(COVERAGE, {}), random.Random(7)
    for _ in range(200):
        before, after = _state(chance), _state(chance)
        held = {row_id: dict(one.row) for row_id, one in before.items()}
        todo = row_difference(after, held.values(), columns)
        for one in [*todo.add, *todo.change]:
            held[str(one.row["row_id"])] = dict(one.row)
        for row_id in todo.delete:
            del held[row_id]
        assert held == {row_id: one.row for row_id, one in after.items()}
        assert row_difference(after, held.values(), columns).is_empty


def _state(chance):
    codes = chance.sample([f"a{number:02}" for number in range(12)], chance.randint(0, 12))
    lines = [
        f"2025H1,{code},{code},municipal_police,reported,,{chance.randint(0, 3)},\r\n"
        for code in codes
    ]
    return read_rows(
        (",".join(COVERAGE.columns) + "\r\n" + "".join(lines)).encode(), columns_for(COVERAGE, {})
    )
