"""The public site: is my town reporting, and what happened? Shows published editions, word for
word.
"""

from __future__ import annotations

from operator import itemgetter
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.core.refusals import NotFound
from reports.law.half_years import HalfYear
from reports.publication.content.edition import EditionContent
from reports.publication.editions.stored import agency_history, read_edition
from reports.publication.figures.cells import EVENTS, PERSONS, is_year
from reports.publication.figures.tables import NOT_COUNTED, TABLES, VARIABLES
from reports.publication.files.catalog import (
    DESCRIPTION,
    KEYWORDS,
    TITLE,
    file_order,
    file_title,
)
from reports.publication.files.license import license_in_force
from reports.publication.models.editions import Edition
from reports.publication.presentation import arrange
from reports.publication.presentation.filing_status import (
    NOT_COLLECTED,
    STANDINGS,
    standing_of,
    standing_words,
)
from reports.publication.presentation.svg_charts import bar_chart, words
from reports.publication.queries import (
    get_public_edition,
    latest_corrections,
    newest_readable_edition,
    published_editions,
)
from reports.web.public import coverage
from reports.web.public.process_figures import process_chart, process_lines
from reports.web.shared.guards import public
from reports.web.shared.html.components import Crumb, FileRow, PageHeader, Tile
from reports.web.shared.http_caching import site_url
from reports.web.shared.languages import citation, page_address

MINUTES = 300


@public(cache_seconds=MINUTES)
def home(request: HttpRequest) -> HttpResponse:
    """The answer for one's town first, then the state."""
    edition = newest_readable_edition()
    if edition is None:
        return render(request, "public/empty.html", {"not_counted": _(NOT_COUNTED)})
    content = read_edition(edition)
    period = _chosen(request.GET.get("period", ""), content)
    half = period if not is_year(period) else content.half_year
    query = request.GET.get("town", "").strip()[:60]
    context = {
        "edition": edition,
        "content": content,
        "period": period,
        "half": half,
        "query": query,
        "tiles": _tiles(content, period, half),
        "answers": coverage.town_answers(content, query, half),
        "towns": coverage.names(content),
        "halves": list(reversed(content.halves)),
        "grid": coverage.coverage_grid(content, query),
        "marks": coverage.legend(),
        "periods": [(choice, arrange.period_words(choice)) for choice in reversed(content.periods)],
        "period_words": arrange.period_words(period),
        "figures": [
            arrange.chart_over_time(content),
            *arrange.figures_of(content, period),
        ],
        "chosen": urlencode({"town": query, "period": period} if query else {"period": period}),
        "cite": citation(edition, address=_here(request)),
        "not_counted": _(NOT_COUNTED),
    }
    return render(request, "public/home.html", context)


def _here(request: HttpRequest) -> str:
    """The address of the view with the reader's choices in it."""
    return f"{site_url(request)}{request.get_full_path()}"


def _chosen(wanted: str, content: EditionContent) -> str:
    return wanted if wanted in content.periods else content.half_year


def _tiles(content: EditionContent, period: str, half: str) -> list[Tile]:
    rows = [row for row in content.coverage if row.half_year == half and row.municipal]
    accepted = sum(row.accepted for row in rows)
    missing = sum(row.filing_status == "missing" for row in rows)
    arrived = sum(standing_of(row) in ("received", "in_review", "returned") for row in rows)
    silent = len(arrange.silent_agencies(content, half))
    return [
        _total_tile(
            content, period, EVENTS, label=_("Accesses, {period}"), detail=_("statewide, events")
        ),
        _total_tile(
            content,
            period,
            PERSONS,
            label=_("Persons, {period}"),
            detail=_("statewide, per agency and half-year"),
        ),
        Tile(
            _("Departments that reported, {period}").format(period=arrange.period_words(half)),
            _("{number} of {all}").format(number=accepted, all=len(rows) + silent),
            _("reports of none included; {arrived} more have arrived").format(arrived=arrived)
            if arrived
            else _("reports of none included"),
        ),
        Tile(
            _("No report received, {period}").format(period=arrange.period_words(half)),
            missing,
            _("can mean that there was nothing to report"),
        ),
        *_silent_tile(half, silent),
    ]


def _silent_tile(half: str, silent: int) -> list[Tile]:
    if not silent:
        return []
    label = _("Not collected, {period}").format(period=arrange.period_words(half))
    return [Tile(label, silent, _("the departments were not asked"))]


def _total_tile(
    content: EditionContent, period: str, unit: str, *, label: str, detail: str
) -> Tile:
    shown = arrange.total_of(content, period, unit)
    return Tile(
        label.format(period=arrange.period_words(period)), words(shown).capitalize(), detail
    )


