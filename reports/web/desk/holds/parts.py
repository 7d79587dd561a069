"""Legal holds as the other pages show them: actions and alerts."""

from __future__ import annotations

from django.urls import reverse

from reports.access.models import Access
from reports.accounts.roles import Permission
from reports.core.dates import long_date
from reports.detainers.models import Detainer
from reports.law.moments import local_day
from reports.records.holds.models import LegalHold
from reports.web.shared.current_agency import who_refusal
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import (
    Action,
    Alert,
)


def hold_actions(
    request: AppHttpRequest, found: Detainer, standing: list[LegalHold]
) -> list[Action]:
    """The buttons on a record's page, those that are not pressed yet."""
    refusal = who_refusal(request, Permission.PLACE_HOLD, found.agency)
    held = {hold.detainer_id is None for hold in standing}
    actions = (
        (False, "Place legal hold on this record", "desk:hold_record"),
        (True, "Place legal hold on all records about this person", "desk:hold_person"),
    )
    return [
        Action(
            label,
            reverse(name, args=[found.pk]),
            kind="quiet",
            icon="lock",
            post=True,
            refusal=refusal,
        )
        for whole, label, name in actions
        if whole not in held
    ]


def hold_all_actions(request: AppHttpRequest, found: Access) -> list[Action]:
    """The button on an access, which may belong to no detainer; pressed again, it is the same
    hold.
    """
    refusal = who_refusal(request, Permission.PLACE_HOLD, found.agency)
    url = reverse("desk:hold_access", args=[found.pk])
    return [
        Action(
            "Place legal hold on all records about this person",
            url,
            kind="quiet",
            icon="lock",
            post=True,
            refusal=refusal,
        )
    ]


def hold_alerts(standing: list[LegalHold]) -> list[Alert]:
    """What a colleague must know of a record under a hold."""
    register = Action("Legal holds", reverse("desk:holds"), kind="quiet")
    return [
        Alert(
            "warning",
            f"Under legal hold: {_scope(hold)}",
            f"{_since(hold)} Nothing is destroyed.",
            action=register,
        )
        for hold in standing
    ]


def _scope(hold: LegalHold) -> str:
    return "this record" if hold.detainer_id else "everything about this person"


def _since(hold: LegalHold) -> str:
    matter = f" Matter: {hold.matter}." if hold.matter else ""
    return f"Placed by {hold.placed_by.name} on {long_date(local_day(hold.placed_at))}.{matter}"
