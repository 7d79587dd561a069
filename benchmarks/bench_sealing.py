"""Goal 13: a page of 50 sealed records at most 1.5x of the same page unsealed; 100,000 rows written
at most 2x.

A page is what a register shows: 50 rows fetched, and a table made of them by a template, four
personal fields in each. Every record has a key of its own.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Result, paired

if TYPE_CHECKING:
    from django.db.models import QuerySet

DATABASE = "sqlite"
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGE = 50
ROWS = 5_000
BULK = 100_000
BATCH = 2_000
BULK_ROUNDS = 3
TABLE = """<table>{% for row in rows %}<tr>
<td><a href="/desk/detainers/{{ row.pk }}/">{{ row.family_name }}</a></td>
<td>{{ row.given_names }}</td><td>{{ row.date_of_birth }}</td><td>{{ row.booking_number }}</td>
<td>{{ row.received_at|date:"Y-m-d H:i" }}</td><td>{{ row.channel }}</td><td>{{ row.form }}</td>
<td>{{ row.federal_office }}</td><td>{{ row.language }}</td>
<td>{{ row.in_custody|yesno }}</td></tr>{% endfor %}
</table>"""


def run() -> list[Result]:
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="trustact-bench-keys-") as folder:
        settings.KEYS = f"file:{folder}/keys"
        make_tables()
        write(sealed=True, count=ROWS)
        write(sealed=False, count=ROWS)
        return [page(), rows_alone(), bulk()]


def make_tables() -> None:
    from django.db import connection

    from benchmarks.sealed_models import PlainRecord, SealedRecord

    with connection.schema_editor() as editor:
        editor.create_model(PlainRecord)
        editor.create_model(SealedRecord)


def values(number: int) -> dict[str, Any]:
    from benchmarks.sealed_models import PLAIN

    return {name: f"{name} {number % 7}" for name in PLAIN} | {
        "family_name": f"Nuñez-Đặng {number}",
        "given_names": "María José",
        "date_of_birth": "1991-07-14",
        "alien_number": f"A{number:09}",
        "booking_number": f"2026-{number:06}",
        "attorney": "Somebody Else, Main Street 1, Hartford",
        "federal_officer": "An Officer",
        "received_at": AT,
    }


def write(*, sealed: bool, count: int) -> None:
    """As an import does: keys for a batch, then its rows."""
    from django.db.transaction import atomic

    with atomic():
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            rows = sealed_rows(numbers) if sealed else plain_rows(numbers)
            records(sealed=sealed).bulk_create(rows, batch_size=BATCH)


def sealed_rows(numbers: range) -> list[Any]:
    from benchmarks.sealed_models import SealedRecord
    from reports.sealing.actions import new_record_keys

    keys = new_record_keys(agency_code="hartford", count=len(numbers), at=AT)
    return [
        SealedRecord(record_key=key, **values(number))
        for key, number in zip(keys, numbers, strict=True)
    ]


def plain_rows(numbers: range) -> list[Any]:
    from benchmarks.sealed_models import PlainRecord

    return [PlainRecord(**values(number)) for number in numbers]


def records(*, sealed: bool) -> Any:
    from django.db.models import Manager

    from benchmarks.sealed_models import PlainRecord, SealedRecord

    manager = Manager[Any]()
    manager.model = SealedRecord if sealed else PlainRecord
    return manager.all()


def a_page(*, sealed: bool) -> QuerySet[Any]:
    rows: QuerySet[Any] = records(sealed=sealed).order_by("pk")
    return (rows.select_related("record_key") if sealed else rows)[:PAGE]


def page() -> Result:
    from django.template import engines

    template = engines["django"].from_string(TABLE)
    return Result(
        name="a page of 50 records",
        goal="at most 1.5x of the same page unsealed",
        reference="the same page of unsealed records",
        measured="a page of sealed records, a key each, four fields opened in each",
        ratio=paired(
            lambda: template.render({"rows": a_page(sealed=False)}),
            lambda: template.render({"rows": a_page(sealed=True)}),
            rounds=61,
        ),
        at_most=1.5,
    )


def rows_alone() -> Result:
    def read(*, sealed: bool) -> list[str]:
        rows = a_page(sealed=sealed)
        return [
            row.family_name + row.given_names + row.date_of_birth + row.booking_number
            for row in rows
        ]

    return Result(
        name="50 records, no template",
        goal="for comparison over time",
        reference="50 unsealed rows as objects",
        measured="50 sealed rows as objects, four fields opened in each",
        ratio=paired(lambda: read(sealed=False), lambda: read(sealed=True), rounds=61),
    )


def bulk() -> Result:
    count = int(os.environ.get("TRUSTACT_BENCH_BULK", BULK))
    return Result(
        name=f"bulk write of {count} records",
        goal="at most 2x of unsealed rows",
        reference="unsealed rows by bulk_create",
        measured="sealed rows by bulk_create, each with a new key",
        ratio=paired(
            lambda: write(sealed=False, count=count),
            lambda: write(sealed=True, count=count),
            rounds=BULK_ROUNDS,
            warm_up=0,
        ),
        at_most=2.0,
    )
