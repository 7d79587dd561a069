"""An edition as a tagged PDF report with charts and the tables behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports import documents
from reports.core.dates import long_date
from reports.documents import Page
from reports.law.moments import local_day
from reports.publication.content.edition import EditionContent
from reports.publication.content.process_figures import process_rows
from reports.publication.figures.tables import NOT_COUNTED
from reports.publication.files.catalog import TITLE
from reports.publication.files.license import license_in_force
from reports.publication.files.spooled import Data, Spooled
from reports.publication.presentation.arrange import (
    CoverageLine,
    chart_over_time,
    coverage_lines,
    coverage_summary,
    figures_of,
)

ROWS_AT_A_TIME = 400  # agencies rendered together: the renderer keeps everything that it lays out
SECONDS = 300.0  # a report has many pages and charts, and nobody waits at a screen for it
CSS = """
@page { size: Letter; margin: 2cm 1.8cm;
  @bottom-left { content: "TRUST Act, section 54-192h(e)(3)"; font-size: 8pt; color: #565c65; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #565c65; } }
body { font-family: "Noto Sans"; font-size: 10pt; line-height: 1.4; color: #1b1b1b; }
h1 { font-size: 20pt; margin: 0 0 4pt; }
h2 { font-size: 13pt; margin: 16pt 0 4pt; break-after: avoid; }
table { border-collapse: separate; border-spacing: 0; width: 100%; table-layout: fixed;
  margin: 4pt 0 6pt; }
th, td { text-align: left; border-bottom: 0.5pt solid #a9aeb1; padding: 2pt 4pt;
  font-size: 9pt; vertical-align: top; }
th.n, td.n { text-align: right; }
caption { text-align: left; font-weight: bold; font-size: 9pt; padding: 2pt 4pt; }
tr { break-inside: avoid; } .note { font-size: 8.5pt; color: #454c55; clear: both; }
svg { width: 8.2cm; height: auto; }
section { break-inside: avoid; } h2.new-page { break-before: page; }
.beside svg { float: left; margin: 4pt 0 6pt; }
.beside table { float: right; width: 9cm; margin-top: 0; }
.beside th:last-child, .beside td:last-child { width: 2.2cm; } .period { width: 2.6cm; }
.measure { width: auto; }
.process th.n, .process td.n { width: 2.4cm; }
"""


PARTS_CSS = CSS.replace(' " / " counter(pages)', "")  # no part knows how many pages follow


def edition_pdf(content: EditionContent, *, at: datetime) -> Data:
    """The report for printing. All agencies are listed with their filing status for the newest
    half-year.

    More of them than `ROWS_AT_A_TIME` are rendered in parts and bound, so that memory does not grow
    with their number.
    """
    lines = coverage_lines(content, content.half_year)
    if len(lines) <= ROWS_AT_A_TIME:
        return _rendered(_report(content, lines, at=at), CSS, at=at)
    return Spooled(lambda raw: documents.bind_into(raw, _parts(content, lines, at=at), title=TITLE))


def _parts(content: EditionContent, lines: list[CoverageLine], *, at: datetime) -> Iterator[bytes]:
    """The report, then its list of agencies; page numbers continue from part to part."""
    part = _rendered(_report(content, [], at=at), PARTS_CSS, at=at)
    yield part
    pages = _pages_of(part)
    for start in range(0, len(lines), ROWS_AT_A_TIME):
        context = {
            "content": content,
            "agencies": lines[start : start + ROWS_AT_A_TIME],
            "not_counted": NOT_COUNTED,
            "first_page": pages + 1,
            "continued": start > 0,
        }
        part = _rendered(
            render_to_string("documents/edition/agencies.html", context), PARTS_CSS, at=at
        )
        yield part
        pages += _pages_of(part)


def _report(content: EditionContent, agencies: list[CoverageLine], *, at: datetime) -> SafeString:
    return render_to_string(
        "documents/edition/edition.html",
        {
            "content": content,
            "published_on": local_day(at),
            "published": long_date(local_day(at)),
            "title": TITLE,
            "figures": [
                chart_over_time(content, "pdf-over-time"),
                *figures_of(content, content.half_year, prefix="pdf"),
            ],
            "coverage": coverage_summary(content, content.half_year),
            "agencies": agencies,
            "process": [row for row in process_rows(content.process) if row["count"] != "0"],
            "licence": license_in_force(),
            "site": settings.PUBLIC_ADDRESS,
            "not_counted": NOT_COUNTED,
        },
    )


def _rendered(body: SafeString, css: str, *, at: datetime) -> bytes:
    created = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    page = Page(html=body, css=css, title=TITLE, lang="en", created=created)
    return documents.render(page, seconds=SECONDS).data


def _pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
