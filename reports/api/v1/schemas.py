"""What is sent and answered. Names are those of the columns of an import, words those of its codes;
the enumerations are the program's own, so that description and rule cannot differ.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from reports.access.kinds import AccessKind, Basis
from reports.detainers.models import AttachmentKind
from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import Channel, CustodyOutcome, FederalForm, WarrantKind
from reports.law.assess import Ground, Purpose
from reports.persons.vocabulary import Ethnicity, Race, Sex

WITHOUT_NUL = r"^[^\x00]*$"


Text20 = Annotated[str, Field(max_length=20, pattern=WITHOUT_NUL)]
Text80 = Annotated[str, Field(max_length=80, pattern=WITHOUT_NUL)]
Short = Annotated[str, Field(max_length=120, pattern=WITHOUT_NUL)]
Text300 = Annotated[str, Field(max_length=300, pattern=WITHOUT_NUL)]
Text2000 = Annotated[str, Field(max_length=2000, pattern=WITHOUT_NUL)]
Long = Annotated[str, Field(max_length=4000, pattern=WITHOUT_NUL)]
Moment = Annotated[
    str,
    Field(
        max_length=40,
        pattern=WITHOUT_NUL,
        description="ISO 8601. Without an offset it is America/New_York; a moment that the clocks"
        " skip or repeat is refused.",
        examples=["2026-03-01T14:30"],
    ),
]
Day = Annotated[
    str, Field(max_length=20, pattern=WITHOUT_NUL, description="A day.", examples=["1990-07-14"])
]


class Sent(Schema, extra="forbid"):
    """What a program sends: nothing but these fields."""


class DetainerIn(Sent):
    """A request as the agency received it."""

    external_id: Text80 = Field(
        "", description="Your own number of it. The same one again changes nothing."
    )
    received_at: Moment
    channel: Channel
    form: FederalForm
    purposes: list[Purpose] = Field(min_length=1, max_length=30)
    grounds: list[Ground] = Field([], max_length=30)
    warrant: WarrantKind = WarrantKind.NONE
    federal_office: Short
    federal_officer: Short = ""
    family_name: Short = ""
    given_names: Short = ""
    date_of_birth: Day | None = None
    alien_number: Text20 = ""
    race: Race = Race.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    age: Annotated[int, Field(ge=0, le=125)] | None = None
    language: Text20 = ""
    in_custody: bool | None = None
    booking_number: Short = ""
    release_due_at: Moment | None = None
    outcome: CustodyOutcome | None = None
    outcome_at: Moment | None = None
    moved_to: Short = ""
    notes: Long = ""
    unit: Short = ""


class DetainerChange(Sent):
    """Single values that change, and why. What is left out stands as it is."""

    reason: Text2000 = Field("", description="Why it is corrected; kept with the record.")
    received_at: Moment | None = None
    channel: Channel | None = None
    form: FederalForm | None = None
    purposes: Annotated[list[Purpose], Field(min_length=1, max_length=30)] | None = None
    grounds: Annotated[list[Ground], Field(max_length=30)] | None = None
    warrant: WarrantKind | None = None
    federal_office: Short | None = None
    federal_officer: Short | None = None
    family_name: Short | None = None
    given_names: Short | None = None
    date_of_birth: Day | None = None
    alien_number: Text20 | None = None
    race: Race | None = None
    ethnicity: Ethnicity | None = None
    sex: Sex | None = None
    age: Annotated[int, Field(ge=0, le=125)] | None = None
    language: Text20 | None = None
    in_custody: bool | None = None
    booking_number: Short | None = None
    release_due_at: Moment | None = None
    outcome: CustodyOutcome | None = None
    outcome_at: Moment | None = None
    moved_to: Short | None = None
    notes: Long | None = None


class FieldProblem(Schema):
    """One field and what is wrong with it."""

    field: str
    message: str


class ProblemOut(Schema):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem]


class DetainerCreated(Schema):
    """The record that was made, or stood already under the same external_id."""

    id: UUID
    reference: str = Field(description="The number that people use on the telephone.")
    status: DetainerStatus
    warnings: list[FieldProblem] = Field([])


class DetainerListed(Schema):
    """A request in a list: nothing about the person."""

    id: UUID
    reference: str
    external_id: str
    status: DetainerStatus
    received_at: datetime
    channel: Channel
    form: FederalForm
    purposes: list[str]
    grounds: list[str]
    outcome: str
    outcome_at: datetime | None


class DetainerOut(DetainerListed):
    """A request with the person. Each reading of it is in the agency's audit log."""

    warrant: WarrantKind
    federal_office: str
    federal_officer: str
    family_name: str
    given_names: str
    date_of_birth: date | None
    alien_number: str
    race: Race
    ethnicity: Ethnicity
    sex: Sex
    age: int | None
    language: str
    in_custody: bool | None
    booking_number: str
    release_due_at: datetime | None
    moved_to: str
    notes: str
    version: int


