"""The files of a draft bundle: one PDF with index and page numbers, the same as CSV, the log of
what was withheld, and a response letter. Every one says that nobody has reviewed it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC

from django.template.loader import render_to_string

from reports import documents
from reports.core.csv_export import as_csv
from reports.core.dates import long_date
from reports.documents import Page
from reports.exports.public_records.contents import Bundle
from reports.exports.public_records.rules import CONVICTION, ERASED, Disclosure

MARK = "Draft, not reviewed"
MOST_SECONDS = 180.0
RECORD_COLUMNS = ("record", "part", "field", "value", "citation")
WITHHELD_COLUMNS = ("record", "part", "field", "answer", "citation", "why")
ANSWERS = {
    Disclosure.READ_FIRST: "waits for a person to read it",
    Disclosure.COUNSEL: "waits for counsel",
    Disclosure.NEVER: "never disclosed",
}
# Said of every bundle in the same words, so that it tells nothing of any one record.
OF_ALL = (
    ("Convictions, and grounds and findings that rest on them", CONVICTION),
    ("Records that were erased", ERASED),
)


def files_of(bundle: Bundle) -> dict[str, bytes]:
    """Every file by its name. Raises RenderError."""
    return {
        "records.pdf": _rendered(bundle, "bundle", "Public records"),
        "letter.pdf": _rendered(bundle, "letter", "Response to a request for public records"),
        "records.csv": as_csv(RECORD_COLUMNS, _record_rows(bundle)),
        "withheld.csv": as_csv(WITHHELD_COLUMNS, _withheld_rows(bundle)),
    }


def _rendered(bundle: Bundle, template: str, title: str) -> bytes:
    context = {
        "bundle": bundle,
        "mark": MARK,
        "starts_on": long_date(bundle.starts_on),
        "ends_on": long_date(bundle.ends_on),
        "cost": f"{bundle.elements.cost_cents / 100:.2f}",
        "withheld": _by_field(bundle),
        "of_all": [(label, ANSWERS[rule.answer], rule) for label, rule in OF_ALL],
    }
    html = render_to_string(f"documents/public_records/{template}.html", context)
    css = render_to_string("documents/public_records/public_records.css", {"mark": MARK})
    created = bundle.made_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    page = Page(html=html, css=css, title=f"{title} ({MARK})", lang="en", created=created)
    return documents.render(page, seconds=MOST_SECONDS).data


def _by_field(bundle: Bundle) -> list[dict[str, object]]:
    """The log in short: each kind of field once, and in how many rows it was withheld."""
    counted = Counter(
        (line.part, line.label, line.answer, line.citation, line.why) for line in bundle.withheld
    )
    names = ("part", "label", "answer", "citation", "why")
    return [
        {
            **dict(zip(names, key, strict=True)),
            "answer": ANSWERS[Disclosure(key[2])],
            "count": count,
        }
        for key, count in counted.items()
    ]


def _record_rows(bundle: Bundle) -> Iterator[dict[str, str]]:
    yield dict(zip(RECORD_COLUMNS, (MARK, "", "", "", ""), strict=True))
    for entry in bundle.entries:
        for part in entry.parts:
            for line in part.shown:
                cells = (entry.reference, part.title, line.label, line.value, line.citation)
                yield dict(zip(RECORD_COLUMNS, cells, strict=True))


def _withheld_rows(bundle: Bundle) -> Iterator[dict[str, str]]:
    yield dict(zip(WITHHELD_COLUMNS, (MARK, "", "", "", "", ""), strict=True))
    for label, rule in OF_ALL:
        cells = ("every record", "", label, str(rule.answer), rule.citation, rule.why)
        yield dict(zip(WITHHELD_COLUMNS, cells, strict=True))
    for line in bundle.withheld:
        cells = (line.record, line.part, line.label, line.answer, line.citation, line.why)
        yield dict(zip(WITHHELD_COLUMNS, cells, strict=True))
