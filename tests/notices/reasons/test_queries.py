"""The list of reasons as it is read."""

from __future__ import annotations

import pytest

from reports.core.refusals import NotFound
from reports.notices.models import StandardReason
from reports.notices.reasons.queries import get_reason_translation, get_standard_reason
from tests.notices.reasons.test_actions import offered

pytestmark = pytest.mark.django_db
NOTHING = StandardReason().pk


def test_what_is_not_there_is_not_found():
    reason = offered()
    with pytest.raises(NotFound):
        get_standard_reason(NOTHING)
    with pytest.raises(NotFound):
        get_reason_translation(reason.pk, NOTHING)