@public(cache_seconds=MINUTES)
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency through all half-years."""
    edition = newest_readable_edition()
    history = agency_history(read_edition(edition), code) if edition else None
    if edition is None or history is None:
        raise NotFound(code)
    numbers = [(row.half_year, shown) for row, shown in reversed(history.rows)]
    header = PageHeader(
        title=history.name,
        lead=_("What the department reported under section 54-192h(e)(3), half-year by half-year."),
        crumbs=(Crumb(_("Published data"), page_address("home")),),
    )
    lines = [
        (
            row.half_year,
            _(standing_words(row)),
            words(shown) if row.accepted else "",
            row.received_on or row.submitted_on,
        )
        for row, shown in history.rows
    ]
    lines += [
        (silent.half_year, _(STANDINGS[NOT_COLLECTED]), "", None) for silent in history.silent
    ]
    lines.sort(key=itemgetter(0), reverse=True)
    context = {
        "header": header,
        "edition": edition,
        "agency": history,
        "chart": bar_chart(
            title=_("Accesses by half-year, {agency}").format(agency=history.name),
            numbers=numbers,
            ident="agency",
        ),
        "lines": lines,
        "unit": EVENTS,
        "cite": citation(edition, address=_here(request), what=history.name),
        "not_counted": _(NOT_COUNTED),
    }
    return render(request, "public/agency.html", context)


@public(cache_seconds=MINUTES)
def data(request: HttpRequest) -> HttpResponse:
    """Downloads, all editions, corrections, how to cite."""
    newest = newest_readable_edition()
    context = {
        "header": PageHeader(
            title=_("Downloads"),
            lead=_("Every edition, every file, free to reuse ({licence}).").format(
                licence=license_in_force().title
            ),
        ),
        "description": _(DESCRIPTION),
        "site": site_url(request),
        "title": TITLE,
        "keywords": KEYWORDS,
        "temporal": _temporal(read_edition(newest)) if newest else "",
        "licence": license_in_force().path,
        "newest": newest,
        "files": _files(newest) if newest else [],
        "editions": published_editions(),
        "corrections": latest_corrections()[:50],
    }
    return render(request, "public/data.html", context)


def _temporal(content: EditionContent) -> str:
    """The days an edition is about, as an ISO 8601 interval."""
    first, last = HalfYear.parse(content.halves[0]), HalfYear.parse(content.halves[-1])
    return f"{first.starts_on.isoformat()}/{last.ends_on.isoformat()}"


def _files(edition: Edition) -> list[FileRow]:
    return [
        FileRow(
            title=file.name,
            kind=_(file_title(file.name)),
            size=file.size,
            url=reverse("public:file", args=[edition.number, file.name]),
            digest=file.sha256,
            media_type=file.content_type,
        )
        for file in sorted(edition.files.all(), key=lambda file: file_order(file.name))
    ]


@public(cache_seconds=MINUTES)
def latest(_request: HttpRequest) -> HttpResponse:
    """Redirect to the page of the current edition; to the downloads while there is none."""
    newest = newest_readable_edition()
    return redirect(page_address("edition", newest.number) if newest else page_address("data"))


def _figures(content: EditionContent) -> list[arrange.ChartFigure]:
    return [
        arrange.chart_over_time(content),
        *arrange.figures_of(content, content.half_year),
    ]


@public(cache_seconds=MINUTES)
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition: its files, what it changed, and whether it is still current."""
    found = get_public_edition(number)
    content = read_edition(found) if found.is_readable else None
    header = PageHeader(
        title=_("Edition {number}, through {half_year}").format(
            number=number, half_year=found.half_year
        ),
        eyebrow=_(found.get_status_display()),
        crumbs=(Crumb(_("Downloads"), page_address("data")),),
    )
    context = {
        "header": header,
        "edition": found,
        "content": content,
        "files": _files(found) if content else [],
        "changes": arrange.readable_changes(content) if content else [],
        "change_groups": arrange.grouped_changes(content) if content else [],
        "cite": citation(found, address=_here(request)),
        "audit": found.audit,
        "process": process_lines(content) if content else [],
        "process_chart": process_chart(content) if content else None,
        "figures": _figures(content) if content else [],
        "corrections": found.corrections.all(),
        "not_counted": _(NOT_COUNTED),
    }
    return render(request, "public/edition.html", context)


@public(cache_seconds=MINUTES)
def method(request: HttpRequest) -> HttpResponse:
    """What is counted, what is withheld and why, how it was checked."""
    context = {
        "header": PageHeader(
            title=_("Method"),
            lead=_("What is counted, what is withheld and why, and how that was checked."),
        ),
        "tables": TABLES,
        "variables": VARIABLES.values(),
        "not_counted": _(NOT_COUNTED),
        "newest": newest_readable_edition(),
    }
    return render(request, "public/method.html", context)
