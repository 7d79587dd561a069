"""One rule for every field of the records that a bundle holds: it goes out, it goes out unless an
exemption applies, or it never does.

A field without a rule fails a test, so a new one is decided before it can leave. No citation stands
here that is not in the act or in the Freedom of Information Act; where the law is unsettled, the
rule says so and nothing is released or called exempt by the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Disclosure(StrEnum):
    """What a draft does with a field. The value stands in the log of what was withheld."""

    OUT = "out"
    UNLESS = "out_unless"
    READ_FIRST = "out_unless_after_reading"
    COUNSEL = "pending_counsel"
    NEVER = "never"
    INTERNAL = "internal"


@dataclass(frozen=True)
class FieldRule:
    """The answer, on what it rests, and why in a sentence."""

    answer: Disclosure
    citation: str
    why: str

    @property
    def is_printed(self) -> bool:
        """Whether a draft that nobody has reviewed shows the value."""
        return self.answer in {Disclosure.OUT, Disclosure.UNLESS}


ELEMENT: Final = FieldRule(
    Disclosure.OUT,
    "54-192h(e)(2)",
    "Number, demographic data, date, type and resources are public.",
)
COMMUNICATION: Final = FieldRule(
    Disclosure.OUT,
    "54-192h(e)(2)",
    "Any communication with a federal immigration authority is public.",
)
RECORD: Final = FieldRule(
    Disclosure.UNLESS,
    "1-210(a); 1-210(b)",
    "A record relating to ICE access is public unless an exemption applies.",
)
ARREST: Final = FieldRule(
    Disclosure.UNLESS,
    "1-215; 1-210(b)(3)",
    "Of an arrest record, 1-215 says what goes out and what may be redacted.",
)
TEXT: Final = FieldRule(
    Disclosure.READ_FIRST,
    "54-192h(e)(2); 1-210(b)",
    "Free text can hold what another rule withholds: a person reads it before it goes out.",
)
SEALED_WARRANT: Final = FieldRule(
    Disclosure.READ_FIRST,
    "1-210(a); 1-210(b)(10)",
    "A warrant can be sealed by its court: a person looks before it goes out.",
)
CONVICTION: Final = FieldRule(
    Disclosure.READ_FIRST,
    "54-142k(c); 54-142a(g); 54-142c(a)",
    "Conviction information is public; a person looks it up again before it goes out.",
)
ERASED: Final = FieldRule(
    Disclosure.NEVER,
    "54-142a(g); 54-142c(a)",
    "An erased record and its existence are disclosed to nobody but its subject.",
)
IDENTITY: Final = FieldRule(
    Disclosure.COUNSEL,
    "Q12: 8 CFR 236.6, 1-210(b)(10)",
    "Unsettled. Counsel releases it or names the exemption; the program does neither.",
)
CHILD: Final = FieldRule(
    Disclosure.COUNSEL,
    "46b-124",
    "Records of juvenile matters are opened by an order of the court. Counsel says whether it is"
    " one.",
)
# What keeps a whole record out of a draft, whatever its fields say.
ORDERED: Final = FieldRule(
    Disclosure.COUNSEL,
    "1-210(a)",
    "A court order about this record is in force. Counsel reads it before anything goes out.",
)
HELD: Final = FieldRule(
    Disclosure.COUNSEL,
    "1-210(b)(4)",
    "It is kept for a claim. Counsel looks at it before anything goes out.",
)
KEY: Final = FieldRule(
    Disclosure.INTERNAL,
    "",
    "A key or mark of this program. It says nothing about a person or an act.",
)

TABLE: Final[dict[str, dict[FieldRule, str]]] = {
    "Detainer": {
        COMMUNICATION: "received_at channel form form_dated_on federal_office purposes"
        " probable_cause is_box_2 cancels_on warrant papers",
        ELEMENT: "age",
        RECORD: "status entered_at entered_by verification is_minor"
        " not_legally_competent outcome outcome_at relation earlier",
        CONVICTION: "grounds",
        ERASED: "conviction_erased_at",
        ARREST: "in_custody release_due_at",
        TEXT: "federal_officer federal_officer_title federal_phone verification_note"
        " custody_reason notes moved_to",
        SEALED_WARRANT: "warrant_court warrant_docket warrant_signer warrant_state"
        " warrant_issued_on warrant_expires_on warrant_is_for warrant_commands",
        IDENTITY: "subject_id event_number booking_number warrant_person",
        KEY: "id record_key agency person person_version year number external_id form_token"
        " version is_warrant_seen"
        " is_warrant_sealed",
    },
    "Person": {
        ELEMENT: "race ethnicity sex",
        RECORD: "language can_read",
        IDENTITY: "family_name given_names latin_name date_of_birth alien_number attorney_name"
        " attorney_contact designee_name designee_contact",
        CHILD: "is_age_disputed child_recipient guardian_name guardian_relation guardian_contact",
        KEY: "id record_key agency version merged_into index_form",
    },
    "Access": {
        ELEMENT: "kind basis occurred_at race ethnicity sex age minutes_spent cost_cents",
        COMMUNICATION: "is_about_release notified_release_at",
        RECORD: "recorded_at recorded_by voided_at voided_by",
        TEXT: "resources description void_reason",
        KEY: "id record_key agency person person_version detainer reply corrects form_token",
    },
    "Communication": {
        COMMUNICATION: "direction channel happened_at",
        RECORD: "entered_at entered_by",
        TEXT: "counterpart summary attachment",
        KEY: "id record_key agency detainer access form_token",
    },
    "Reply": {
        COMMUNICATION: "sent_at channel is_refusal notifies_release notified_release_at",
        RECORD: "entered_at entered_by",
        TEXT: "recipient text",
        KEY: "id record_key detainer form_token",
    },
    "HeadReview": {
        RECORD: "manner reviewed_at reviewed_by entered_at entered_by confirmed_at"
        " confirmed_by disputed_at",
        TEXT: "note",
        KEY: "id record_key detainer",
    },
    "Decision": {
        RECORD: "number decided_at decided_by entered_at is_departure law_version"
        " is_reported confirmed_at confirmed_by",
        TEXT: "reason reason_translated reason_language standard_reasons departure_reason"
        " counsel_consulted reported_decider"
        " assessment",
        KEY: "id record_key detainer",
    },
    "DecisionLine": {
        RECORD: "purpose choice is_departure",
        CONVICTION: "finding_outcome citation",
        KEY: "id decision position",
    },
    "CustodyEvent": {
        RECORD: "kind happened_at entered_at entered_by",
        TEXT: "note",
        KEY: "id record_key detainer",
    },
    "Notice": {
        RECORD: "kind is_reason_withheld language"
        " status year sequence owed_at issued_at issued_by rendered_at"
        " voided_at voided_by",
        TEXT: "content file void_reason",
        KEY: "id record_key agency detainer access decision supersedes code content_sha256"
        " family_name_index pdf_sha256 rendered_sha256"
        " render_attempt stale_at stale_because",
    },
    "NoticeService": {
        RECORD: "happened_at how outcome recipient language understood entered_at entered_by",
        TEXT: "handed_over_by interpreter read_by reason proof proof_received",
        KEY: "id record_key notice form_token",
    },
    "CourtOrder": {
        RECORD: "purposes from_on until_on recorded_at recorded_by lifted_at lifted_by",
        TEXT: "citation says paper",
        KEY: "id record_key detainer mailed_at",
    },
    "Attachment": {
        RECORD: "kind added_at added_by",
        TEXT: "label file received",
        KEY: "id record_key detainer position",
    },
    "Conviction": {
        CONVICTION: "offense section subdivision offense_class offense_on convicted_on court docket"
        " state source checked_on marks",
        KEY: "id record_key detainer",
    },
    "ActAgainstDecision": {
        RECORD: "entered_at entered_by acknowledged_at acknowledged_by",
        TEXT: "reason",
        KEY: "id record_key detainer decision reply access mailed_at",
    },
}

# Rows about these records that no bundle holds, and why. A person may add one to an answer.
LEFT_ASIDE: Final[dict[str, str]] = {
    "AssessmentRecord": "what the program computed; the decision names what it rested on",
    "ContactInquiry": "whether others were to be told: names counsel decides about, Q12",
    "CorrectionRequest": "what the person asked to have corrected",
    "CustodyWarning": "when this program warned the agency's own people",
    "DetainerVersion": "values before a correction; a person reads them before they go out",
    "Enclosure": "another form of a notice that is listed",
    "ImportedAccess": "what a file said, kept beside the record that it made",
    "ImportedDetainer": "what a file said, kept beside the record that it made",
    "LegalHold": "that a suit may ask for the record; counsel answers for it, 1-210(b)(4) and (10)",
    "NoticeByHand": "a paper form that is listed with its notice",
    "NoticeLink": "a link given to one person",
    "PersonIndex": "keyed marks by which the program finds a person",
    "PersonMerge": "that two rows were said to be one person",
    "PersonVersion": "earlier knowledge of the person: names, counsel decides, Q12",
    "Production": "that bytes went to a court or counsel",
    "ReasonRelease": "the head's act on a reason; a person reads it before it goes out",
    "ReservedNumber": "a number kept for a paper form",
}


def rules_of(model: str) -> dict[str, FieldRule]:
    """The rule of each field of a kind of record, in the order of the table."""
    return {name: rule for rule, names in TABLE[model].items() for name in names.split()}
