"""A detainer in rows, cards and a timeline: what its page and its printed packet both show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from reports.core.dates import duration, short_date, short_moment
from reports.detainers import vocabulary
from reports.detainers.custody import Custody
from reports.detainers.judicial_warrants import day_on_record
from reports.detainers.models import AttachmentKind, Decision, DecisionLine, Detainer
from reports.law.clocks import ReleaseState
from reports.notices.text.languages import language_name
from reports.persons import vocabulary as persons_vocabulary
from reports.persons.identity import shown_alien_number
from reports.persons.values import PersonValues
from reports.persons.versions import values_naming_recipient
from reports.records.case_file import CaseFile
from reports.web.desk.intake.forms.convictions import OFFENSE_CLASSES
from reports.web.shared.current_agency import listed
from reports.web.shared.html.components import Action, Alert, Chip, FileRow, SummaryRow, Tile, Tone
from reports.web.shared.html.formatting import moment
from reports.web.shared.html.labels import label_of


def request_rows(detainer: Detainer) -> list[SummaryRow]:
    """What came and who sent it."""
    return [
        SummaryRow("Received", moment(detainer.received_at), hint=entered_later(detainer)),
        SummaryRow("By", vocabulary.Channel(detainer.channel).label),
        SummaryRow("Form", vocabulary.FederalForm(detainer.form).label, hint=_dated(detainer)),
        SummaryRow(
            "From",
            detainer.federal_office,
            hint=listed([detainer.federal_officer, detainer.federal_officer_title]),
        ),
        verification_row(detainer),
        SummaryRow("Asked", listed(label_of(purpose) for purpose in detainer.purposes)),
        SummaryRow("Box 1 and 2", _boxes(detainer)),
        SummaryRow(
            "Documents that came",
            listed(vocabulary.AttachmentSource(paper).label for paper in detainer.papers),
            hint=_warrant(detainer),
        ),
        SummaryRow("On record here", listed(label_of(ground) for ground in detainer.grounds)),
        *relation_rows(detainer),
        SummaryRow(
            "Subject ID, event number", listed([detainer.subject_id, detainer.event_number])
        ),
    ]


def relation_rows(detainer: Detainer) -> list[SummaryRow]:
    """The earlier request that this one repeats or relays."""
    earlier = detainer.earlier
    if earlier is None:
        return []
    url = reverse("desk:detainer", args=[earlier.pk])
    return [
        SummaryRow(
            vocabulary.Relation(detainer.relation).label,
            f"Detainer {earlier.reference}",
            url=url,
            url_label="Open",
        )
    ]


def entered_later(detainer: Detainer) -> str:
    """The mark of a request entered after the fact, which is normal."""
    return (
        f"Entered later, {short_moment(detainer.entered_at)}" if detainer.was_entered_later else ""
    )


def _dated(detainer: Detainer) -> str:
    parts = [f"dated {short_date(detainer.form_dated_on)}" if detainer.form_dated_on else ""]
    if detainer.cancels_on:
        parts.append(f"box 16 cancels the request of {detainer.cancels_on.isoformat()}")
    return listed(parts)


def verification_row(detainer: Detainer) -> SummaryRow:
    """How the sender was verified; a warning until somebody did."""
    known = vocabulary.Verification(detainer.verification)
    chip = Chip("Not verified", "warning") if known is vocabulary.Verification.NONE else None
    return SummaryRow(
        "Verified", known.label if chip is None else "", hint=detainer.verification_note, chip=chip
    )


def _boxes(detainer: Detainer) -> str:
    ticked = [vocabulary.ProbableCause(letter).label for letter in detainer.probable_cause]
    return listed([*ticked, "box 2" if detainer.is_box_2 else ""])


def _warrant(detainer: Detainer) -> str:
    if detainer.warrant != vocabulary.WarrantKind.JUDICIAL:
        return ""
    judge = [detainer.warrant_court, detainer.warrant_docket, detainer.warrant_signer]
    return listed([*judge, *_warrant_facts(detainer)])


def _warrant_facts(detainer: Detainer) -> list[str]:
    """What the warrant says beside who signed it, and what it cannot be used for unseen."""
    issued = day_on_record(detainer.warrant_issued_on)
    expires = day_on_record(detainer.warrant_expires_on)
    commands = detainer.warrant_commands
    names_another = detainer.warrant_is_for == vocabulary.WarrantPerson.ANOTHER_PERSON
    unseen = names_another and not detainer.is_warrant_seen
    return [
        f"of {short_date(issued)}" if issued else "",
        f"until {short_date(expires)}" if expires else "",
        vocabulary.WarrantOrder(commands).label.lower() if commands else "",
        f"names {detainer.warrant_person or 'somebody else'}" if names_another else "",
        "no ground until somebody has looked at it" if unseen else "",
        "sealed by the court" if detainer.is_warrant_sealed else "",
    ]


def custody_rows(detainer: Detainer) -> list[SummaryRow]:
    """Whether the agency holds the person, and until when."""
    return [
        SummaryRow("In custody", {True: "Yes", False: "No", None: ""}[detainer.in_custody]),
        SummaryRow("Held on", detainer.custody_reason),
        SummaryRow("Booking number", detainer.booking_number),
        SummaryRow(
            "Release due", moment(detainer.release_due_at) if detainer.release_due_at else ""
        ),
        *(
            [
                SummaryRow(
                    "Outcome",
                    vocabulary.CustodyOutcome(detainer.outcome).label,
                    hint=detainer.moved_to,
                )
            ]
            if detainer.outcome
            else []
        ),
    ]


def person_rows(person: PersonValues, detainer: Detainer) -> list[SummaryRow]:
    """The person as the agency knows them. No citizenship, status or birthplace: there is none to
    show.
    """
    return [
        SummaryRow(
            "Date of birth",
            short_date(person.date_of_birth) if person.date_of_birth else "",
            hint=f"{detainer.age} years on receipt" if detainer.age is not None else "",
        ),
        SummaryRow("A-number", shown_alien_number(person.alien_number)),
        SummaryRow("Sex, race, ethnicity", _demographics(person)),
        SummaryRow(
            "Language",
            language_name(person.language),
            hint=f"can read it: {persons_vocabulary.CanRead(person.can_read).label.lower()}",
        ),
        *_recipient_rows(person, detainer),
    ]


def _recipient_rows(person: PersonValues, detainer: Detainer) -> list[SummaryRow]:
    """Who is told for the person, also where only another request names them."""
    rows = [
        SummaryRow("Attorney", person.attorney_name, hint=person.attorney_contact),
        SummaryRow(
            "Designee (one person besides the attorney)",
            person.designee_name,
            hint=person.designee_contact,
        ),
    ]
    told = values_naming_recipient(detainer.person, person)
    if told is not person:
        who, contact = (
            (told.attorney_name, told.attorney_contact)
            if told.attorney_name
            else (told.designee_name, told.designee_contact)
        )
        rows.append(SummaryRow("Attorney or designee in another request", who, hint=contact))
    return rows


def child_rows(detainer: Detainer) -> list[SummaryRow]:
    """Who gets a child's letter with them. Only for whoever serves it: never in what is printed
    for another agency.
    """
    if not detainer.is_about_child:
        return []
    person = detainer.named
    through = (
        persons_vocabulary.ChildRecipient(person.child_recipient)
        if person.child_recipient
        else None
    )
    is_counsel = through is persons_vocabulary.ChildRecipient.COUNSEL
    return [
        SummaryRow("Notice goes with the child to", through.label if through else ""),
        SummaryRow(
            "Who that is",
            listed([person.acts_for_child, "" if is_counsel else person.guardian_relation]),
            hint=person.attorney_contact if is_counsel else person.guardian_contact,
        ),
    ]


def child_alerts(detainer: Detainer) -> list[Alert]:
    """The banner over a child's record."""
    if not detainer.is_about_child:
        return []
    person = detainer.named
    title = "The person is a child"
    if not detainer.is_minor:
        title = "Whether the person is a child is disputed; the notice treats them as one"
    if person.acts_for_child:
        told = f"The notice is addressed to {person.acts_for_child}, and about the child."
    elif person.child_recipient:
        told = "It is not said yet who gets the notice with the child: correct the record."
    else:
        told = (
            "Nobody is named yet who gets the notice with the child. Name a parent or guardian;"
            " where telling them may harm, or the age is disputed, the child-protection agency or"
            " the child's lawyer."
        )
    action = Action("Correct record", reverse("desk:amend", args=[detainer.pk]), kind="quiet")
    return [Alert("warning", title, told, action=action)]


