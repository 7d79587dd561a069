"""Every view of the public site has an address, a file and a citation; in Spanish as in English."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation import override
from django.utils.translation.template import templatize

from reports.accounts.models import Agency
from reports.publication.content import changes, disclosure_report, process_figures
from reports.publication.figures import tables
from reports.publication.files import catalog
from reports.publication.presentation import filing_status, svg_charts
from reports.publication.status import EditionStatus
from reports.submissions.status import AmendmentCode
from reports.web.public.process_figures import BARS, TOUCHING
from reports.web.shared.navigation import PUBLIC_NAVIGATION
from tests.publication.stored import published
from tests.support.environment import ROOT

SPANISH = ROOT / "reports" / "locale" / "es" / "LC_MESSAGES" / "django.po"
TRANSLATED_TEMPLATES = [
    *(ROOT / "templates" / "public").glob("*.html"),
    ROOT / "templates" / "base.html",
    ROOT / "templates" / "components" / "footer.html",
]
TRANSLATED_MODULES = (
    "web/public/pages.py",
    "web/public/downloads.py",
    "web/public/coverage.py",
    "web/public/figures.py",
    "web/public/process_figures.py",
    "web/shared/languages.py",
    "api/public/views.py",
    "publication/presentation/arrange.py",
)
QUOTED = re.compile(r"gettext\(\s*u?((?:\"(?:[^\"\\]|\\.)*\")|(?:'(?:[^'\\]|\\.)*'))")


@pytest.fixture
def edition(stored_world):
    return published()


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_a_view_is_narrowed_by_table_half_year_and_kind(client, edition):
    asked = {"table": "accesses_by_kind_and_basis", "half_year": "2025H1", "value": "A"}
    page = client.get("/data/editions/1/figures/", asked).content.decode()
    rows = rows_of(client.get("/data/editions/1/figures.csv", asked))
    assert {(row["table"], row["half_year"], row["row_value"]) for row in rows} == {
        ("accesses_by_kind_and_basis", "2025H1", "A")
    }
    assert {row["column_value"] for row in rows} == {"detainer", "other", "__all__"}
    assert (
        "/data/editions/1/figures.csv?table=accesses_by_kind_and_basis&amp;half_year=2025H1&amp;value=A"
        in page
    )
    assert "Cite as:" in page
    assert "Not counted: what state agencies did" in page


def test_a_view_is_narrowed_by_agency(client, edition):
    rows = rows_of(
        client.get("/data/editions/1/figures.csv", {"table": "accesses_by_agency", "agency": "a01"})
    )
    assert rows
    assert {row["agency_code"] for row in rows} == {"a01"}
    page = client.get("/data/editions/1/figures/", {"table": "accesses_by_agency", "agency": "a01"})
    assert Agency.objects.get(code="a01").name in page.content.decode()


def test_the_whole_table_reads_like_the_file(client, edition):
    whole = rows_of(client.get("/data/latest/tables.csv"))
    for table in tables.TABLES:
        rows = rows_of(client.get("/data/editions/1/figures.csv", {"table": table.name}))
        assert rows == [row for row in whole if row["table"] == table.name]


@pytest.mark.parametrize(
    "asked", ["table=nonsense", "half_year=2031H1", "value=ZZ", "agency=nowhere", "x=1"]
)
def test_words_nobody_knows_are_left_out(client, edition, asked):
    response = client.get(f"/data/editions/1/figures/?{asked}")
    assert response.status_code == 200
    assert "nonsense" not in response.content.decode().split("Cite as:")[1]


def test_the_list_of_departments_as_searched_for_is_a_file(client, edition):
    rows = rows_of(client.get("/data/coverage.csv", {"town": "a01"}))
    assert {row["agency_code"] for row in rows} == {"a01"}
    assert rows_of(client.get("/data/coverage.csv", {"town": "no such town"})) == []


@pytest.mark.parametrize(
    "address", ["/data/latest/tables.csv", "/api/public/v1/editions", "/data/coverage.csv"]
)
def test_a_page_of_another_site_may_ask_conditionally(client, edition, address):
    asked = client.options(
        address,
        headers={
            "origin": "https://reuser.example",
            "access-control-request-headers": "if-none-match",
        },
    )
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert client.post(address).status_code == 405


def test_the_markup_of_the_data_set_names_every_file(client, edition):
    page = client.get("/data/").content.decode()
    assert 'itemtype="https://schema.org/Dataset"' in page
    assert page.count('itemtype="https://schema.org/DataDownload"') == edition.files.count()
    for name in (
        "name",
        "description",
        "license",
        "temporalCoverage",
        "spatialCoverage",
        "creator",
        "version",
    ):
        assert f'itemprop="{name}"' in page
    assert 'content="2025-01-01/2025-06-30"' in page


PAGES = (
    "",
    "data/",
    "method/",
    "data/editions/1/",
    "data/editions/1/figures/",
    "data/agencies/a01/",
)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_spanish_twin(client, edition, page):
    english, spanish = client.get(f"/{page}"), client.get(f"/es/{page}")
    assert spanish.status_code == 200
    assert not spanish.cookies
    assert '<html lang="en"' in english.content.decode()
    assert '<html lang="es"' in spanish.content.decode()
    assert f'href="/es/{page}"' in english.content.decode()
    assert f'href="/{page}"' in spanish.content.decode()
    assert "No se cuenta" in spanish.content.decode()
    assert "Not counted" not in spanish.content.decode()


def test_the_choices_go_along_into_the_other_language(client, edition):
    page = client.get("/?town=a01&period=2025H1").content.decode()
    assert 'href="/es/?town=a01&amp;period=2025H1"' in page


def texts_of_templates() -> Iterator[str]:
    for path in TRANSLATED_TEMPLATES:
        for quoted in QUOTED.findall(
            templatize(path.read_text(encoding="utf-8"), origin=str(path))
        ):
            yield ast.literal_eval(quoted)


def texts_of_modules() -> Iterator[str]:
    for name in TRANSLATED_MODULES:
        for node in ast.walk(ast.parse((ROOT / "reports" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                yield from (
                    str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant)
                )


def texts_of_tables() -> Iterator[str]:
    yield from (text for table in tables.TABLES for text in (table.title, table.note, table.unit))
    yield from (text for labels in tables.BAR_LABELS.values() for text in labels.values())
    yield from (*tables.BESIDE.values(), *BARS.values())
    yield from (
        measure.title
        for measure in process_figures.MEASURES
        if not measure.name.startswith(TOUCHING)
    )
    yield from (changes.amended_because(str(label)) for label in AmendmentCode.labels)
    for variable in tables.VARIABLES.values():
        yield from (variable.title, *variable.levels.values())
    yield from (
        tables.NOT_COUNTED,
        catalog.DESCRIPTION,
        disclosure_report.METHOD,
        *svg_charts.SIGNS.values(),
    )
    yield from (
        *filing_status.FILING_STATUSES.values(),
        *filing_status.STANDINGS.values(),
        *catalog.OTHER_FILES.values(),
        *(map(str, EditionStatus.labels)),
    )
    yield from (title for title, _ in catalog.FILES.values())
    yield from (changes.LATE, changes.AMENDED, changes.STATEWIDE, changes.REOPENED)
    yield from (entry.label for entry in PUBLIC_NAVIGATION)


def test_nothing_on_the_public_site_is_left_in_english():
    known = {entry.msgid for entry in polib.pofile(str(SPANISH)) if entry.msgstr}
    assert [
        text
        for text in (*texts_of_templates(), *texts_of_modules(), *texts_of_tables())
        if text.strip() and text not in known
    ] == []


def test_the_compiled_catalogue_is_that_of_the_source():
    source = {entry.msgid: entry.msgstr for entry in polib.pofile(str(SPANISH)) if entry.msgid}
    built = {
        entry.msgid: entry.msgstr
        for entry in polib.mofile(str(SPANISH.with_suffix(".mo")))
        if entry.msgid
    }
    assert source == built


def test_placeholders_are_kept():
    for entry in polib.pofile(str(SPANISH)):
        places = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")
        assert sorted(places.findall(entry.msgid)) == sorted(places.findall(entry.msgstr)), (
            entry.msgid
        )


def test_files_stay_english_whatever_the_page(client, edition):
    with override("es"):
        assert b"accesses_by_kind" in client.get("/data/editions/1/figures.csv").content
