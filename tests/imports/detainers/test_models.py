"""What is kept of an import."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from reports.imports.detainers.models import DetainerImport, ImportedDetainer
from tests.factories.detainers import NOW, detainer
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def imported(item, **changes):
    given = {"detainer": item, "record_key": item.record_key, "facts": "{}", **changes}
    return ImportedDetainer.objects.create(**given)


def test_a_record_comes_in_once():
    item = detainer()
    imported(item)
    with pytest.raises(IntegrityError):
        imported(item)


def test_a_row_belongs_to_a_file():
    batch = DetainerImport.objects.create(
        agency=agency(), sha256="a" * 64, imported_by=person(), started_at=NOW
    )
    assert imported(detainer(), batch=batch, row=7).row == 7
    with pytest.raises(IntegrityError):
        imported(detainer(), row=7)


def test_what_the_file_said_is_sealed(django_assert_num_queries):
    item = detainer()
    made = imported(item, facts='{"family_name": "Okafor"}')
    again = ImportedDetainer.objects.select_related("record_key").get(pk=made.pk)
    assert again.facts == '{"family_name": "Okafor"}'
