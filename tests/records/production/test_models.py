"""What the database itself refuses of a production."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reports.records.production.models import Production
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def asked(paper, clerk):
    return Production.objects.create(
        attachment=paper,
        record_key=paper.record_key,
        produced_for="court",
        recipient="Superior Court",
        purpose="A motion",
        requested_at=NOW,
        requested_by=clerk,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"is_approved": True},
        {"answered_at": NOW},
        {"downloaded_at": NOW},
    ],
)
def test_an_answer_is_whole_and_nothing_is_downloaded_without_it(asked, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Production.objects.filter(pk=asked.pk).update(**changes)


def test_whoever_asked_cannot_answer(asked, clerk, head):
    answer = {"is_approved": True, "answered_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Production.objects.filter(pk=asked.pk).update(**answer, answered_by=clerk)
    assert Production.objects.filter(pk=asked.pk).update(**answer, answered_by=head) == 1


def test_what_was_stated_is_sealed(asked):
    found = Production.objects.values_list("recipient", "purpose").get()
    assert b"Superior" not in bytes(found[0])
    assert b"motion" not in bytes(found[1])
