"""A visitor without an account: from the front page to a file on disk, on a desk and on a phone, in
two languages.
"""

from __future__ import annotations

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.walking import picture
from tests.publication.stored import load, published
from tests.publication.worlds import make_world
from tests.support.spreadsheet import as_opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": 1280, "phone": 360}
PAGES = {
    "front": "",
    "search": "?town=a0&period=2025H1",
    "data": "data/",
    "method": "method/",
    "edition": "data/editions/1/",
    "town": "?town=a01",
    "api": "data/api/",
    "figures": "data/editions/1/figures/?table=accesses_by_kind_and_basis&half_year=2025H1",
    "agency": "data/agencies/a01/",
}


@pytest.fixture
def edition(tmp_path, transactional_db):
    load(make_world(12, agencies=8, busy=0.6, halves=("2025H1",)), tmp_path, through="2025H1")
    return published()


def test_from_the_front_page_to_a_file_that_pandas_and_libreoffice_open(
    page, live_server, edition, tmp_path
):
    page.goto("/")
    assert "Is my town reporting" in page.inner_text("h1")
    page.fill("[name=town]", "a01")
    page.click("form.town-search button")
    assert page.locator("table.grid tbody tr").count() == 1
    page.click("text=Figures by agency, half-year and kind")
    page.select_option("[name=table]", "accesses_by_kind")
    page.select_option("[name=half_year]", "2025H1")
    page.click("form.town-search button")
    assert "half_year=2025H1" in page.url
    assert "Cite as:" in page.inner_text("main")
    with page.expect_download() as started:
        page.click("text=This view as CSV")
    kept = tmp_path / started.value.suggested_filename
    started.value.save_as(kept)
    assert kept.name == "trust-act-edition-1-accesses_by_kind-2025H1.csv"
    table = pd.read_csv(kept)
    assert set(table["row_value"]) == {*"ABCDEF", "__all__"}
    assert table["count"].isna().equals(table["symbol"].notna())
    head, *rows = as_opened(kept, tmp_path)
    shown = {
        (row[head.index("row_value")], row[head.index("count")], row[head.index("symbol")])
        for row in rows
    }
    known = table.fillna({"symbol": ""}).astype({"count": "Int64"})
    assert shown == {
        (v, "" if pd.isna(n) else str(n), s)
        for v, n, s in known[["row_value", "count", "symbol"]].values
    }
    assert page.context.cookies() == []


@pytest.mark.parametrize("size", SIZES)
def test_every_public_page_fits_and_can_be_read_aloud(page, live_server, edition, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    faults, axe = [], Axe()
    for prefix in ("/", "/es/"):
        for name, path in PAGES.items():
            page.goto(f"{prefix}{path}")
            picture(page, f"public-{size}-{prefix.strip('/') or 'en'}-{name}")
            if page.evaluate("document.documentElement.scrollWidth") > SIZES[size]:
                faults.append(f"{prefix} {name}: wider than its window")
            faults += [
                f"{prefix} {name}: {found['id']}" for found in axe.run(page).response["violations"]
            ]
    assert faults == []


def test_on_paper_the_numbers_behind_each_chart_are_printed(page, live_server, edition):
    page.goto("/")
    page.emulate_media(media="print")
    assert page.locator(".figure__numbers table").first.bounding_box()["height"] > 40
    assert not page.locator("form.town-search").is_visible()
