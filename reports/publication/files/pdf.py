"""An edition as a tagged PDF report with charts and the tables behind them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.notices.pdf import render_document
from reports.publication.edition import EditionContent
from reports.publication.files.catalogue import TITLE
from reports.publication.files.licence import licence_in_force
from reports.publication.presentation import coverage_lines, coverage_summary, figures_of, over_time
from reports.publication.process import process_rows
from reports.publication.tables import NOT_COUNTED
from reports.submissions.calendar import local_day

MOST_LISTED = 400  # more agencies than that are read in coverage.csv
CSS = """
@page { size: Letter; margin: 2cm 1.8cm;
  @bottom-left { content: "TRUST Act, section 54-192h(e)(3)"; font-size: 8pt; color: #565c65; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #565c65; } }
body { font-family: "Noto Sans"; font-size: 10pt; line-height: 1.4; color: #1b1b1b; }
h1 { font-size: 20pt; margin: 0 0 4pt; } h2 { font-size: 13pt; margin: 16pt 0 4pt; break-after: avoid; }
table { border-collapse: separate; border-spacing: 0; width: 100%; table-layout: fixed; margin: 4pt 0 6pt; }
th, td { text-align: left; border-bottom: 0.5pt solid #a9aeb1; padding: 2pt 4pt; font-size: 9pt; vertical-align: top; }
th.n, td.n { text-align: right; } caption { text-align: left; font-weight: bold; font-size: 9pt; padding: 2pt 4pt; }
tr { break-inside: avoid; } .note { font-size: 8.5pt; color: #454c55; clear: both; } svg { width: 8.2cm; height: auto; }
section { break-inside: avoid; } h2.new-page { break-before: page; }
.beside svg { float: left; margin: 4pt 0 6pt; } .beside table { float: right; width: 9cm; margin-top: 0; }
.beside th:last-child, .beside td:last-child { width: 2.2cm; } .period { width: 2.6cm; } .measure { width: auto; }
.process th.n, .process td.n { width: 2.4cm; }
"""


def edition_pdf(content: EditionContent, *, at: datetime) -> bytes:
    """The report for printing. Agencies are listed with their filing status for the newest half-year."""
    body: SafeString = render_to_string(
        "public/pdf/edition.html",
        {
            "content": content,
            "published_on": local_day(at),
            "title": TITLE,
            "figures": [over_time(content, "pdf-over-time"), *figures_of(content, content.half_year, prefix="pdf")],
            "coverage": coverage_summary(content, content.half_year),
            "agencies": coverage_lines(content, content.half_year)[: MOST_LISTED + 1],
            "most_listed": MOST_LISTED,
            "process": [row for row in process_rows(content.process) if row["count"] != "0"],
            "licence": licence_in_force(),
            "site": settings.PUBLIC_ADDRESS,
            "not_counted": NOT_COUNTED,
        },
    )
    return render_document(body, css=CSS, title=TITLE, lang="en", created=f"{at:%Y-%m-%dT%H:%M:%SZ}")
