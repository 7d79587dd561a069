"""What a form, a file row or a vendor's call states about a detainer, as frozen values that the
verbs take.

Attribute names are the models' field names, so one list of names serves all three sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ConvictionValues:
    """One conviction that gives a ground."""

    offense: str
    section: str = ""
    subdivision: str = ""
    offense_class: str = ""
    offense_on: date | None = None
    convicted_on: str = ""
    court: str = ""
    docket: str = ""
    state: str = "CT"
    source: str = ""
    checked_on: date | None = None
    is_erased: bool = False
    is_juvenile: bool = False
    is_deemed_class: bool = False
    inchoate: str = ""
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True)
class DetainerValues:
    """The detainer, in the order of the form I-247A. `is_received_long_ago` says that somebody
    looked at a day of receipt long before the entry and means it; it is not kept.
    """

    received_at: datetime
    channel: str
    form: str
    federal_office: str
    purposes: tuple[str, ...]
    is_received_long_ago: bool = False
    form_dated_on: date | None = None
    subject_id: str = ""
    event_number: str = ""
    federal_officer: str = ""
    federal_officer_title: str = ""
    federal_phone: str = ""
    verification: str = "none"
    verification_note: str = ""
    grounds: tuple[str, ...] = ()
    probable_cause: tuple[str, ...] = ()
    is_box_2: bool = False
    cancels_on: date | None = None
    warrant: str = "none"
    papers: tuple[str, ...] = ()
    warrant_court: str = ""
    warrant_docket: str = ""
    warrant_signer: str = ""
    warrant_state: str = ""
    warrant_issued_on: date | None = None
    warrant_expires_on: date | None = None
    warrant_person: str = ""
    warrant_is_for: str = ""
    warrant_commands: str = ""
    is_warrant_seen: bool = False
    is_warrant_sealed: bool = False
    age: int | None = None
    is_minor: bool | None = None
    not_legally_competent: bool = False
    in_custody: bool | None = None
    booking_number: str = ""
    custody_reason: str = ""
    release_due_at: datetime | None = None
    notes: str = ""
    convictions: tuple[ConvictionValues, ...] = ()


@dataclass(frozen=True)
class ReplyValues:
    """What the agency told the federal agency. `notified_release_at` is the release day and
    time that it was told.
    """

    sent_at: datetime
    channel: str
    is_refusal: bool
    text: str
    notifies_release: bool = False
    notified_release_at: datetime | None = None
    recipient: str = ""
