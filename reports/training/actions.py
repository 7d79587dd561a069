"""Recording a training, (f)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from reports.accounts.exceptions import StateRefused
from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import record
from reports.submissions.calendar import local_day
from reports.training.models import AgencyTraining


@transaction.atomic
def record_training(
    *, agency: Agency, held_on: date, people: int, subject: str, by: User, at: datetime
) -> AgencyTraining:
    """Keep that an agency's people were trained. Recorded twice, it is the same training."""
    check_can(by, Permission.MANAGE_TRAINING, on=local_day(at))
    if held_on > local_day(at):
        raise StateRefused("A training is recorded once it was held.")
    if people < 1 or not subject.strip():
        raise StateRefused("Say how many people took part, and what was taught or handed out.")
    training, made = AgencyTraining.objects.get_or_create(
        agency=agency, held_on=held_on, subject=subject.strip(),
        defaults={"people": people, "recorded_at": at, "recorded_by": by},
    )  # fmt: skip
    if made:
        record(
            chain=agency.code, event="training.recorded", actor=str(by.pk), at=at, subject_type="training",
            subject_id=training.pk, detail={"people": people},
        )  # fmt: skip
    return training
