"""The register of agencies as OPM keeps it: edited, added to and ended, never deleted; a code never
changes.

Who is covered stands in 54-192h(a)(9)-(11). Each change keeps what stood before with its reason,
and is told in the agency's trail and in OPM's.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from reports.accounts.models import Agency, AgencyKind, AgencyVersion, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.printable_text import check_printable
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import savepoint, verb
from reports.law.moments import local_day

ORI_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")
CODE_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 60
SCHOOL_PREFIX = "sp-"


@dataclass(frozen=True)
class AgencyValues:
    """What OPM may say about an agency. The code is not among it."""

    name: str
    kind: str
    town: str = ""
    ori: str = ""
    ori_status: str = ""
    address: str = ""
    phone: str = ""
    head_title: str = "Chief of Police"
    valid_from: date | None = None
    valid_to: date | None = None
    successor: Agency | None = None


# What the agency's letters print: one sign that cannot be printed would stop them all.
PRINTED = {
    "name": "The name",
    "address": "The address",
    "phone": "The phone",
    "head_title": "The head's title",
}


def values_of(agency: Agency) -> AgencyValues:
    """The entry as it stands."""
    return AgencyValues(
        **{name: getattr(agency, name) for name in AgencyValues.__dataclass_fields__}
    )


def fingerprint(agency: Agency) -> str:
    """Tells whether the entry is still as it was shown."""
    return hashlib.sha256(
        json.dumps(_words(values_of(agency)), sort_keys=True).encode()
    ).hexdigest()


@verb
def edit_agency(
    *, agency: Agency, values: AgencyValues, reason: str, by: User, at: datetime, shown: str = ""
) -> AgencyVersion:
    """Change an entry. `shown` is the fingerprint of what the person saw; another's change in
    between is not undone.
    """
    return _change(agency, values, event="agency.edited", reason=reason, by=by, at=at, shown=shown)


@verb
def end_agency(
    *, agency: Agency, last_on: date, successor: Agency | None, reason: str, by: User, at: datetime
) -> AgencyVersion:
    """The agency ends with a day; who goes on in its place is named. Its records and half-years
    stay.
    """
    if agency.valid_to is not None:
        raise StateRefused(
            f"{agency.name} ends already. Edit the entry to correct its last day or its successor."
        )
    ended = {**vars(values_of(agency)), "valid_to": last_on, "successor": successor}
    return _change(agency, AgencyValues(**ended), event="agency.ended", reason=reason, by=by, at=at)


@verb
def add_agency(*, code: str, values: AgencyValues, reason: str, by: User, at: datetime) -> Agency:
    """A new entry under a code of its own, with where it comes from."""
    check_can(by, Permission.MANAGE_AGENCIES, on=local_day(at))
    _check_reason(reason)
    _check_code(code, values.kind)
    agency = Agency(code=code, provenance=f"Added by OPM: {reason.strip()}"[:200], **vars(values))
    _check(agency, values)
    try:
        with savepoint():
            agency.save(force_insert=True)
    except IntegrityError:
        raise StateRefused(
            f"The code {code} is taken. A code is given once and never again."
        ) from None
    _record(agency, "agency.added", by=by, at=at)
    return agency


def _change(
    agency: Agency,
    values: AgencyValues,
    *,
    event: str,
    reason: str,
    by: User,
    at: datetime,
    shown: str = "",
) -> AgencyVersion:
    check_can(by, Permission.MANAGE_AGENCIES, on=local_day(at))
    _check_reason(reason)
    now = Agency.objects.select_for_update().get(pk=agency.pk)
    if shown and shown != fingerprint(now):
        raise Conflict(
            "Someone else changed this entry since you opened it. Nothing of yours was kept; open"
            " it again."
        )
    _check(now, values)
    before, after = _words(values_of(now)), _words(values)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if not changed:
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    for name in changed:
        setattr(now, name, getattr(values, name))
        setattr(agency, name, getattr(values, name))
    now.save(update_fields=list(changed))
    version = AgencyVersion.objects.create(
        agency=now, values=changed, reason=reason.strip(), changed_at=at, changed_by=by
    )
    _record(now, event, by=by, at=at, fields=",".join(sorted(changed)))
    return version


def _words(values: AgencyValues) -> dict[str, str]:
    return {name: _word(value) for name, value in vars(values).items()}


def _word(value: Any) -> str:
    if isinstance(value, Agency):
        return value.code
    return "" if value is None else str(value)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise StateRefused("Say why, and where it comes from. The reason is kept with the change.")


def _check_code(code: str, kind: str) -> None:
    if not CODE_FORM.fullmatch(code) or len(code) > LONGEST_CODE:
        raise StateRefused(
            "A code is small letters, figures and single hyphens, at most 60 of them."
        )
    if code == OPM_CHAIN:
        raise StateRefused("The code opm belongs to the Office of Policy and Management itself.")
    if (kind == AgencyKind.SCHOOL_POLICE) != code.startswith(SCHOOL_PREFIX):
        raise StateRefused(
            "The code of a school or university police begins with sp-, and no other does."
        )


def _check(agency: Agency, values: AgencyValues) -> None:
    if not values.name.strip():
        raise StateRefused("An agency has a name.")
    check_printable({words: getattr(values, name) for name, words in PRINTED.items()})
    if values.kind not in AgencyKind.values:
        raise StateRefused("Choose one of the kinds of agency.")
    if values.ori and not ORI_FORM.fullmatch(values.ori):
        raise StateRefused(
            "An ORI is two letters and seven letters or figures, for example CT0006400."
        )
    if values.valid_from and values.valid_to and values.valid_to < values.valid_from:
        raise StateRefused("The agency ends before it begins. Correct one of the two days.")
    _check_successor(agency, values)


def _check_successor(agency: Agency, values: AgencyValues) -> None:
    if values.successor is None:
        return
    if values.valid_to is None:
        raise StateRefused("Only an agency that ends has a successor. Give its last day too.")
    following: Agency | None = values.successor
    while following is not None:
        if following.pk == agency.pk:
            raise StateRefused("An agency cannot follow itself, directly or through others.")
        following = following.successor


def _record(agency: Agency, event: str, *, by: User, at: datetime, **detail: str) -> None:
    """The agency's chain first: whoever writes to both takes them in this order."""
    for chain in (agency.code, OPM_CHAIN):
        record(
            chain=chain,
            event=event,
            actor=str(by.pk),
            at=at,
            subject_type="agency",
            subject_id=agency.pk,
            detail={"code": agency.code, **detail},
        )
