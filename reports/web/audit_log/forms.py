"""Filters of the audit log. Ids and codes only, so they may be in the address."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from reports.accounts.models import User
from reports.audit.models import AuditEntry
from reports.law.moments import LOCAL_TIME
from reports.web.audit_log.event_titles import event_choices
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm

THE_PROGRAM = "system"


class TrailForm(AppForm):
    """Event, person, days, record."""

    event = forms.ChoiceField(label="What", required=False, choices=event_choices)
    person = forms.ChoiceField(label="Who", required=False)
    starts_on = fields.DayField(label="From", required=False)
    ends_on = fields.DayField(label="to", required=False)
    subject = forms.UUIDField(
        label="On which record",
        required=False,
        help_text="Its id, from the last column.",
        error_messages={
            "invalid": (
                "This is no id of a record. Copy one from the last column, all 36 signs of it."
            )
        },
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["person"]
        listed.choices = [
            ("", "Anybody"),
            (THE_PROGRAM, "The program itself"),
            *((str(key), name) for key, name in people.values_list("pk", "name")),
        ]

    def clean(self) -> dict[str, Any]:
        """An impossible span of dates is an error, not an empty list."""
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on",
                fields.problem("The last day lies before the first.", fix="Swap the two days."),
            )
        return data

    def narrowed(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """The entries that match; none while the form has errors."""
        if not self.is_valid():
            return rows.none()
        data = self.cleaned_data
        wanted = {
            "event__startswith" if data["event"].endswith(".") else "event": data["event"],
            "actor__startswith" if data["person"] == THE_PROGRAM else "actor": data["person"],
            "subject_id": data["subject"],
            "at__gte": _start_of(data["starts_on"]),
            "at__lt": _start_of(data["ends_on"] and data["ends_on"] + timedelta(days=1)),
        }
        return rows.filter(**{lookup: value for lookup, value in wanted.items() if value})

    def used(self) -> str:
        """Which filters are set, for the audit log; not their values."""
        return ",".join(name for name in self.fields if self.cleaned_data.get(name))


def _start_of(on: date | None) -> datetime | None:
    """The first moment of a day in Connecticut."""
    return datetime.combine(on, time.min, tzinfo=LOCAL_TIME) if on else None
