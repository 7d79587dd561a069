"""Components as pages use them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from reports.web.shared.html import components
from reports.web.shared.html.labels import label_of, outcome_chip
from reports.web.shared.html.tables import render_table
from tests.web.shared.pages import parsed, written
from tests.web.shared.samples import ASSESSMENT

HOSTILE = "<script>alert(1)</script>"


def included(name: str, **context: Any) -> Any:
    markup = Template("{% load components %}{% include name %}").render(
        Context({"name": f"components/{name}.html", **context})
    )
    assert "<script>" not in markup
    return parsed(f"<div>{markup}</div>")


def test_the_whole_kitchen_draws(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    ids = parsed(page.content).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_an_action_refused_is_a_disabled_button_with_the_sentence() -> None:
    drawn = included(
        "action", action=components.Action("Decide", "/x/", refusal="Only the head may.")
    )
    assert not drawn.xpath(".//a")
    assert drawn.xpath(".//button/@aria-disabled") == ["true"]
    assert "Only the head may." in drawn.text_content()


def test_an_act_is_posted_with_a_token() -> None:
    drawn = included(
        "action",
        action=components.Action("Ring", "/x/", post=True, name="go", value="7"),
        csrf_token="t",
    )
    form = drawn.xpath(".//form[@method='post']")[0]
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']/@value") == ["t"]
    assert form.xpath(".//button/@value") == ["7"]


def test_hostile_values_stay_text() -> None:
    included(
        "page_header",
        header=components.PageHeader(HOSTILE, HOSTILE, HOSTILE, (components.Crumb(HOSTILE, "/"),)),
    )
    included("alert", alert=components.Alert("stop", HOSTILE, HOSTILE, (HOSTILE,)))
    included("summary_list", rows=(components.SummaryRow(HOSTILE, HOSTILE, HOSTILE),))
    included(
        "timeline",
        entries=(
            components.TimelineEntry(datetime(2026, 1, 1, tzinfo=UTC), HOSTILE, HOSTILE, HOSTILE),
        ),
    )
    included("file_row", file=components.FileRow(HOSTILE, HOSTILE, 3, "/"))
    table = components.Table(
        HOSTILE,
        (components.Column(HOSTILE, sort="a"),),
        ((components.TableCell(HOSTILE, HOSTILE, HOSTILE, components.Chip(HOSTILE)),),),
    )
    assert "<script>" not in render_table(table)


def test_content_of_a_block_is_escaped_where_it_was_not_markup() -> None:
    markup = Template(
        '{% load components %}{% card title="T" %}<b>{{ typed }}</b>{% endcard %}'
    ).render(Context({"typed": HOSTILE}))
    assert "<b>&lt;script&gt;" in markup


def test_a_table_sorts_by_address_and_turns_round() -> None:
    table = components.Table(
        "T",
        (
            components.Column("Name", sort="name"),
            components.Column("Day", sort="day", numeric=True),
        ),
        (("a", 1),),
        sort="name",
        base_query="q=1",
    )
    drawn = parsed(str(render_table(table)))
    assert drawn.xpath(".//thead//a/@href") == ["?q=1&sort=-name", "?q=1&sort=day"]
    assert drawn.xpath(".//th/@aria-sort") == ["ascending"]
    assert drawn.xpath(".//tbody/tr/*[1]/@scope") == ["row"]
    assert drawn.xpath(".//tbody/tr/*[2]/@class") == ["num"]


def test_a_row_of_another_length_than_its_head_is_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        render_table(components.Table("T", (components.Column("Name"),), (("a", "b"),)))


def test_no_rows_say_what_to_do() -> None:
    table = components.Table(
        "T",
        (components.Column("Name"),),
        (),
        components.EmptyState("Nothing yet", action=components.Action("Log one", "/log/")),
    )
    assert "Nothing yet" in render_table(table)
    assert "/log/" in render_table(table)


def test_a_pager_names_its_neighbours() -> None:
    drawn = included("pagination", page=components.PageLinks(4, 12, "sort=a"))
    assert drawn.xpath(".//a/@href") == [f"?sort=a&page={n}" for n in (1, 3, 5, 12)]
    assert drawn.xpath(".//a[@rel]/@rel") == ["prev", "next"]
    assert [entry.number for entry in components.PageLinks(1, 1).entries] == [1]


def test_the_assessment_says_what_it_is_not() -> None:
    drawn = included("assessment", assessment=ASSESSMENT, live=True)
    said = drawn.text_content()
    assert "Unverified. Ask counsel." in said
    assert "Verified against the official text" in said
    assert "not permission" in said
    assert "authorized" not in said.casefold()
    assert drawn.xpath(".//section/@aria-live") == ["polite"]
    assert "Q4" in said


def test_an_assessment_read_back_from_its_stored_form_looks_the_same() -> None:
    again = type(ASSESSMENT).from_dict(ASSESSMENT.as_dict())
    assert written(included("assessment", assessment=again)) == written(
        included("assessment", assessment=ASSESSMENT)
    )


def test_no_assessment_yet() -> None:
    assert "as soon as" in included("fragment_assessment", assessment=None).text_content()


def test_moments_are_shown_as_connecticut_sees_them() -> None:
    at = datetime(2026, 7, 1, 3, 30, tzinfo=UTC)
    markup = Template(
        "{% load components %}{{ at|moment }} {{ at|day }} {{ at|clock }} {{ none|moment }}"
    ).render(Context({"at": at}))
    assert "Jun 30, 2026, 11:30 PM EDT" in markup
    assert ">Jun 30, 2026<" in markup


def test_codes_have_words() -> None:
    assert label_of("hold") == "Hold past release"
    assert label_of("never_heard") == "Never heard"
    assert outcome_chip("unsettled").tone == "unsettled"


def test_progress_moves_only_while_it_may() -> None:
    moving = included("progress", progress=components.Progress("N1", "working", "/poll/"))
    assert moving.xpath(".//@data-poll-url") == ["/poll/"]
    done = included("progress", progress=components.Progress("N1", "done", "/poll/", "/next/"))
    assert not done.xpath(".//@data-poll-url")
    assert done.xpath(".//a/@href") == ["/next/"]
