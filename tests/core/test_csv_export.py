"""No file that leaves the program runs as a formula, and nobody writes one in another way."""

from __future__ import annotations

import csv
import io
import itertools

import pytest

from reports.core.csv_export import LIVE, as_csv, csv_lines, escape_formula
from tests.architecture.source import PROGRAM, modules

WRITER = "reports/core/csv_export.py"
PAYLOADS = [
    f"{first}{rest}"
    for first, rest in itertools.product(
        LIVE, ("1+1", "cmd|' /C calc'!A0", "SUM(A1)", 'HYPERLINK("http://x.example")', "")
    )
]


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_a_formula(payload):
    lines = "".join(csv_lines(["who", "count"], [[payload, 3]]))
    data = as_csv(["who"], [{"who": payload}]).decode()
    for (cell, *_), *_ in (read(lines)[1:], read(data)[1:]):
        assert cell == f"'{payload}"
        assert not cell.startswith(LIVE)


def test_what_is_harmless_stays_as_it_is():
    assert escape_formula('Hartford, the "capital"') == 'Hartford, the "capital"'
    assert read("".join(csv_lines(["a", "b"], [["x\ny", -3]]))) == [["a", "b"], ["x\ny", "-3"]]


def test_only_one_module_writes_csv():
    """Another writer would be one that forgets."""
    found = [
        f"{module.name} imports {name}"
        for module in modules(*PROGRAM)
        for name in module.imports()
        if name in {"csv.writer", "csv.DictWriter"} and module.name != WRITER
    ]
    text = [
        module.name
        for module in modules(*PROGRAM)
        if ("csv.writer(" in module.text or "DictWriter(" in module.text) and module.name != WRITER
    ]
    assert (found, text) == ([], [])
