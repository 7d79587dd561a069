"""What the act reads otherwise since a record was assessed, and what its convictions leave open."""

from __future__ import annotations

from uuid import UUID

from reports.core import clock
from reports.core.dates import short_moment
from reports.detainers.assessment import law_changes_since
from reports.detainers.convictions import convictions_of, reading_of
from reports.detainers.models import AssessmentRecord, Detainer
from reports.lawbook.queries import law_state, state_of
from reports.web.shared.html.components import Alert
from reports.web.shared.html.labels import label_of


def change_alerts(
    detainer: Detainer, record: AssessmentRecord, lawbook: UUID | None
) -> list[Alert]:
    """An open detainer whose findings differ today from its last assessment.

    `lawbook` is the token of the present state of the law, read together with the record.
    """
    found = (
        law_changes_since(record, state_of(lawbook), on=clock.today()) if detainer.is_open else ()
    )
    if not found:
        return []
    return [
        Alert(
            "warning",
            "The act reads otherwise today than when this was last assessed",
            "A settlement, an effective date or a new version of the act. What was assessed stays"
            " as it was; a decision taken now applies what holds today.",
            items=tuple(
                f"{label_of(change.purpose)}: {change.before.outcome.label} then,"
                f" {change.now.outcome.label} today ({change.now.citation})."
                for change in found
            ),
        )
    ]


def erasure_alerts(detainer: Detainer) -> list[Alert]:
    """That a conviction was erased since: what was decided and served before may rest on it."""
    if detainer.conviction_erased_at is None:
        return []
    return [
        Alert(
            "warning",
            "A conviction on record here was erased",
            f"The agency was told {short_moment(detainer.conviction_erased_at)}. It is used no more"
            " and is not named again, 54-142a. Notices that give it are held back or listed below"
            " as served; the words of earlier decisions are printed no more.",
        )
    ]


def conviction_doubts(detainer: Detainer) -> list[str]:
    """Why each conviction on record raises a question instead of counting silently; without its
    name.
    """
    state = law_state()
    readings = [reading_of(conviction, state) for conviction in convictions_of(detainer)]
    return list(dict.fromkeys(reason for reading in readings for reason in reading.reasons))
