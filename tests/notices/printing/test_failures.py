"""Every way the making of a notice can fail has its cause in a sentence and a screen that fixes
it: the registry is held against the errors that exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import uuid4

import pytest

from reports import documents
from reports.core.clock import now
from reports.documents.errors import MissingGlyphs, RenderError
from reports.documents.scans import UnreadableScan
from reports.documents.signing.credentials import SigningProblem
from reports.notices.actions.enclose import request_enclosure
from reports.notices.models import Enclosure, Notice
from reports.notices.printing.failures import (
    BY_ERROR,
    OTHER,
    FixedAt,
    failure_named,
    failure_of,
    failure_of_enclosure,
    unsigned,
)
from reports.notices.status import EnclosureKind
from reports.outbox.runner import run_due
from reports.web.desk.notices.page.signature import FIX_IT, failed_progress, fixing_url
from tests.factories import detainers as make
from tests.factories.people import person


def errors(kind: type[Exception] = RenderError) -> Iterator[str]:
    """Every error of drawing, however deep."""
    yield kind.__name__
    for below in kind.__subclasses__():
        if below.__module__.startswith("reports."):
            yield from errors(below)


def test_every_error_of_drawing_has_its_cause():
    assert set(errors()) == set(BY_ERROR)


def test_every_cause_is_a_sentence_of_its_own_with_a_screen():
    found = [*BY_ERROR.values(), OTHER, *map(unsigned, SigningProblem)]
    assert len({failure.cause for failure in found}) == len(found)
    notice = SimpleNamespace(pk=uuid4(), detainer_id=uuid4())
    for failure in found:
        assert failure.cause.endswith(".")
        assert fixing_url(failure, notice).startswith("/desk/")
        assert FIX_IT[failure.fixed_at]
    assert set(FIX_IT) == set(FixedAt)


def test_what_nobody_named_is_the_programs_own_failure():
    assert failure_named("ZeroDivisionError") == failure_named("") == OTHER


@pytest.mark.django_db(transaction=True)
def test_a_notice_says_why_it_has_no_file_and_where_that_is_fixed(monkeypatch):
    def fails(_page):
        raise MissingGlyphs("no shape")

    monkeypatch.setattr(documents, "render", fails)
    item = make.detainer(at=now())
    run_due(at=now())
    notice = Notice.objects.get(detainer=item)
    assert failure_of(notice) == BY_ERROR["MissingGlyphs"]
    shown = failed_progress(notice)
    assert str(item.pk) in shown.next_url
    assert (shown.detail, shown.next_label) == (failure_of(notice).cause, "Correct the record")


@pytest.mark.django_db(transaction=True)
def test_an_enclosure_says_why_too(monkeypatch):
    def fails(_page):
        raise UnreadableScan("no picture")

    notice = Notice.objects.get(detainer=make.detainer(at=now()))
    monkeypatch.setattr(documents, "render", fails)
    request_enclosure(notice=notice, form=EnclosureKind.LARGE, by=person(), at=now())
    run_due(at=now())
    paper = Enclosure.objects.get()
    assert paper.status == "could_not_render"
    assert failure_of_enclosure(paper) == BY_ERROR["UnreadableScan"]
