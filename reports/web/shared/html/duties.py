"""Duties as the list of what waits shows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from reports.duties.duty import OpenDuty
from reports.web.shared.html.components import Action, Chip, WorkItem


def duty_items(duties: Iterable[OpenDuty]) -> list[WorkItem]:
    """One line for each duty, with how many where there is more than one."""
    return [
        WorkItem(
            duty.title,
            duty_url(duty),
            detail=duty.detail,
            late=duty.is_late,
            chip=Chip(str(duty.count)) if duty.count > 1 else None,
        )
        for duty in duties
    ]


def duty_url(duty: OpenDuty) -> str:
    """The screen that settles it."""
    return reverse(duty.url_name, args=list(duty.url_args))


def messages_action(unread: int) -> Action:
    """The way to the messages, with how many are new."""
    label = f"Messages ({unread} new)" if unread else "Messages"
    return Action(label, reverse("account:inbox"), kind="quiet")
