"""Who may publish what, and when.

The records are public by law, section 54-192h(e)(2), with personal data left out. Three people are
responsible for an edition: two disclosure checkers and a publisher, all different; T is OPM legal's
choice, made before the first edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from reports.accounts.models import Agency, User
from reports.accounts.policies import can, check_can
from reports.accounts.roles import Permission
from reports.core.dates import long_date
from reports.core.refusals import PermissionRefused, StateRefused
from reports.law.half_years import HalfYear, PeriodError
from reports.publication.disclosure.published_history import Exposure
from reports.publication.exceptions import (
    AuditFails,
    Disputed,
    NeverRequested,
    NotChecked,
    NoThreshold,
    NotOver,
)
from reports.publication.figures.cells import Cell
from reports.publication.models.editions import AgencyPreview, Edition, StaffingException, Threshold
from reports.publication.queries import has_accepted, newest_public_edition, threshold_in_force
from reports.publication.status import EDITION_LIFECYCLE, EditionEvent, is_named_substitute
from reports.submissions.content import AgencyCoverage
from reports.submissions.queries import notified_places
from reports.submissions.review_queue import agencies_not_notified_through
from reports.submissions.status import FilingStatus

CHECKERS = 2
NAMED = 5  # figures that a refusal lists
WAYS_OUT = (
    "Ways out: wait until more is reported and publish it together; coarsen by a higher T chosen by"
    " OPM legal; or withhold the amendment from this edition by reopening the report, and publish"
    " it with a later one."
)


def check_can_set_threshold(user: User, *, on: date) -> None:
    """Choose T: OPM legal."""
    check_can(user, Permission.SET_THRESHOLD, on=on)


def check_can_propose(user: User, half_year: str, *, on: date) -> None:
    """Build and propose an edition for a half-year that is over and not older than the newest
    edition.
    """
    EDITION_LIFECYCLE.check_person(Edition(), EditionEvent.PROPOSED, by=user, on=on)
    check_is_publishable(half_year, on=on)


def check_can_discard(user: User, edition: Edition, *, on: date) -> None:
    """Withdraw a proposal before it is published."""
    check_can_propose(user, edition.half_year, on=on)
    EDITION_LIFECYCLE.check(edition, EditionEvent.DROPPED, by=user, on=on)


def check_is_publishable(half_year: str, *, on: date) -> None:
    """Raise unless an edition through this half-year could be made now."""
    half = half_year_or_refuse(half_year)
    if half.ends_on >= on:
        raise NotOver(
            f"{half.label} runs through {long_date(half.ends_on, padded=True)}; an edition"
            " can be made once it is over."
        )
    newest = newest_public_edition()
    if newest is not None and newest.half_year > half_year:
        raise StateRefused(
            f"Edition {newest.number} goes through {newest.half_year}; choose that or a later one."
        )
    if not has_accepted(half_year):
        raise StateRefused(
            f"No report through {half.label} is accepted yet. Accept or import one first."
        )


def half_year_or_refuse(text: str) -> HalfYear:
    """The half-year, or a refusal that says how one is written."""
    try:
        return HalfYear.parse(text)
    except PeriodError as wrong:
        raise StateRefused(str(wrong)) from None


def usable_threshold() -> Threshold:
    """The T in force. In production "none" needs a second person of OPM legal."""
    found = threshold_in_force()
    if found is None:
        raise NoThreshold(
            "OPM legal has not chosen the suppression threshold T. Record it with set_threshold"
            " first."
        )
    if settings.PRODUCTION and not found.is_agreed:
        raise NoThreshold("Withholding nothing needs a second person of OPM legal to agree.")
    return found


def check_can_check(user: User, edition: Edition, *, on: date) -> None:
    """Approve a proposal as one of its two disclosure checkers."""
    if not is_named_substitute(user, edition, StaffingException.Kind.CHECKER):
        check_can(user, Permission.CHECK_DISCLOSURE, on=on)
    check_is_proposed(edition)
    if user.pk == edition.proposed_by_id:
        raise PermissionRefused("You proposed this edition; its checkers must be two other people.")


def check_can_publish(user: User, edition: Edition, *, on: date) -> None:
    """Publish what two other people have checked and no agency disputes."""
    EDITION_LIFECYCLE.check(edition, EditionEvent.PUBLISHED, by=user, on=on)
    check_three_people(user, edition)
    check_no_dispute(edition)
    check_time_to_answer(edition, on=on)
    check_all_agencies_notified(edition, on=on)


def checkers_needed(edition: Edition) -> int:
    """Two, unless OPM legal recorded that one is enough."""
    return CHECKERS - any(
        found.kind == StaffingException.Kind.ONE_CHECKER for found in edition.exceptions.all()
    )


def check_can_record_staffing_exception(user: User, *, on: date) -> None:
    """Record that the office is too small: OPM legal."""
    check_can(user, Permission.SET_THRESHOLD, on=on)


def check_can_record_external_figures(user: User, *, on: date) -> None:
    """Register numbers published elsewhere: those who build editions, or OPM legal."""
    if not can(user, Permission.SET_THRESHOLD, on=on):
        check_can(user, Permission.BUILD_EDITION, on=on)


def check_can_review_words(user: User, *, on: date) -> None:
    """Confirm the Spanish of the public pages: those who publish, or OPM legal."""
    if not can(user, Permission.SET_THRESHOLD, on=on):
        check_can(user, Permission.PUBLISH_EDITION, on=on)


def check_time_to_answer(edition: Edition, *, on: date) -> None:
    """In production an edition waits until its agencies have answered or their time is over."""
    if not settings.PRODUCTION:
        return
    waiting = [
        preview
        for preview in previews_of(edition)
        if preview.is_unanswered and preview.answer_until >= on
    ]
    if waiting:
        until = max(preview.answer_until for preview in waiting)
        raise StateRefused(
            f"{len(waiting)} agencies have until {long_date(until, padded=True)} to confirm or"
            " dispute their rows; publish after it."
        )


def check_all_agencies_notified(edition: Edition, *, on: date) -> None:
    """In production no agency is shown as not having reported that was not notified first, or
    disputes it.
    """
    untold = agencies_not_notified_through(edition.half_year, on=on) if settings.PRODUCTION else []
    if untold:
        named = ", ".join(f"{agency.code} ({period.half_year})" for period, agency in untold[:10])
        raise StateRefused(
            f"{len(untold)} reports would be shown as not received although the agency was not"
            f" told, or disputes it: {named}. Remind or answer on the board of who has not"
            " reported; then publish."
        )


def check_all_were_requested(coverage: Iterable[AgencyCoverage]) -> None:
    """No edition names a town without a report that was never asked for. Raises NeverRequested.

    Building leaves such towns out; this holds whatever building does.
    """
    named = {
        (row.half_year, row.agency_code)
        for row in coverage
        if row.filing_status == FilingStatus.MISSING
    }
    unasked = sorted(named - notified_places({half_year for half_year, _ in named}))
    if unasked:
        listed = ", ".join(f"{code} ({half_year})" for half_year, code in unasked[:10])
        raise NeverRequested(
            f"{len(unasked)} reports would be shown as not received that were never asked for:"
            f" {listed}. Open the half-year and tell the agencies; then publish."
        )


def check_three_people(publisher: User, edition: Edition) -> None:
    """Two checkers and a publisher, all different; in production each checker on screen."""
    approvals = [a for a in edition.approvals.all() if a.on_screen or not settings.PRODUCTION]
    people = {approval.approved_by_id for approval in approvals}
    if publisher.pk in people:
        raise NotChecked(
            "You checked this edition; somebody else must publish it: three different people are"
            " needed."
        )
    needed = checkers_needed(edition)
    if len(people) < needed:
        on_screen = " on screen" if settings.PRODUCTION else ""
        who = "Two disclosure checkers" if needed == CHECKERS else "A disclosure checker"
        raise NotChecked(
            f"{who} must approve this edition{on_screen}; {len(people)} of {needed} have."
        )


def check_no_dispute(edition: Edition) -> None:
    """A disputed row is answered before it is published."""
    open_disputes = [preview.agency.code for preview in previews_of(edition) if preview.is_disputed]
    if open_disputes:
        raise Disputed(
            f"Disputed and not yet answered: {', '.join(open_disputes[:10])}. Answer before"
            " publishing."
        )


def previews_of(edition: Edition) -> Iterable[AgencyPreview]:
    """The agencies' answers about their rows."""
    return edition.previews.select_related("agency")


