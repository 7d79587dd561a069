"""What is kept of an access that came in."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reports.imports.accesses.models import ImportedAccess
from tests.factories.people import agency
from tests.imports.accesses.helpers import access
from tests.imports.accesses.test_actions import store

pytestmark = pytest.mark.django_db


def test_a_record_comes_in_once_and_only_a_file_has_rows():
    made = ImportedAccess.objects.get(access=store(**access()).record)
    assert '"Okafor"' in made.facts
    same = {"access": made.access, "agency": agency(), "record_key": made.record_key}
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedAccess.objects.create(**same, facts="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedAccess.objects.filter(pk=made.pk).update(row=3)
