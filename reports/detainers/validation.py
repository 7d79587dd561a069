"""What cannot be recorded, and what should be checked, in entered values. Without side effects; the
same for form, file and vendor interface.

Each problem names the field and says what is wrong, why it matters and how to fix it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from reports.core.printable_text import is_latin, text_without_font, unprintable_text
from reports.detainers.consistency import (
    child_issues,
    contradictory_facts,
    days_of_convictions,
    days_of_receipt,
    days_of_release,
    lookups_of_convictions,
)
from reports.detainers.issues import FieldIssue
from reports.detainers.judicial_warrants import facts_of_warrant
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import (
    AttachmentSource,
    Channel,
    FederalForm,
    ProbableCause,
    Verification,
    WarrantCourt,
    WarrantKind,
    WarrantOrder,
    WarrantPerson,
)
from reports.law.moments import local_day
from reports.persons.identity import UnreadableAlienNumber, canonical_alien_number
from reports.persons.values import PersonValues
from reports.persons.vocabulary import (
    CanRead,
    ChildRecipient,
    Ethnicity,
    Race,
    Sex,
)

WARRANT_WORDS = ("warrant_court", "warrant_docket", "warrant_signer", "warrant_person")
OLDEST = 120
ADULT_YEARS = 18
ADMINISTRATIVE_WARRANTS = frozenset(
    {
        AttachmentSource.I_200,
        AttachmentSource.I_205,
        AttachmentSource.I_862,
        AttachmentSource.REMOVAL_ORDER,
    }
)


Check = Callable[[PersonValues, DetainerValues, datetime], Iterator[FieldIssue]]


def field_issues(
    *, person: PersonValues, values: DetainerValues, at: datetime
) -> tuple[FieldIssue, ...]:
    """Every problem, errors first. `at` is the moment of entry."""
    found = [problem for check in CHECKS for problem in check(person, values, at)]
    return tuple(sorted(found, key=lambda problem: problem.severity))


def age_on(birth: date, day: date) -> int:
    """Age in whole years on a date; a birthday on February 29 counts from March 1."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _received(_person: PersonValues, values: DetainerValues, at: datetime) -> Iterator[FieldIssue]:
    if values.received_at > at + timedelta(minutes=5):
        yield FieldIssue(
            "received_at",
            "The moment of receipt lies in the future.",
            "The notice to the person is owed from receipt, so its day must be true.",
            "Enter when the request came in; if it has not come yet, wait for it.",
        )
    yield from days_of_receipt(values, at)
    if values.form_dated_on and values.form_dated_on > local_day(values.received_at):
        yield FieldIssue(
            "form_dated_on",
            "The form is dated after it was received.",
            "One of the two days must be wrong.",
            "Compare the date at the top of the form with the fax header or email.",
        )


