"""Accesses as rows of a file: those that stand, named by their request."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.exports.log.accesses import COLUMNS
from reports.exports.log.tables import LogList, log_table
from reports.imports.accesses.actions import store_row
from reports.imports.accesses.kind import ACCESSES
from reports.imports.files import FileAnswers, ImportFile
from reports.uploads.tables import ReadAs, read_table
from reports.workflow.access import void_access
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
AT = make.NOW + timedelta(days=1)


def rows_of(place):
    text = "".join(log_table(LogList.ACCESSES, place, at=AT).lines()).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_accesses_that_stand_are_rows():
    log = agency()
    item = make.detainer(agency=log, at=make.NOW, person=make.person_values(family_name="Third"))
    make.decided(item, at=make.NOW)
    act = make.access(detainer=item, at=make.NOW)
    (line,) = rows_of(log)
    assert (line["detainer"], line["kind"], line["family_name"]) == (
        item.reference,
        act.kind,
        "Third",
    )
    void_access(
        access=act, reason="Typed twice", by=person(Role.AGENCY_HEAD, email="h@h.example"), at=AT
    )
    assert rows_of(log) == []


def test_what_goes_out_comes_in_again_as_the_same_act():
    log, other = agency(), agency("bristol")
    make.access(agency=log, at=make.NOW, minutes_spent=20, cost_cents=1250)
    out = "".join(log_table(LogList.ACCESSES, log, at=AT).lines()).encode()
    table = read_table(out, ReadAs(expected=COLUMNS))
    by = person(at_agency=other, email="brings@bristol.example")
    for _, facts, problems in ImportFile(table, FileAnswers(), ACCESSES).read(at=AT):
        assert facts is not None, problems
        store_row(agency=other, facts=facts, by=by, at=AT)
    assert rows_of(other) == rows_of(log)
    assert len(rows_of(log)) == 1
