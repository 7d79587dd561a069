"""Every job of the notices hands its row to what does the work, at the moment it runs."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from reports import documents
from reports.documents.errors import FontsMissing
from reports.notices import tasks
from reports.notices.actions.enclose import ENCLOSURE_JOB
from reports.notices.actions.links import LINK_JOB
from reports.notices.actions.render import RENDER_JOB
from reports.notices.notifications import PLAIN_MAIL, UNSIGNED_MAIL
from reports.outbox import lanes, registry
from reports.outbox.lanes import Lane
from tests.factories.detainers import NOW


@pytest.mark.parametrize(
    ("kind", "work", "names"),
    [
        (RENDER_JOB, "render_notice", "notice_id"),
        (ENCLOSURE_JOB, "render_enclosure", "paper_id"),
        (LINK_JOB, "mail_link", "link_id"),
    ],
)
def test_a_job_hands_over_its_row_and_the_moment(kind, work, names, monkeypatch):
    called = []
    monkeypatch.setattr(tasks, work, lambda **given: called.append(given))
    row = uuid4()
    with time_machine.travel(NOW, tick=False):
        registry.kind_named(kind).handler(row, 3)
    assert called == [{"at": NOW, names: row}]


@pytest.mark.parametrize(
    ("kind", "work", "names"),
    [
        (UNSIGNED_MAIL, "mail_about_signing", "agency_id"),
        (PLAIN_MAIL, "mail_about_plain_files", "object_id"),
    ],
)
def test_a_daily_mail_hands_over_the_date_it_is_about_too(kind, work, names, monkeypatch):
    called = []
    monkeypatch.setattr(tasks, work, lambda **given: called.append(given))
    row = uuid4()
    with time_machine.travel(NOW, tick=False):
        registry.kind_named(kind).handler(row, 3)
    assert called == [{"at": NOW, names: row, "version": 3}]


def test_drawing_may_take_minutes_before_another_worker_takes_the_job():
    assert registry.kind_named(RENDER_JOB).lease == timedelta(minutes=2)
    assert registry.kind_named(ENCLOSURE_JOB).lease == timedelta(minutes=5)


def test_a_worker_of_the_notices_starts_the_process_that_draws(monkeypatch):
    started = []
    monkeypatch.setattr(lanes, "served", (Lane.NOTICES,))
    monkeypatch.setattr(documents, "warm", lambda: started.append(True))
    tasks.start_renderer(sender=None)
    assert started == [True]


@pytest.mark.parametrize("served", [(), (Lane.URGENT,), (Lane.PUBLICATION, Lane.BULK)])
def test_a_process_of_other_lanes_starts_no_drawing(served, monkeypatch):
    started = []
    monkeypatch.setattr(lanes, "served", served)
    monkeypatch.setattr(documents, "warm", lambda: started.append(True))
    tasks.start_renderer(sender=None)
    assert started == []


def test_a_worker_that_cannot_draw_says_so_and_does_the_rest(monkeypatch, caplog):
    def refuse():
        raise FontsMissing("no fonts")

    monkeypatch.setattr(lanes, "served", (Lane.NOTICES,))
    monkeypatch.setattr(documents, "warm", refuse)
    with caplog.at_level(logging.ERROR, logger="reports.notices.tasks"):
        tasks.start_renderer(sender=None)
    assert [record.getMessage() for record in caplog.records] == [
        "Letters cannot be drawn here: no fonts"
    ]
