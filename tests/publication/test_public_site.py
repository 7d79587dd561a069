"""The public site: answers, addresses, validators, no cookies."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import UTC, datetime, timedelta

import jsonschema
import pandas as pd
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.publication.actions.publish import withdraw
from reports.publication.editions.stored import read_edition
from reports.publication.figures.cells import EVENTS, Cell
from reports.publication.queries import file_bytes
from tests.publication.pod_schema import CATALOG_SCHEMA
from tests.publication.stored import AT, ON, load, office, published

EMPTY = (
    "/",
    "/data/",
    "/method/",
    "/data.json",
    "/robots.txt",
    "/.well-known/security.txt",
    "/api/public/v1/editions",
    "/api/public/v1/coverage",
)
PAGES = (
    "/",
    "/data/",
    "/method/",
    "/data/editions/1/",
    "/data/agencies/a01/",
    "/?town=a0&period=2025H1",
)


@pytest.fixture
def edition(stored_world):
    return published()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/", "/data/", "/method/", "/data.json", "/api/public/v1/editions", "/api/public/v1/coverage"],
)
def test_before_any_edition_the_site_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_without_cookies_and_may_be_cached(client, edition, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "max-age" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]


def test_every_chart_has_words_a_table_and_what_it_does_not_count(client, edition):
    page = client.get("/").content.decode()
    charts = page.count('<svg class="chart"')
    assert charts == 7
    assert page.count("<desc ") == charts
    assert page.count("The numbers as a table") == charts
    assert page.count("Not counted: what state agencies did") >= charts
    number, everyone = read_edition(edition).reporting("2025H1")
    assert (
        page.count(f"Reports of {number} of {everyone} departments are in these numbers.")
        == charts - 1
    )
    assert f"Departments whose reports are in these numbers: 2025H1 {number} of {everyone}." in page


def test_missing_is_never_shown_as_zero(client, edition, stored_world):
    for half, code in stored_world.late:
        page = client.get(f"/data/agencies/{code}/").content.decode()
        assert "No report received" in page
        assert f'<th scope="row">{half}</th>' in page


def test_a_file_is_cacheable_and_conditional(client, edition):
    first = client.get("/data/editions/1/tables.csv")
    assert first.status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "immutable" in first["Cache-Control"]
    again = client.get("/data/editions/1/tables.csv", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert client.get("/data/latest/tables.csv").content == first.content
    assert client.get("/data/editions/1/secret.csv").status_code == 404
    assert client.get("/data/editions/9/tables.csv").status_code == 404


def test_pandas_opens_what_was_downloaded(client, edition):
    table = pd.read_csv(io.BytesIO(client.get("/data/latest/tables.csv").content))
    assert set(table["unit"]) == {"events", "persons"}
    assert table.loc[table["symbol"].isna(), "count"].notna().all()
    assert table.loc[table["symbol"].notna(), "count"].isna().all()


def test_a_withdrawn_edition_keeps_its_address_and_gives_its_reason(client, edition):
    withdraw(
        edition=edition, reason="Figures of two towns were exchanged.", by=office()[0], at=AT, on=ON
    )
    assert "Figures of two towns" in client.get("/data/editions/1/").content.decode()
    gone = client.get("/data/editions/1/tables.csv")
    assert gone.status_code == 410
    assert b"Figures of two towns" in gone.content
    assert client.get("/data/latest/tables.csv").status_code == 404
    figures = client.get("/data/editions/1/figures/?table=accesses_by_kind")
    assert (figures.status_code, figures["Location"]) == (302, "/data/editions/1/")
    rows = client.get("/data/editions/1/figures.csv")
    assert rows.status_code == 410
    assert b"Figures of two towns" in rows.content
    assert client.get("/api/public/v1/editions/1/tables").status_code == 410


def test_the_catalog_is_valid_project_open_data(client, edition):
    said = json.loads(client.get("/data.json").content)
    jsonschema.validate(said, CATALOG_SCHEMA)
    assert len(said["dataset"]) == 1
    address = said["dataset"][0]["distribution"][0]["downloadURL"]
    assert client.get(re.sub(r"^https?://[^/]+", "", address)).status_code == 200


def test_the_api_gives_the_rows_of_the_files(client, edition):
    said = client.get(
        "/api/public/v1/editions/1/tables", {"table": "persons_by_sex", "half_year": "2025H1"}
    ).json()
    assert {row["row_value"] for row in said["rows"]} == {"M", "F", "X", "U", "__all__"}
    listed = client.get("/api/public/v1/editions")
    assert listed.json()["editions"][0]["number"] == 1
    assert (
        client.get("/api/public/v1/editions", headers={"If-None-Match": listed["ETag"]}).status_code
        == 304
    )
    assert (
        client.get("/api/public/v1/coverage", {"agency_code": "a01"}).json()["rows"][0][
            "agency_code"
        ]
        == "a01"
    )


def test_the_api_names_what_it_does_not_know(client, edition):
    wrong = client.get("/api/public/v1/editions/1/tables", {"colour": "blue"})
    assert wrong.status_code == 422
    assert wrong["Content-Type"] == "application/problem+json"
    assert wrong.json()["errors"][0]["field"] == "colour"
    assert client.get("/api/public/v1/editions/77/tables").status_code == 404


def test_addresses_are_those_of_the_contract():
    assert reverse("public:home") == "/"
    assert reverse("public:file", args=[3, "tables.csv"]) == "/data/editions/3/tables.csv"
    assert reverse("public:latest", args=["tables.csv"]) == "/data/latest/tables.csv"


def test_only_files_that_never_change_are_immutable(client, edition):
    assert "immutable" in client.get("/data/editions/1/tables.csv")["Cache-Control"]
    for address in (
        "/data/latest/tables.csv",
        "/data.json",
        "/api/public/v1/editions",
        "/data/coverage.csv",
    ):
        assert "immutable" not in client.get(address)["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/", "/data/", "/data/editions/1/tables.csv", "/api/public/v1/editions/1/tables"]
)
def test_what_is_the_same_for_all_is_compressed(client, edition, path):
    plain, packed = client.get(path), client.get(path, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Cookie" not in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    if plain.has_header("ETag"):
        again = client.get(
            path, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
        )
        assert again.status_code == 304
    else:
        assert len(packed.content) < 20_000  # a front page is read on a phone, by the road


def test_a_page_for_somebody_is_never_compressed(client, edition):
    client.force_login(office()[0])
    page = client.get("/opm/editions/", headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    assert "Content-Encoding" not in page


def test_a_town_is_answered_in_a_sentence(client, edition, stored_world):
    for row in read_edition(edition).coverage:
        if row.municipal and row.half_year == "2025H1":
            page = client.get("/", {"town": row.agency}).content.decode()
            expected = {"reported": "Yes:", "confirmed_zero": "Yes:", "missing": "No report of"}[
                row.filing_status
            ]
            assert f"<strong>{expected}" in page
            shown = read_edition(edition).shown(Cell(EVENTS, "2025H1", row.agency_code))
            assert ("withheld, to protect people" in page) == (
                shown is not None and shown.symbol == "c"
            )
    assert 'class="town-answer' not in client.get("/", {"town": "a"}).content.decode()
    assert 'class="town-answer' not in client.get("/").content.decode()


def test_the_api_is_described_for_programs_and_keeps_to_it(client, edition):
    said = client.get("/api/public/v1/openapi.json").json()
    answers = {
        "/api/public/v1/editions": "/api/public/v1/editions",
        "/api/public/v1/editions/{number}/tables": "/api/public/v1/editions/1/tables",
        "/api/public/v1/coverage": "/api/public/v1/coverage",
    }
    assert set(said["paths"]) == set(answers)
    for path, address in answers.items():
        described = said["paths"][path]["get"]
        schema = described["responses"]["200"]["content"]["application/json"]["schema"]
        answer = client.get(address).json()
        jsonschema.Draft202012Validator({**schema, "components": said["components"]}).validate(
            answer
        )
        filters = {one["name"] for one in described["parameters"] if one["in"] == "query"}
        for name in filters:
            assert client.get(address, {name: "nothing"}).json()["rows"] == []
    problem = client.get("/api/public/v1/coverage", {"colour": "blue"}).json()
    schema = {"$ref": "#/components/schemas/Problem", "components": said["components"]}
    jsonschema.Draft202012Validator(schema).validate(problem)


def test_the_api_page_shows_answers_as_they_come(client, edition):
    page = html.unescape(client.get("/data/api/").content.decode())
    answer = client.get(
        "/api/public/v1/editions/1/tables", {"table": "persons_by_sex", "half_year": "2025H1"}
    ).json()
    assert json.dumps({**answer, "rows": answer["rows"][:2]}, indent=1) in page
    assert client.get("/es/data/api/").status_code == 200


def test_no_two_bars_of_a_chart_are_called_the_same(client, edition):
    asked = {"table": "accesses_by_kind_and_basis", "half_year": "2025H1"}
    page = client.get("/data/editions/1/figures/", asked).content.decode()
    labels = re.findall(r'<text x="0" y="\d+" font-size="13" fill="#1b1b1b">([^<]*)</text>', page)
    bars = [label for label in labels if label.startswith("(")]
    assert len(bars) == len(set(bars)) == 12
    assert not any(label.endswith("…") for label in bars)


def test_changes_are_told_in_short_before_each_is_listed(client, edition, stored_world, tmp_path):
    some = next(
        lines
        for (half, _), lines in stored_world.lines.items()
        if half == "2025H1" and len(lines) > 1
    )
    stored_world.lines = {("2025H1", "late-town"): some[:2]}
    load(stored_world, tmp_path, through="2025H1")
    second = published(at=AT + timedelta(hours=1))
    page = client.get("/data/editions/2/").content.decode()
    short = page.partition('id="changes"')[2].partition("<table")[0]
    name = next(
        row.agency for row in read_edition(second).coverage if row.agency_code == "late-town"
    )
    told = "<strong>January to June 2025:</strong> a report arrived after the earlier edition"
    assert f"{told} ({name}); figures listed: 1." in " ".join(short.split())
    assert "a late or amended report of one or more agencies; figures listed:" in short


def test_the_day_of_publication_is_connecticuts_everywhere(client, stored_world):
    edition = published(
        at=datetime(2026, 3, 3, 3, 0, tzinfo=UTC)
    )  # ten in the evening of the second
    pages = [client.get(path).content.decode() for path in ("/", "/data/", "/data/editions/1/")]
    assert "published 2026-03-02)" in pages[0]
    assert 'itemprop="datePublished" content="2026-03-02"' in pages[1]
    assert "Mar 2, 2026" in pages[2]
    assert client.get("/data.json").json()["dataset"][0]["modified"] == "2026-03-02"
    book = load_workbook(io.BytesIO(file_bytes(edition.files.get(name="edition.xlsx"))))
    assert ["Published", "2026-03-02"] in [
        [cell.value for cell in row] for row in book["read_me"].iter_rows()
    ]
    client.force_login(office()[0])
    assert "March 02, 2026" in client.get(f"/opm/editions/{edition.pk}/").content.decode()


def test_latest_follows_when_the_newest_is_withdrawn(client, edition, stored_world):
    later = AT + timedelta(days=200)
    second = published("2025H2", at=later)
    assert (
        client.get("/data/latest/tables.csv")["Content-Location"] == "/data/editions/2/tables.csv"
    )
    assert client.get("/data/latest/")["Location"] == "/data/editions/2/"
    assert client.get("/es/data/latest/")["Location"] == "/es/data/editions/2/"
    withdraw(
        edition=second,
        reason="A half-year was counted twice.",
        by=office()[0],
        at=later,
        on=later.date(),
    )
    assert (
        client.get("/data/latest/tables.csv")["Content-Location"] == "/data/editions/1/tables.csv"
    )
    assert client.get("/data/latest/")["Location"] == "/data/editions/1/"
    assert "edition 1" in client.get("/").content.decode()
    listed = client.get("/api/public/v1/editions").json()["editions"]
    assert [(e["number"], e["status"], bool(e["files"])) for e in listed] == [
        (2, "withdrawn", False),
        (1, "superseded", True),
    ]
