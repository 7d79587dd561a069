"""Log a detainer: the record, its number, the findings and one audit log entry, all in one
transaction.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from reports.accounts.models import Agency, User
from reports.core.verbs import verb
from reports.detainers.assessment import assess_values, review_is_due, store_assessment
from reports.detainers.consistency import LONG_AGO
from reports.detainers.convictions import convictions_of, question_marks
from reports.detainers.exceptions import Invalid
from reports.detainers.judicial_warrants import day_on_record
from reports.detainers.models import Conviction, Detainer, DetainerCounter
from reports.detainers.policies import check_can_log
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent, DetainerStatus
from reports.detainers.validation import age_on, field_issues
from reports.detainers.values import ConvictionValues, DetainerValues
from reports.law.moments import local_day
from reports.persons.models import Person
from reports.persons.records import create_person
from reports.persons.values import PersonValues
from reports.persons.versions import learn, values_in

AS_TYPED = (
    "received_at",
    "channel",
    "form",
    "form_dated_on",
    "subject_id",
    "event_number",
    "federal_office",
    "federal_officer",
    "federal_officer_title",
    "federal_phone",
    "verification",
    "verification_note",
    "is_box_2",
    "cancels_on",
    "warrant",
    "warrant_court",
    "warrant_docket",
    "warrant_signer",
    "warrant_state",
    "warrant_person",
    "warrant_is_for",
    "warrant_commands",
    "is_warrant_seen",
    "is_warrant_sealed",
    "is_minor",
    "not_legally_competent",
    "in_custody",
    "booking_number",
    "custody_reason",
    "release_due_at",
    "notes",
)
NOT_KEPT = frozenset({"convictions", "is_received_long_ago"})
SEALED_DAYS = ("warrant_issued_on", "warrant_expires_on")
LISTS = ("purposes", "grounds", "probable_cause", "papers")


@verb
def log_detainer(
    *,
    agency: Agency,
    person: PersonValues,
    values: DetainerValues,
    form_token: UUID,
    by: User,
    at: datetime,
    same_person: Person | None = None,
    external_id: str = "",
    earlier: Detainer | None = None,
    relation: str = "",
) -> Detainer:
    """Log a detainer; the same form twice returns the same record. Somebody known already gets a
    version for this record, the earlier ones keep theirs. Raises Invalid, PermissionRefused.
    """
    check_can_log(by, agency, on=local_day(at))
    number, year = _next_number(agency, at)
    before = Detainer.objects.filter(agency=agency, form_token=form_token)
    if (logged := before.select_related("agency", "person").first()) is not None:
        return logged
    check_values(person, values, at)
    who = _person_for(agency, person, same_person, by=by, at=at)
    detainer = Detainer(
        agency=agency,
        person=who,
        person_version=who.version,
        record_key=who.record_key,
        year=year,
        number=number,
        external_id=external_id,
        form_token=form_token,
        entered_at=at,
        entered_by=by,
        earlier=earlier,
        relation=relation,
    )
    fill_detainer(detainer, values_in(who, who.version), values)
    received_on = local_day(values.received_at)
    found = assess_values(values, agency_kind=agency.kind, on=received_on)
    first = (
        DetainerStatus.AWAITING_REVIEW if review_is_due(found) else DetainerStatus.AWAITING_DECISION
    )
    detail = {"status": first.value, "law_version": found.law_version or ""}
    DETAINER_LIFECYCLE.begin(detainer, DetainerEvent.LOGGED, by=by, at=at, end=first, detail=detail)
    _take_number(agency, year, number)
    add_convictions(detainer, values.convictions)
    store_assessment(detainer, on=received_on, at=at)
    return detainer


def check_values(person: PersonValues, values: DetainerValues, at: datetime) -> None:
    """Raise Invalid when anything cannot be recorded. Warnings do not stop it."""
    errors = tuple(
        p for p in field_issues(person=person, values=values, at=at) if p.severity == "error"
    )
    if errors:
        raise Invalid(errors)


def fill_detainer(detainer: Detainer, person: PersonValues, values: DetainerValues) -> None:
    """Set every value of the detainer; the caller saves."""
    for field in AS_TYPED:
        setattr(detainer, field, getattr(values, field))
    for field in SEALED_DAYS:
        day = getattr(values, field)
        setattr(detainer, field, day.isoformat() if day else "")
    for field in LISTS:
        setattr(detainer, field, list(getattr(values, field)))
    born = person.date_of_birth
    detainer.age = age_on(born, local_day(values.received_at)) if born else values.age


def recorded_values(detainer: Detainer) -> DetainerValues:
    """Every value on record, unsealed, as the verbs take them."""
    given = {
        field.name: getattr(detainer, field.name)
        for field in fields(DetainerValues)
        if field.name not in NOT_KEPT
    }
    given |= {name: tuple(given[name]) for name in LISTS}
    given |= {name: day_on_record(given[name]) for name in SEALED_DAYS}
    given["is_received_long_ago"] = detainer.entered_at - detainer.received_at > LONG_AGO
    return DetainerValues(**given, convictions=convictions_of(detainer))


def add_convictions(detainer: Detainer, convictions: tuple[ConvictionValues, ...]) -> None:
    """Keep, sealed, what the rules read of each conviction."""
    for conviction in convictions:
        Conviction.objects.create(
            detainer=detainer,
            record_key=detainer.record_key,
            offense=conviction.offense,
            section=conviction.section,
            subdivision=conviction.subdivision,
            offense_class=conviction.offense_class,
            offense_on=conviction.offense_on.isoformat() if conviction.offense_on else "",
            convicted_on=conviction.convicted_on,
            court=conviction.court,
            docket=conviction.docket,
            state=conviction.state,
            source=conviction.source,
            checked_on=conviction.checked_on.isoformat() if conviction.checked_on else "",
            marks=question_marks(conviction),
        )


def _person_for(
    agency: Agency,
    values: PersonValues,
    same_person: Person | None,
    *,
    by: User,
    at: datetime,
) -> Person:
    if same_person is None:
        return create_person(agency=agency, values=values, at=at)
    return learn(same_person.merged_into or same_person, values, by=by, at=at)


def _next_number(agency: Agency, at: datetime) -> tuple[int, int]:
    """The next number of the year. The counter's row is locked, so simultaneous submissions wait
    here.
    """
    year = local_day(at).year
    DetainerCounter.objects.get_or_create(agency=agency, year=year)
    counter = DetainerCounter.objects.select_for_update().get(agency=agency, year=year)
    return counter.last + 1, year


def _take_number(agency: Agency, year: int, number: int) -> None:
    DetainerCounter.objects.filter(agency=agency, year=year).update(last=number)
