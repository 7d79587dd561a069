"""What stands of a detainer, for the acts that rest on what their page showed of it."""

from __future__ import annotations

from uuid import UUID

from reports.core import clock
from reports.core.dates import long_moment
from reports.detainers.models import Detainer
from reports.detainers.queries import decision_lines, get_detainer
from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import DecisionChoice
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.labels import label_of
from reports.web.shared.revisions import Standing


def detainer_as_it_stands(request: AppHttpRequest, detainer_id: UUID) -> Standing:
    """The point it is at, what was decided and what was corrected: whoever decides, reviews or
    closes it has to have seen this. Raises NotFound.
    """
    found = get_detainer(request.user, detainer_id, on=clock.today())
    values = {
        "Status": DetainerStatus(found.status).label,
        "Outcome": label_of(found.outcome) if found.outcome else "",
        "Corrections": str(found.version - 1) if found.version > 1 else "",
        **_decided(found),
    }
    return Standing(turn=f"detainer {found.pk}", values=values)


def _decided(detainer: Detainer) -> dict[str, str]:
    """The newest decision, whoever entered it."""
    lines = decision_lines(detainer)
    if not lines:
        return {}
    newest = lines[0].decision
    choices = [
        f"{label_of(line.purpose)}: {DecisionChoice(line.choice).label}"
        for line in lines
        if line.decision_id == newest.pk
    ]
    return {
        "Decision": f"Number {newest.number}, by {newest.decided_by.name},"
        f" {long_moment(newest.decided_at)}",
        "What was decided": "; ".join(choices),
        "Reason": newest.reason,
        "Reason in the person's language": newest.reason_translated,
    }
