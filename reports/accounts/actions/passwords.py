"""A person's own password. Each change is in the audit log, never the password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.models import User
from reports.accounts.notifications import FORGOTTEN_MAIL
from reports.accounts.policies import memberships_of
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.outbox.actions import enqueue


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


@verb(system=True)
def request_new_password(*, email: str, at: datetime) -> None:
    """Somebody forgot their password: a link goes to the address, if it belongs to somebody who
    holds a role. Nothing tells whoever asked whether it does. The second factor is asked for after
    it as always, so the mail alone opens nothing.
    """
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    held = memberships_of(user, on=local_day(at)) if user is not None else []
    if user is None or not held:
        return
    entry = record(
        chain=audit_chain_of(held[0].agency),
        event="link.requested",
        actor="system:sign-in",
        at=at,
        subject_type="user",
        subject_id=user.pk,
    )
    enqueue(kind=FORGOTTEN_MAIL, object_id=entry.pk, at=at)
