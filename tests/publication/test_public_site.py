"""The public site: answers, addresses, validators, no cookies."""

from __future__ import annotations

import io
import json
import re

import jsonschema
import pandas as pd
import pytest
from django.urls import reverse

from reports.publication.actions.publishing import withdraw
from tests.publication.pod_schema import CATALOG_SCHEMA
from tests.publication.stored import AT, ON, office, published

EMPTY = ("/", "/data/", "/method/", "/data.json", "/api/public/v1/editions", "/api/public/v1/coverage")
PAGES = ("/", "/data/", "/method/", "/data/editions/1/", "/data/agencies/a01/", "/?town=a0&period=2025H1")


@pytest.fixture
def edition(stored_world):
    return published()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/data/", "/method/", "/data.json", "/api/public/v1/editions", "/api/public/v1/coverage"]
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
    withdraw(edition=edition, reason="Figures of two towns were exchanged.", by=office()[0], at=AT, on=ON)
    assert "Figures of two towns" in client.get("/data/editions/1/").content.decode()
    gone = client.get("/data/editions/1/tables.csv")
    assert gone.status_code == 410
    assert b"Figures of two towns" in gone.content
    assert client.get("/data/latest/tables.csv").status_code == 404


def test_the_catalog_is_valid_project_open_data(client, edition):
    said = json.loads(client.get("/data.json").content)
    jsonschema.validate(said, CATALOG_SCHEMA)
    assert len(said["dataset"]) == 1
    address = said["dataset"][0]["distribution"][0]["downloadURL"]
    assert client.get(re.sub(r"^https?://[^/]+", "", address)).status_code == 200


def test_the_api_gives_the_rows_of_the_files(client, edition):
    said = client.get("/api/public/v1/editions/1/tables", {"table": "persons_by_sex", "half_year": "2025H1"}).json()
    assert {row["row_value"] for row in said["rows"]} == {"M", "F", "X", "U", "__all__"}
    listed = client.get("/api/public/v1/editions")
    assert listed.json()["editions"][0]["number"] == 1
    assert client.get("/api/public/v1/editions", headers={"If-None-Match": listed["ETag"]}).status_code == 304
    assert client.get("/api/public/v1/coverage", {"agency_code": "a01"}).json()["rows"][0]["agency_code"] == "a01"


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
