"""Correct a logged detainer. The earlier values are kept beside the new ones, and the detainer is
assessed again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.log import (
    AS_TYPED,
    LISTS,
    SEALED_DAYS,
    add_convictions,
    check_values,
    fill_detainer,
)
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.assessment import review_is_due, store_assessment, stored_assessment
from reports.detainers.convictions import convictions_of
from reports.detainers.exceptions import EditConflict, PersonConflict
from reports.detainers.models import Detainer, DetainerVersion
from reports.detainers.policies import check_can_amend
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent, DetainerStatus
from reports.detainers.values import DetainerValues
from reports.law.moments import local_day
from reports.persons.identity import readable_alien_number
from reports.persons.merging import people_of
from reports.persons.values import PersonValues
from reports.persons.versions import (
    FieldCorrection,
    correct_person,
    corrections_between,
    lock_person,
    values_in,
)


def snapshot(detainer: Detainer) -> dict[str, object]:
    """All values of the detainer and its person, to be kept and compared."""
    person = {f"person.{name}": value for name, value in vars(detainer.named).items()}
    request = {
        field: getattr(detainer, field) for field in (*AS_TYPED, *SEALED_DAYS, *LISTS, "age")
    }
    return {**request, **person}


@verb
def amend_detainer(
    *,
    detainer: Detainer,
    person: PersonValues,
    values: DetainerValues,
    reason: str,
    expected_version: int,
    by: User,
    at: datetime,
    shown_person_version: int | None = None,
    seen_person_version: int | None = None,
) -> Detainer:
    """Replace the values of the request, and of the person those that were changed from the version
    shown. What somebody else corrected since stays; the same value corrected by both is a conflict,
    unless the version that has theirs was seen. Raises EditConflict, StateRefused when nothing
    changes.
    """
    check_can_amend(by, detainer, on=local_day(at))
    locked = Detainer.objects.with_person().select_for_update(of=("self",)).get(pk=detainer.pk)
    if locked.version != expected_version:
        raise EditConflict(
            "Someone else corrected this request after you opened it. Compare both versions and"
            " save again."
        )
    locked.person = lock_person(locked.person)
    now = locked.named
    found = _corrections(locked, person, shown=shown_person_version, seen=seen_person_version)
    right = replace(now, **{name: one.after for name, one in found.items()})
    check_values(right, _with_day_kept(values, locked), at)
    before = snapshot(locked)
    fill_detainer(locked, right, values)
    is_same = before == snapshot(locked) and right == now
    if is_same and convictions_of(locked) == tuple(values.convictions):
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    keep_version(locked, before, reason, by=by, at=at)
    locked.version += 1
    locked.person_version = _correct_person(locked, found, now, by=by, at=at)
    locked.save()
    _replace_convictions(locked, values)
    _assess_again(locked, by, at)
    return locked


def _with_day_kept(values: DetainerValues, recorded: Detainer) -> DetainerValues:
    """A day of receipt that the correction leaves as it is was asked about when it was entered."""
    is_kept = abs(values.received_at - recorded.received_at) < timedelta(minutes=1)
    return replace(values, is_received_long_ago=is_kept or values.is_received_long_ago)


def _corrections(
    detainer: Detainer, typed: PersonValues, *, shown: int | None, seen: int | None
) -> dict[str, FieldCorrection]:
    """What this correction changes about the person. Raises PersonConflict."""
    now = detainer.named
    base = now if shown is None else values_in(detainer.person, shown)
    typed = replace(typed, alien_number=readable_alien_number(typed.alien_number))
    changed = corrections_between(base, typed)
    both = tuple(
        name for name, one in changed.items() if getattr(now, name) not in (one.before, one.after)
    )
    if both and seen != detainer.person_version:
        raise PersonConflict(both)
    return corrections_between(now, typed, tuple(changed))


def _correct_person(
    detainer: Detainer,
    corrections: dict[str, FieldCorrection],
    base: PersonValues,
    *,
    by: User,
    at: datetime,
) -> int:
    """Correct the person wherever a record still says what was wrong, also under another
    person-record that was merged with this one. Returns the version of this record.
    """
    if not corrections:
        return detainer.person_version
    person = detainer.person
    moved = correct_person(person, corrections, base=base, by=by, at=at)
    for other in people_of(person.pk).exclude(pk=person.pk):
        correct_person(lock_person(other), corrections, base=base, by=by, at=at)
    audit_detainer(
        detainer,
        "person.corrected",
        by=by,
        at=at,
        fields=",".join(sorted(corrections)),
        version=moved.get(detainer.person_version, detainer.person_version),
    )
    return moved.get(detainer.person_version, detainer.person_version)


def keep_version(
    detainer: Detainer, before: dict[str, object], reason: str, *, by: User, at: datetime
) -> None:
    """Keep the values as they were before a correction, with its reason."""
    DetainerVersion.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        version=detainer.version,
        values=json.dumps(before, default=str, sort_keys=True),
        reason=reason,
        replaced_at=at,
        replaced_by=by,
    )
    audit_detainer(detainer, "detainer.amended", by=by, at=at, version=detainer.version + 1)


def _replace_convictions(detainer: Detainer, values: DetainerValues) -> None:
    detainer.convictions.all().delete()
    add_convictions(detainer, values.convictions)


def _assess_again(detainer: Detainer, by: User, at: datetime) -> None:
    """New facts may require the agency head's review where none was required; a review already made
    still counts.
    """
    kept = store_assessment(detainer, on=local_day(detainer.received_at), at=at)
    if detainer.status != DetainerStatus.AWAITING_DECISION or detainer.reviews.standing().exists():
        return
    if review_is_due(stored_assessment(kept)):
        DETAINER_LIFECYCLE.move(detainer, DetainerEvent.REVIEW_NOW_DUE, by=by, at=at)