def check_audit_passes(exposures: list[Exposure]) -> None:
    """No edition is published that lets somebody be identified. Names the figure, not the
    number.
    """
    if exposures:
        named = describe_exposures(exposures)
        if len(named) > NAMED:
            named[NAMED:] = [f"and {len(named) - NAMED} more"]
        raise AuditFails(
            f"The disclosure audit fails. It would give away: {'; '.join(named)}. {WAYS_OUT}"
        )


def describe_exposures(exposures: Iterable[Exposure]) -> list[str]:
    """Each figure that could be computed, and by whom: what anyone could compute first, then
    municipalities. Never the number.
    """
    readers: dict[Cell, set[str]] = {}
    for exposure in exposures:
        readers.setdefault(exposure.cell, set()).add(exposure.attacker)
    order = sorted(
        readers,
        key=lambda cell: ("" not in readers[cell], cell.statewide, len(cell.attributes), cell),
    )
    return [f"{_named(cell)} (by {_readers(readers[cell])})" for cell in order]


def _named(cell: Cell) -> str:
    described = (
        ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in cell.attributes) or "total"
    )
    return (
        f"{cell.unit} {cell.period}, {'statewide' if cell.statewide else cell.agency}, {described}"
    )


def _readers(attackers: set[str]) -> str:
    if "" in attackers:
        return "anyone"
    one = min(attackers)
    return one if len(attackers) == 1 else f"each of {len(attackers)} agencies, {one} for one"


def check_can_withdraw(user: User, edition: Edition, *, on: date) -> None:
    """Withdraw a published edition."""
    EDITION_LIFECYCLE.check(edition, EditionEvent.WITHDRAWN, by=user, on=on)


def check_can_answer_preview(user: User, agency: Agency, edition: Edition, *, on: date) -> None:
    """The agency confirms or disputes its own rows, while the edition is only proposed."""
    check_can(user, Permission.CONFIRM_PREVIEW, agency, on=on)
    check_is_proposed(edition)


def check_can_share_process(user: User, agency: Agency, *, on: date) -> None:
    """Share an agency's process figures: whoever may confirm its rows."""
    check_can(user, Permission.CONFIRM_PREVIEW, agency, on=on)


def check_is_proposed(edition: Edition) -> None:
    """Raise StateRefused unless the edition still waits to be published."""
    EDITION_LIFECYCLE.check_state(edition, EditionEvent.PUBLISHED)
