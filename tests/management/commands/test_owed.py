"""`manage.py owed`: each notice that is owed, stale or late, from the one module that knows."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.notices.status import StaleReason
from tests.factories.detainers import NOW, decided, detainer
from tests.workflow.test_stale_notices import LATER, corrected, told_of_release

pytestmark = pytest.mark.django_db


def told_by_command(*options: str) -> Any:
    out = io.StringIO()
    call_command("owed", *options, stdout=out)
    return json.loads(out.getvalue()) if "--json" in options else out.getvalue()


def test_the_command_lists_what_is_owed_stale_or_late_with_act_and_reason(monkeypatch):
    monkeypatch.setattr("reports.management.commands.owed.clock.now", lambda: LATER)
    item = told_of_release()
    assert told_by_command() == "No notice is owed, stale or late.\n"
    corrected(item, {"attorney_name": "Grace Counsel"})
    item.notices.filter(kind="N1I").update(
        status="voided", voided_at=LATER, voided_by=item.entered_by
    )
    found = {row["kind"]: row for row in told_by_command("--agency", "hartford", "--json")}
    assert set(found) == {"N1I", "N2C"}
    assert (found["N1I"]["act"], found["N1I"]["stage"]) == ("decision", "owed")
    assert found["N1I"]["reason"] == "The act happened and no notice of it is current"
    assert (found["N2C"]["act"], found["N2C"]["stage"]) == ("release_notified", "stale")
    assert found["N2C"]["reason"] == StaleReason.RECORD_CORRECTED.label
    assert found["N2C"]["record"] == item.reference
    assert "Nuñez" not in told_by_command()
    monkeypatch.setattr(
        "reports.management.commands.owed.clock.now", lambda: NOW + timedelta(days=3)
    )
    late = {row["kind"]: row["reason"] for row in told_by_command("--json")}
    assert late["N2"] == "Issued and not served within 24 hours"
    with pytest.raises(CommandError, match="No agency"):
        told_by_command("--agency", "nowhere")


def test_a_withheld_reason_is_listed_as_such(monkeypatch):
    monkeypatch.setattr("reports.management.commands.owed.clock.now", lambda: LATER)
    item = detainer(grounds=("terrorist_database_match",))
    decided(item)
    row = told_by_command("--json")[0]
    assert (row["kind"], row["stage"]) == ("N1I", "owed")
    assert "waits for the agency head" in row["reason"]
