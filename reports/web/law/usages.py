"""Where an entry of the register is used, and what happened to it: computed from the law itself,
places named once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from reports.law.assess import JURISDICTION
from reports.law.engine.jurisdiction import Case, DutySpec, Overlay, Rule
from reports.law.moments import local_day
from reports.law.provenance import EntryKind, RegisterEntry
from reports.lawbook.queries import confirmations_of, is_of_today, standing_settlements
from reports.web.law.examples import examples_of
from reports.web.shared.html.labels import label_of

EVERY_FINDING = (
    "Shown with every finding it gives: beside the record, on the memo, in the decision, in the"
    " API's answer"
)
PLACES: dict[str, tuple[str, ...]] = {
    "notify_ice_of_decision": ("Shown as owed on requests judged under the act of 2013",),
    "hold_cap_48_hours": (
        "Shown as owed on requests judged under the act of 2013",
        "The clock of a hold",
    ),
    "copy_and_intent_notice": (
        "Letter N1, issued on receipt",
        "The sheet of intent, issued on the decision",
    ),
    "head_review": ("The step “For the head's review” before a decision or a reply",),
    "release_notification_notice": (
        "Letter N2 to the person",
        "Its copy for the attorney or the person named",
    ),
    "record_access": ("The register of access",),
    "report_access": ("The half-year's submission, its checks and its reminders",),
    "definition_administrative_warrant": (
        "The warrant asked for when a request is recorded",
        "The check of papers",
    ),
    "definition_civil_immigration_detainer": ("What may be recorded as a request",),
    "definition_confidential_information": ("Access that discloses confidential information",),
    "definition_federal_immigration_authority": (
        "The sender asked for when a request is recorded",
    ),
    "definition_ice_access": (
        "The six kinds of access, in the register, the submission and the edition",
    ),
    "definition_judicial_officer": ("The judge asked for when a warrant is recorded",),
    "definition_law_enforcement_agency": ("Which agencies can be on board",),
    "definition_law_enforcement_officer": (
        "Which kinds of agency an assessment covers, and since when",
    ),
    "definition_bail_commissioner": ("The kind of agency of that name",),
    "definition_school_police": ("The kind of agency of that name",),
    "definition_felony_conviction_2014": ("Findings on convictions under the act of 2013",),
    "disseminate_and_train": ("OPM's own duty, owed on no single request",),
    "definition_ice": ("Whom a release is told to, where the second notice is owed",),
    "legislative_body": ("For which body a submission is certified",),
    "felony_classes": ("The check of a class A or B conviction that is recorded",),
    "school_confidential": ("Findings on what school and university police may tell",),
    "deportation_parole": ("Q31, beside a transfer by the board or the department",),
    "release_to_ice_18_100g": ("Q31, beside a transfer by the Department of Correction",),
    "construction": ("The foot of every memo and assessment", "The words of every outcome"),
    "right_of_action": ("The paragraph on remedies of letters N1 and N2",),
    "forty_eight_hours": ("The clock of a hold",),
    "felony_ab_list": (
        "The check of a class A or B conviction that is recorded: not on the list raises Q6",
    ),
    "listed_offenses_2025": (
        "Which recorded convictions count as one of the crimes added in 2025",
    ),
}


@dataclass(frozen=True)
class Usage:
    """One place, with a link where a page shows it."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class UsageEvent:
    """One line of an entry's history."""

    on: date
    what: str
    by: str = ""
    detail: str = ""
    unconfirm: str = ""


def usages_of(entry: RegisterEntry) -> list[Usage]:
    """Every place where the entry is used."""
    rules = {rule.name: rule for rule in JURISDICTION.rules}
    duties = {duty.name: duty for duty in JURISDICTION.duties}
    overlays = {overlay.code: overlay for overlay in JURISDICTION.overlays}
    found: list[Usage] = []
    if entry.name in rules:
        found += _of_rule(rules[entry.name])
    elif entry.name in duties:
        found += _of_duty(duties[entry.name])
    elif entry.name in overlays:
        found += _of_overlay(overlays[entry.name])
    elif entry.kind is EntryKind.RULE:
        found += [
            Usage(
                "Every assessment: which version holds on the day, and whether the agency is"
                " covered"
            )
        ]
    found += [_entry_usage(rule) for rule in _relying_on(entry.name)]
    return [*found, *(Usage(place) for place in PLACES.get(entry.name, ()))]


def _of_rule(rule: Rule) -> Iterator[Usage]:
    for purpose in rule.purposes:
        yield Usage(f"Requests that ask: {label_of(purpose)}", _tried(purpose, rule.versions[-1]))
    questions = {
        question for example in examples_of(rule.name) for question in example.finding.questions
    }
    for question in sorted(questions, key=lambda number: int(number[1:])):
        title = JURISDICTION.questions[question].title
        yield Usage(f"Raises {question}: {title}", f"{reverse('law:questions')}#{question}")
    yield Usage(EVERY_FINDING)