def _demographics(person: PersonValues) -> str:
    labels = (
        persons_vocabulary.Sex(person.sex).label,
        persons_vocabulary.Race(person.race).label,
        persons_vocabulary.Ethnicity(person.ethnicity).label,
    )
    return "; ".join(labels)


def clock_tiles(detainer: Detainer, custody: Custody, at: datetime) -> list[Tile]:
    """Time since receipt and time to release; a move or another end stops them."""
    if not detainer.is_open:
        ended = vocabulary.CustodyOutcome(detainer.outcome).label if detainer.outcome else "Closed"
        return [
            Tile(
                "Clock stopped",
                ended,
                detail=short_moment(detainer.outcome_at) if detainer.outcome_at else "",
            )
        ]
    since = Tile(
        "Since receipt",
        duration(at - detainer.received_at),
        detail="the first notice is due at receipt",
    )
    return [since, *release_tiles(custody, at)]


def custody_text(*, supported: bool) -> str:
    """What release due means for a hold on the request, without ever calling one permitted."""
    if supported:
        return "a hold is not prohibited on these facts; the act gives no power to hold either"
    return "no ground to hold beyond it is on record, (b)(1)(A)"


def release_tiles(custody: Custody, at: datetime) -> list[Tile]:
    """How long until release is due; after that only a ground the act names removes the prohibition
    on holding.
    """
    due = custody.release_due_at
    if due is None:
        return []
    said = custody_text(supported=custody.is_supported)
    if custody.state is ReleaseState.OVERDUE:
        return [Tile("Release overdue", duration(at - due), detail=said, tone="stop")]
    tone: Tone = "warning" if custody.state is ReleaseState.SOON else "neutral"
    return [
        Tile(
            "Until release is due",
            duration(due - at),
            detail=f"{short_moment(due)}; {said}",
            tone=tone,
        )
    ]


