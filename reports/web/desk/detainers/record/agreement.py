"""What does not agree on a record, each with the one click that settles it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from reports.records.agreement.rules import Disagreement, disagreements
from reports.records.agreement.statements import RecordStatements
from reports.web.shared.html.components import Action, Alert


def agreement_alerts(stated: RecordStatements, at: datetime) -> list[Alert]:
    """One alert for each thing on the record that does not agree."""
    return [
        Alert(
            "warning",
            "Two things on this record do not agree",
            found.sentence,
            action=Action(found.label, settling_url(stated, found)),
        )
        for found in disagreements(stated, at)
    ]


def settling_url(stated: RecordStatements, found: Disagreement) -> str:
    """The screen that settles it."""
    return reverse(found.settle, args=[found.subject_id or stated.detainer_id])