class DetainerPage(Schema):
    """Requests, the latest received first."""

    items: list[DetainerListed]
    next_cursor: str | None = Field(description="Send it as cursor to go on; null at the end.")


class AttachmentIn(Sent):
    """What a document is, beside its file."""

    kind: AttachmentKind = AttachmentKind.DETAINER
    label: Short = ""


class AttachmentCreated(Schema):
    """The document that was kept."""

    id: UUID
    content_type: str
    sha256: str = Field(description="Of the bytes as they came.")


class AccessIn(Sent):
    """One act of ICE access, (a)(6)(A)-(F), when it has been done. With detainer_id the person is
    that of the request; without it the person is named here and basis is other.
    """

    detainer_id: UUID | None = None
    kind: AccessKind
    basis: Basis
    occurred_at: Moment
    is_about_release: bool | None = Field(
        None, description="Needed for (C): whether a release date or time was told."
    )
    notified_release_at: Moment | None = None
    reason_against_decision: Text2000 = Field(
        "", description="Needed where the act differs from the decision in force."
    )
    minutes_spent: Annotated[int, Field(ge=0, le=100_000)] | None = None
    cost_cents: Annotated[int, Field(ge=0, le=99_999_999)] | None = None
    resources: Text300 = ""
    description: Long = ""
    family_name: Short = ""
    given_names: Short = ""
    date_of_birth: Day | None = None
    race: Race | None = None
    ethnicity: Ethnicity | None = None
    sex: Sex | None = None
    age: Annotated[int, Field(ge=0, le=125)] | None = None


class AccessCreated(Schema):
    """The act that was recorded."""

    id: UUID
    is_notice_owed: bool = Field(description="Whether the person is owed a notice of it.")


class AccessListed(Schema):
    """An act in a list: nothing that names the person."""

    id: UUID
    detainer_id: UUID | None
    kind: AccessKind
    basis: Basis
    occurred_at: datetime
    is_about_release: bool
    race: Race
    ethnicity: Ethnicity
    sex: Sex
    age: int | None
    is_current: bool = Field(description="Neither voided nor replaced by a correction.")


class AccessPage(Schema):
    """Acts, the latest first."""

    items: list[AccessListed]
    next_cursor: str | None


class NoticeListed(Schema):
    """A notice: what it is, for which request, and how far it is."""

    id: UUID
    number: str
    kind: str
    language: str
    status: str
    detainer_id: UUID
    access_id: UUID | None
    owed_at: datetime
    issued_at: datetime
    is_stale: bool = Field(description="The record says something else since; wait for a new one.")
    is_ready: bool = Field(description="Whether its file can be fetched.")
    pdf_sha256: str


class NoticePage(Schema):
    """Notices, the latest issued first."""

    items: list[NoticeListed]
    next_cursor: str | None


class SubmissionListed(Schema):
    """One version of a half-year's report."""

    id: UUID
    half_year: str
    version: int
    status: str
    is_amendment: bool
    is_nil: bool
    accesses: int
    persons: int
    compiled_at: datetime
    received_at: datetime | None
    certified_at: datetime | None
    accepted_at: datetime | None


class SubmissionPage(Schema):
    """Versions of reports, the latest compiled first."""

    items: list[SubmissionListed]
    next_cursor: str | None


class VocabularyWord(Schema):
    """A word of a field, and what it means."""

    value: str
    title: str
