"""Words typed into every field of the desk are found only in sealed columns, sealed files and pages
for those who may.

Looked through: the database as it lies on the disk, the log, the broker, mail, headers and
addresses, titles of pages, names and metadata of files, the data folder, and what a fault leaves
behind.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.urls import reverse

from reports import documents
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.notices.models import Notice
from reports.outbox.models import Job
from reports.outbox.runner import run_due
from tests.factories.people import person
from tests.security.canaries import Canaries, Walk, headers_of
from tests.security.sinks import broker_dump, database_dump, log_lines
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)
DRAWN = 2


@pytest.fixture
def log():
    with log_lines() as lines:
        yield lines


@pytest.fixture
def walk() -> Walk:
    clerk, head = typing.signed_in(person(Role.CLERK)), typing.signed_in(person(Role.AGENCY_HEAD))
    clerk.raise_request_exception = head.raise_request_exception = False
    return Walk(clerk, head, Canaries())


def in_files(canaries: Canaries, folder: Path) -> list[str]:
    """Files whose name or bytes hold one."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        str(path) for path in files if canaries.found_in(str(path).encode() + path.read_bytes())
    ]


def open_pages(walk: Walk, item) -> list[str]:
    """Titles, headers and addresses of the pages about a request, and of its letters' files."""
    letter = Notice.objects.filter(detainer=item).latest("issued_at")
    urls = [
        reverse(f"desk:{name}", args=[item.pk]) for name in ("detainer", "packet", "memo", "amend")
    ]
    urls += [reverse(f"desk:{name}", args=[letter.pk]) for name in ("notice", "notice_pdf")]
    told = list(urls)
    for url in urls:
        page = walk.clerk.get(url)
        assert page.status_code == 200
        told += [
            *headers_of(page.headers),
            *re.findall(r"<title>.*?</title>", page.content.decode(errors="replace")),
        ]
    return told


def metadata_of(pdf: bytes) -> bytes:
    """What a reader shows of a file before it is opened."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return f"{dict(opened.docinfo)} {opened.open_metadata()}".encode()


def break_a_view_and_a_task(walk: Walk, item, monkeypatch) -> None:
    """A fault whose message holds what was typed, in a request and in background work."""

    def fail(*_: object, **given: object) -> None:
        raise RuntimeError(f"{walk.canaries.word()} {given}")

    with monkeypatch.context() as patched:
        patched.setattr("reports.web.desk.detainers.outcome.record_outcome", fail)
        typed = {
            **typing.local("happened_at", now()),
            "outcome": "released",
            "note": walk.canaries.word(),
        }
        broken = walk.clerk.post(reverse("desk:outcome", args=[item.pk]), typed)
        assert broken.status_code == 500
        assert walk.canaries.found_in(broken.content) == []
    with monkeypatch.context() as patched:
        patched.setattr(documents, "render", fail)
        run_due(at=now())
        assert Job.objects.filter(error_code="RuntimeError").exists()


@pytest.mark.parametrize("requests", [3, pytest.param(30, marks=pytest.mark.long)])
def test_what_is_typed_stays_where_it_belongs(walk, log, monkeypatch, requests):
    """Thirty requests hold more than a thousand such words."""
    told: list[str] = []
    for number in range(requests):
        item = walk.log()
        if number == 0:
            break_a_view_and_a_task(walk, item, monkeypatch)
        walk.answer(item)
        if number < DRAWN:
            run_due(at=now())
            letter = Notice.objects.filter(detainer=item).latest("issued_at")
            pdf = walk.clerk.get(reverse("desk:notice_pdf", args=[letter.pk])).content
            assert walk.canaries.found_in(metadata_of(pdf)) == []
            told += open_pages(walk, item)
            walk.hand_over(letter)
        walk.end(item)
    canaries = walk.canaries
    assert len(set(canaries.sung)) >= 34 * requests
    messages = [f"{sent.subject} {sent.body} {sent.to}" for sent in mail.outbox]
    sinks = {
        "the database": database_dump(connection),
        "the log": log.getvalue().encode(),
        "the broker": broker_dump(),
        "mail": "\n".join(messages).encode(),
        "headers, addresses, titles": "\n".join([*told, *walk.headers]).encode(),
    }
    assert {name: found for name, data in sinks.items() if (found := canaries.found_in(data))} == {}
    assert in_files(canaries, settings.DATA_DIR) == []


def test_the_sweep_would_find_one(walk, log):
    """A canary put where none belongs is seen, so that silence means something."""
    word = walk.canaries.word()
    person(Role.AUDITOR, email=f"{word}@hartford.example")
    assert walk.canaries.found_in(database_dump(connection)) == [word]
