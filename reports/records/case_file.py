"""Everything that hangs on one detainer, read in one query: reviews, replies, accesses, papers,
events, convictions.

The rows share the record key of their person, so their sealed texts open without a further query. A
record's page stays within its budget of queries however long its history is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from reports.access.models import Access, ActAgainstDecision, Communication
from reports.detainers.models import (
    Attachment,
    Conviction,
    CourtOrder,
    CustodyEvent,
    Detainer,
    DetainerVersion,
    HeadReview,
    Reply,
)
from reports.sealing.fields import SealedTextField
from reports.sealing.models import SealedRow

NOTHING = Cast(Value(""), CharField())
FALSE = Cast(Value(0), BooleanField())
ZERO = Cast(Value(0), IntegerField())


@dataclass(frozen=True)
class CaseFile:
    """One row about the detainer; `text` and `text_too` are its sealed texts, opened."""

    what: str
    pk: UUID
    at: datetime
    entered: datetime
    by: str
    other: str
    code: str
    flag: bool
    second_flag: bool
    third_flag: bool
    size: int
    digest: str
    text: str
    text_too: str


def _common(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any]:
    """The rows with every column of the union, those not named empty."""
    named = {
        "other": NOTHING,
        "code": NOTHING,
        "flag": FALSE,
        "second_flag": FALSE,
        "third_flag": FALSE,
        "size": ZERO,
        "digest": NOTHING,
        **columns,
    }
    prefixed = {f"c_{name}": expression for name, expression in named.items()}
    return cast(QuerySet[Any], rows.order_by().annotate(**prefixed))


def _flag(condition: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _text(name: str) -> Any:
    return Cast(F(name), CharField())


def _moment(name: str) -> Any:
    return ExpressionWrapper(F(name), output_field=DateTimeField())


def _selected(
    rows: QuerySet[Any], what: str, sealed: str, sealed_too: str, **columns: Any
) -> QuerySet[Any]:
    chosen = _common(rows, what=Cast(Value(what), CharField()), **columns)
    names = (
        "c_what",
        "pk",
        "c_at",
        "c_entered",
        "c_by",
        "c_other",
        "c_code",
        "c_flag",
        "c_second_flag",
        "c_third_flag",
        "c_size",
        "c_digest",
    )
    return chosen.values_list(*names, sealed, sealed_too)


def _reviews(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        HeadReview.objects.filter(detainer=detainer),
        "review",
        "note",
        "note",
        at=_moment("reviewed_at"),
        entered=_moment("entered_at"),
        by=F("entered_by__name"),
        other=F("reviewed_by__name"),
        code=_text("manner"),
        flag=_flag(Q(confirmed_at__isnull=False)),
        second_flag=_flag(Q(disputed_at__isnull=False)),
    )


def _replies(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        Reply.objects.filter(detainer=detainer),
        "reply",
        "text",
        "recipient",
        at=_moment("sent_at"),
        entered=_moment("entered_at"),
        by=F("entered_by__name"),
        code=_text("channel"),
        flag=_flag(Q(is_refusal=True)),
        second_flag=_flag(Q(notifies_release=True)),
    )


def _accesses(detainer: Detainer) -> QuerySet[Any]:
    corrected = Exists(Access.objects.filter(corrects=OuterRef("pk")))
    return _selected(
        Access.objects.filter(detainer=detainer),
        "access",
        "description",
        "resources",
        at=_moment("occurred_at"),
        entered=_moment("recorded_at"),
        by=F("recorded_by__name"),
        code=_text("kind"),
        other=_text("basis"),
        flag=_flag(Q(voided_at__isnull=False)),
        second_flag=ExpressionWrapper(corrected, output_field=BooleanField()),
        third_flag=_flag(Q(is_about_release=True)),
    )


def _attachments(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        Attachment.objects.filter(detainer=detainer),
        "paper",
        "label",
        "label",
        at=_moment("added_at"),
        entered=_moment("added_at"),
        by=F("added_by__name"),
        code=_text("kind"),
        size=Cast("file__size", IntegerField()),
        digest=_text("file__sha256"),
    )


def _events(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        CustodyEvent.objects.filter(detainer=detainer),
        "event",
        "note",
        "note",
        at=_moment("happened_at"),
        entered=_moment("entered_at"),
        by=F("entered_by__name"),
        code=_text("kind"),
    )


def _corrections(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        DetainerVersion.objects.filter(detainer=detainer),
        "correction",
        "reason",
        "reason",
        at=_moment("replaced_at"),
        entered=_moment("replaced_at"),
        by=F("replaced_by__name"),
        code=_text("version"),
    )


def _convictions(detainer: Detainer) -> QuerySet[Any]:
    received, entered = (
        Cast(Value(at), DateTimeField()) for at in (detainer.received_at, detainer.entered_at)
    )
    return _selected(
        Conviction.objects.filter(detainer=detainer),
        "conviction",
        "offense",
        "offense_class",
        at=received,
        entered=entered,
        by=NOTHING,
    )


def _orders(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        CourtOrder.objects.filter(detainer=detainer),
        "order",
        "citation",
        "says",
        at=_moment("recorded_at"),
        entered=_moment("recorded_at"),
        by=F("recorded_by__name"),
        flag=_flag(Q(lifted_at__isnull=False)),
    )


def _communications(detainer: Detainer) -> QuerySet[Any]:
    return _selected(
        Communication.objects.filter(detainer=detainer),
        "communication",
        "summary",
        "counterpart",
        at=_moment("happened_at"),
        entered=_moment("entered_at"),
        by=F("entered_by__name"),
        code=_text("channel"),
        flag=_flag(Q(direction="out")),
    )


def _acts_against(detainer: Detainer) -> QuerySet[Any]:
    """Acts marked as differing from a decision; `digest` names the reply or access by its id."""
    return _selected(
        ActAgainstDecision.objects.filter(detainer=detainer),
        "against",
        "reason",
        "reason",
        at=_moment("entered_at"),
        entered=_moment("entered_at"),
        by=F("entered_by__name"),
        other=Coalesce(F("acknowledged_by__name"), NOTHING),
        flag=_flag(Q(acknowledged_at__isnull=False)),
        second_flag=_flag(Q(reply__isnull=False)),
        digest=Cast(Coalesce(F("reply_id"), F("access_id")), CharField()),
    )


PARTS = (
    _acts_against,
    _communications,
    _reviews,
    _replies,
    _accesses,
    _attachments,
    _events,
    _corrections,
    _convictions,
    _orders,
)
SEALED_IN: dict[str, tuple[type[SealedRow], str, str]] = {
    "against": (ActAgainstDecision, "reason", "reason"),
    "communication": (Communication, "summary", "counterpart"),
    "review": (HeadReview, "note", "note"),
    "reply": (Reply, "text", "recipient"),
    "access": (Access, "description", "resources"),
    "paper": (Attachment, "label", "label"),
    "event": (CustodyEvent, "note", "note"),
    "correction": (DetainerVersion, "reason", "reason"),
    "conviction": (Conviction, "offense", "offense_class"),
    "order": (CourtOrder, "citation", "says"),
}


def case_file_of(detainer: Detainer) -> list[CaseFile]:
    """Every row about the detainer, newest first."""
    first, *rest = (part(detainer) for part in PARTS)
    found = [_opened(detainer, row) for row in first.union(*rest, all=True)]
    return sorted(found, key=lambda row: row.at, reverse=True)


def _opened(detainer: Detainer, row: tuple[Any, ...]) -> CaseFile:
    """The row with its texts unsealed under the detainer's own key."""
    *plain, sealed, sealed_too = row
    model, name, name_too = SEALED_IN[plain[0]]
    holder = model(id=plain[1], record_key=detainer.record_key)
    values: list[Any] = [*plain, _open(holder, name, sealed), _open(holder, name_too, sealed_too)]
    return CaseFile(*values)


def _open(holder: SealedRow, name: str, envelope: object) -> str:
    field = type(holder)._meta.get_field(name)
    if not envelope or not isinstance(field, SealedTextField):
        return ""
    return field.opened(holder, bytes(cast(bytes, envelope)))