def _tried(purpose: str, version: str) -> str:
    return f"{reverse('law:what_if')}?on={version}&agency_kind=municipal_police&purposes={purpose}"


def _of_duty(duty: DutySpec) -> Iterator[Usage]:
    if duty.holder:
        yield Usage(f"Owed by: {duty.holder}")
        return
    yield from _owed_by(duty)


def _owed_by(duty: DutySpec) -> Iterator[Usage]:
    purposes = (
        "; ".join(label_of(purpose) for purpose in duty.purposes)
        or "any request that is a detainer"
    )
    yield Usage(f"Owed where this is asked: {purposes}")
    if duty.except_kinds:
        yield Usage(f"Not owed by: {'; '.join(label_of(kind) for kind in duty.except_kinds)}")
    if duty.agency_kinds:
        yield Usage(f"Owed by: {'; '.join(label_of(kind) for kind in duty.agency_kinds)}")
    if duty.doubt:
        yield Usage(
            f"In doubt under {duty.doubt} for other purposes",
            f"{reverse('law:questions')}#{duty.doubt}",
        )
    for kind, question in duty.doubt_by_kind.items():
        yield Usage(
            f"In doubt under {question} for: {label_of(kind)}",
            f"{reverse('law:questions')}#{question}",
        )


def _of_overlay(overlay: Overlay) -> Iterator[Usage]:
    for purpose in overlay.purposes:
        yield Usage(
            f"Bears on: {label_of(purpose)}", _tried(purpose, JURISDICTION.versions[-1].code)
        )
    if not overlay.purposes:
        yield Usage("No outcome depends on it, as far as is known")
    question = JURISDICTION.questions[overlay.question]
    yield Usage(
        f"Leaves open {question.id}: {question.title}", f"{reverse('law:questions')}#{question.id}"
    )
    yield Usage("Its effective date", reverse("lawbook:overlays"))


def _relying_on(name: str) -> list[Rule]:
    """Rules whose findings depend on the entry."""
    return [rule for rule in JURISDICTION.rules if any(name in relied for relied in _relied(rule))]


def _relied(rule: Rule) -> Iterator[tuple[str, ...]]:
    for version in rule.versions:
        for purpose in rule.purposes:
            for ground in JURISDICTION.ground_order:
                yield rule.decide(Case(purpose, ground, version)).relies_on


def _entry_usage(rule: Rule) -> Usage:
    return Usage(f"Rule: {rule.title}", reverse("law:entry", args=[rule.name]))


def history_of(entry: RegisterEntry) -> list[UsageEvent]:
    """Versions it speaks for, settlements that touched it, confirmations and their withdrawal;
    newest first.
    """
    events = [*_versions(entry), *_settlements(entry), *_confirmations(entry.name)]
    return sorted(events, key=lambda event: event.on, reverse=True)


def _versions(entry: RegisterEntry) -> Iterator[UsageEvent]:
    spoken_for = [version for version in JURISDICTION.versions if version.code in entry.versions]
    for version in spoken_for:
        yield UsageEvent(version.starts_on, "In force", detail=version.instrument)
    last = JURISDICTION.versions.index(spoken_for[-1]) if spoken_for else len(JURISDICTION.versions)
    for version in JURISDICTION.versions[last + 1 : last + 2]:
        yield UsageEvent(version.starts_on, "No longer in force", detail=version.instrument)


def _settlements(entry: RegisterEntry) -> Iterator[UsageEvent]:
    raised = {
        question for example in examples_of(entry.name) for question in example.finding.questions
    }
    for row in standing_settlements():
        if row.rule == entry.name:
            yield UsageEvent(row.from_on, "Enjoined", by=row.decided_by, detail=row.citation)
        elif row.question in raised and not row.rule:
            yield UsageEvent(
                row.from_on, f"{row.question} settled", by=row.decided_by, detail=row.citation
            )


def _confirmations(name: str) -> Iterator[UsageEvent]:
    for row in confirmations_of(name):
        earlier = "" if is_of_today(row) else " It was worded otherwise then."
        stands = row.withdrawn_at is None
        yield UsageEvent(
            row.compared_on,
            "Compared with the official text",
            by=row.confirmed_by.name,
            detail=f"{row.note}{earlier}".strip(),
            unconfirm=reverse("lawbook:unconfirm", args=[row.pk]) if stands else "",
        )
        if row.withdrawn_at and row.withdrawn_by:
            day = local_day(row.withdrawn_at)
            yield UsageEvent(day, "Confirmation withdrawn", by=row.withdrawn_by.name)
