"""A person's own password. Each change is in the audit log, never the password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.models import User
from reports.accounts.policies import memberships_of
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day


@verb
def change_password(*, password: str, by: User, at: datetime) -> None:
    """Set one's own password, whichever way it came. Raises StateRefused where the rules refuse
    it.
    """
    try:
        validate_password(password, user=by)
    except ValidationError as wrong:
        raise StateRefused(" ".join(wrong.messages)) from None
    by.set_password(password)
    by.save(update_fields=["password"])
    held = memberships_of(by, on=local_day(at))
    record(
        chain=audit_chain_of(held[0].agency) if held else OPM_CHAIN,
        event="account.password_changed",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=by.pk,
    )