def attachment_rows(happened: Iterable[CaseFile]) -> list[FileRow]:
    """The sealed documents; opening one is an entry in the audit log."""
    return [
        FileRow(
            title=row.text or AttachmentKind(row.code).label,
            kind=AttachmentKind(row.code).label,
            size=row.size,
            url=reverse("desk:attachment", args=[row.pk]),
            added_at=row.at,
            added_by=row.by,
            digest=row.digest,
        )
        for row in happened
        if row.what == "paper"
    ]


def order_rows(happened: Iterable[CaseFile]) -> list[SummaryRow]:
    """Court orders that are not lifted, each with the link to lift it."""
    return [
        SummaryRow(
            "Court order",
            row.text,
            hint=row.text_too,
            url=reverse("desk:order_lift", args=[row.pk]),
            url_label="Lifted?",
        )
        for row in happened
        if row.what == "order" and not row.flag
    ]


def conviction_rows(happened: Iterable[CaseFile]) -> list[SummaryRow]:
    """Convictions on record. The names of classes come from the form's own choices."""
    classes = dict(OFFENSE_CLASSES)
    found = [row for row in happened if row.what == "conviction"]
    return [
        SummaryRow(
            "Conviction",
            row.text,
            hint=classes.get(row.text_too, row.text_too),
            url=reverse("desk:conviction_erase", args=[row.pk]),
            url_label="Erased?",
        )
        for row in found
    ]


def decisions_in(lines: Iterable[DecisionLine]) -> list[Decision]:
    """The decisions that the lines belong to, each once."""
    return list({line.decision_id: line.decision for line in lines}.values())