def _release(_person: PersonValues, values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    if values.release_due_at and values.release_due_at < values.received_at:
        yield FieldIssue(
            "release_due_at",
            "Release is due before the request was received.",
            "A person whose release was due earlier was no longer in custody when the request"
            " came.",
            "Correct the day or time of release, or of receipt.",
        )
    yield from days_of_release(values)
    if values.in_custody and not values.release_due_at:
        yield FieldIssue(
            "release_due_at",
            "It is not said when release is due.",
            "Without it the clock that protects the person cannot run.",
            "Enter it as soon as bond, court or the charge fixes it.",
            severity="warning",
        )
    if values.release_due_at and not values.in_custody:
        yield FieldIssue(
            "in_custody",
            "A release is due but the person is marked as not in custody.",
            "Only a person in custody can be released.",
            "Mark the person as in custody, or leave the release empty.",
        )


def _birth(person: PersonValues, values: DetainerValues, at: datetime) -> Iterator[FieldIssue]:
    birth = person.date_of_birth
    if birth is None:
        return
    today = local_day(at)
    if birth > today:
        yield FieldIssue(
            "date_of_birth",
            "The date of birth lies in the future.",
            "The age on receipt is reckoned from it, and a minor's consent is another's to give.",
            "Check the year; enter it with four digits.",
        )
    elif birth > local_day(values.received_at):
        yield FieldIssue(
            "date_of_birth",
            "The person was born after the request was received.",
            "The age on receipt is reckoned from both days.",
            "Copy the date of birth, or the day of receipt, again.",
        )
    elif age_on(birth, today) > OLDEST:
        yield FieldIssue(
            "date_of_birth",
            f"The date of birth makes the person older than {OLDEST}.",
            "The age on receipt is reckoned from it and counted in the reporting period.",
            "Check the year; enter it with four digits.",
        )
    elif values.is_minor is not None and values.is_minor != (age_on(birth, today) < ADULT_YEARS):
        yield FieldIssue(
            "is_minor",
            "The date of birth and the answer to “under 18” disagree.",
            "A minor's consent is given by a parent or guardian, (d)(1).",
            "Correct one of the two.",
        )


def _numbered(person: PersonValues, _values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    try:
        canonical_alien_number(person.alien_number)
    except UnreadableAlienNumber as unreadable:
        yield FieldIssue(
            "alien_number",
            str(unreadable),
            "A number with a sign too many or too few never finds the same person again.",
            "Compare it with “File No.” on the form; leave it empty where the form has none.",
        )


def _named(person: PersonValues, values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    if not person.family_name.strip() and not person.given_names.strip():
        yield FieldIssue(
            "family_name",
            "The person has no name.",
            "The notice is made out to the person by name.",
            "Enter the name as the request gives it; one name alone goes into the family name.",
        )
    printed = ("family_name", "given_names", "latin_name", "attorney_name", "designee_name")
    for field in (*printed, "guardian_name"):
        yield from _printable(field, "name", getattr(person, field))
    yield from _printable("federal_office", "name of the office", values.federal_office)
    for field in WARRANT_WORDS:
        yield from _printable(field, "entry about the warrant", getattr(values, field))
    if person.latin_name and not is_latin(person.latin_name):
        yield FieldIssue(
            "latin_name",
            "The name in Latin letters holds others.",
            "The notice prints it where the name as it stands cannot be printed.",
            "Write it in Latin letters.",
        )
    trouble = text_without_font(f"{person.given_names}{person.family_name}")
    if trouble and not person.latin_name:
        yield FieldIssue(
            "latin_name",
            f"The name {trouble}",
            "The notice leaves it as a line to fill by hand.",
            "Write the whole name in Latin letters as well.",
            severity="warning",
        )


def _printable(field: str, what: str, text: str) -> Iterator[FieldIssue]:
    """Refuse what a notice prints and the fonts lack, with the signs named."""
    if trouble := unprintable_text(text, is_one_line=True):
        yield FieldIssue(
            field,
            f"The {what} {trouble}",
            "Control and direction marks could make the notice read wrongly.",
            f"Type the {what} again instead of pasting it.",
        )


def _warrants(_person: PersonValues, values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    administrative = bool(ADMINISTRATIVE_WARRANTS & set(values.papers))
    judicial = AttachmentSource.JUDICIAL_WARRANT in values.papers
    if values.warrant == WarrantKind.JUDICIAL and administrative and not judicial:
        yield FieldIssue(
            "warrant",
            "A judicial warrant is marked, but the document named is an administrative one.",
            "An I-200, I-205, notice to appear or removal order is not signed by a judicial"
            " officer, (a)(1).",
            "Mark it as administrative, or tick the judge's warrant that also came.",
        )
    if "judicial_warrant" in values.grounds and values.warrant != WarrantKind.JUDICIAL:
        yield FieldIssue(
            "grounds",
            "The ground “judicial warrant” is ticked, but no judicial warrant is recorded as"
            " received.",
            "The ground needs the warrant itself to accompany the request, (b)(1)(A)(i).",
            "Record the warrant, or untick the ground.",
        )
    if judicial and not (values.warrant_court and values.warrant_signer):
        yield FieldIssue(
            "warrant_court",
            "The court or the name of the judge is missing.",
            "They tell a judge's warrant from an officer's.",
            "Copy court and printed name of the judge from the warrant.",
            severity="warning",
        )


def _warrant_facts(
    person: PersonValues, values: DetainerValues, at: datetime
) -> Iterator[FieldIssue]:
    yield from facts_of_warrant(person, values, today=local_day(at))


def _purposes(_person: PersonValues, values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    if not values.purposes:
        yield FieldIssue(
            "purposes",
            "Nothing is marked as asked for.",
            "What the law says depends on what is asked.",
            "Tick every purpose that the request names.",
        )
    if values.verification == Verification.NONE:
        yield FieldIssue(
            "verification",
            "It is not recorded how the sender was verified.",
            "Requests have come from people who were not federal officers.",
            "Call back on a number you know independently, then record it here.",
            severity="warning",
        )
    if values.cancels_on and values.cancels_on > local_day(values.received_at):
        yield FieldIssue(
            "cancels_on",
            "Box 16 names a request of a later day than this one.",
            "Only an earlier request can be canceled.",
            "Copy the date from box 16 again.",
        )


def _conviction(
    _person: PersonValues, values: DetainerValues, _at: datetime
) -> Iterator[FieldIssue]:
    grounds = {
        "felony_ab_conviction",
        "listed_offense_conviction",
        "other_felony_conviction",
    } & set(values.grounds)
    if grounds and not values.convictions:
        yield FieldIssue(
            "convictions",
            "A conviction is named as a ground, but none is recorded.",
            "A charge or an arrest is not a conviction; the ground must be provable.",
            "Enter the offense, its class and the year from the record.",
            severity="warning",
        )
    yield from days_of_convictions(values)
    yield from lookups_of_convictions(values)


def _fitting(_person: PersonValues, values: DetainerValues, _at: datetime) -> Iterator[FieldIssue]:
    yield from contradictory_facts(values)


def _closed_sets(
    person: PersonValues, values: DetainerValues, _at: datetime
) -> Iterator[FieldIssue]:
    closed_sets: tuple[tuple[str, str, list[str]], ...] = (
        ("channel", values.channel, Channel.values),
        ("form", values.form, FederalForm.values),
        ("verification", values.verification, Verification.values),
        ("warrant", values.warrant, WarrantKind.values),
        ("warrant_state", values.warrant_state, ["", *WarrantCourt.values]),
        ("warrant_is_for", values.warrant_is_for, ["", *WarrantPerson.values]),
        ("warrant_commands", values.warrant_commands, ["", *WarrantOrder.values]),
        ("race", person.race, Race.values),
        ("ethnicity", person.ethnicity, Ethnicity.values),
        ("sex", person.sex, Sex.values),
        ("can_read", person.can_read, CanRead.values),
        ("child_recipient", person.child_recipient, ["", *ChildRecipient.values]),
    )
    lists: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        ("papers", values.papers, AttachmentSource.values),
        ("probable_cause", values.probable_cause, ProbableCause.values),
    )
    pairs = [
        *closed_sets,
        *((field, word, allowed) for field, given, allowed in lists for word in given),
    ]
    for field, word, allowed in pairs:
        if word not in allowed:
            yield FieldIssue(
                field,
                f"“{word[:40]}” is not one of the words allowed.",
                "",
                f"Use one of: {', '.join(allowed)}.",
            )


CHECKS: tuple[Check, ...] = (
    _closed_sets,
    _received,
    _release,
    _birth,
    child_issues,
    _numbered,
    _named,
    _warrants,
    _warrant_facts,
    _purposes,
    _conviction,
    _fitting,
)
