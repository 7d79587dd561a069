"""Assessing facts, the agency's reports, and the words of the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from django.db.models import TextChoices
from ninja import Router, Status

from reports.access.kinds import AccessKind, Basis
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import AgencyKind
from reports.api.v1.auth import BearerToken, CallRequest
from reports.api.v1.calls import REFUSALS, Cursor, Key, Limit, acting_once
from reports.api.v1.kept_answers import CallAnswer
from reports.api.v1.paging import page_of
from reports.api.v1.problems import Problem
from reports.api.v1.schemas import SubmissionPage, VocabularyWord
from reports.detainers.models import AttachmentKind
from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import (
    Channel,
    CustodyOutcome,
    DecisionChoice,
    FederalForm,
    WarrantKind,
)
from reports.law.assess import Ground, Purpose
from reports.law.facts import FactsError
from reports.law.json_lines import assess_object
from reports.lawbook.queries import law_state
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.submissions.agency_queries import versions_of
from reports.submissions.models import Submission

router = Router()
ANY_TOKEN = BearerToken()
WORDS: Mapping[str, type[Enum]] = {
    "access_kind": AccessKind,
    "agency_kind": AgencyKind,
    "attachment_kind": AttachmentKind,
    "basis": Basis,
    "channel": Channel,
    "decision": DecisionChoice,
    "ethnicity": Ethnicity,
    "form": FederalForm,
    "grounds": Ground,
    "outcome": CustodyOutcome,
    "purposes": Purpose,
    "race": Race,
    "sex": Sex,
    "status": DetainerStatus,
    "warrant": WarrantKind,
}


def _facts_schema() -> dict[str, Any]:
    """The input of `assess`, with the words of the day."""
    texts = {"type": "string", "maxLength": 200}
    return {
        "type": "object",
        "required": ["on", "agency_kind", "purposes", "grounds"],
        "properties": {
            "id": texts,
            "on": {"type": "string", "format": "date"},
            "agency_kind": {"enum": [kind.value for kind in AgencyKind]},
            "purposes": {
                "type": "array",
                "minItems": 1,
                "items": {"enum": [purpose.value for purpose in Purpose]},
            },
            "grounds": {"type": "array", "items": {"enum": [ground.value for ground in Ground]}},
            "minor": {"type": "boolean"},
            "not_legally_competent": {"type": "boolean"},
            "form": texts,
        },
    }


FACTS = {"content": {"application/json": {"schema": _facts_schema()}}, "required": True}


@router.post(
    "/assess",
    auth=ANY_TOKEN,
    response={200: dict[str, Any], **REFUSALS},
    tags=["law"],
    openapi_extra={"requestBody": FACTS},
)
def assess(request: CallRequest, key: Key = "") -> Any:
    """What section 54-192h says of these facts: the same answer as the command `assess`. Nothing is
    kept of them.
    """
    try:
        found = assess_object(request.body, law_state())
    except FactsError as refused:
        errors = [(error.field, error.message) for error in refused.errors]
        raise Problem(422, errors=errors) from None
    # The key alone is kept, and that it was used.
    content = request.body.hex()
    acting_once(
        request, key=key, operation="assess", content=content, act=lambda: CallAnswer(200, {})
    )
    return Status(200, found)


@router.get(
    "/submissions",
    auth=BearerToken(ApiScope.READ_SUBMISSIONS),
    response={200: SubmissionPage, **REFUSALS},
    tags=["submissions"],
)
def list_submissions(request: CallRequest, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """How the agency's half-yearly reports stand. They are certified by people on screen."""
    rows = versions_of(request.caller.agency)
    found, after = page_of(rows, by="compiled_at", cursor=cursor, limit=limit)
    return {"items": [_submission(row) for row in found], "next_cursor": after}


def _submission(row: Submission) -> dict[str, Any]:
    names = (
        "version",
        "status",
        "is_amendment",
        "is_nil",
        "compiled_at",
        "received_at",
        "certified_at",
        "accepted_at",
    )
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk,
        "half_year": row.period.half_year,
        "accesses": row.line_count,
        "persons": row.person_count,
    }


@router.get(
    "/vocabulary",
    auth=ANY_TOKEN,
    response={200: dict[str, list[VocabularyWord]], **REFUSALS},
    tags=["law"],
)
def vocabulary(request: CallRequest) -> Any:
    """The words that each field takes, with what they mean."""
    return {name: list(_words(words)) for name, words in WORDS.items()}


def _words(words: type[Enum]) -> Iterable[dict[str, str]]:
    for word in words:
        title = str(word.label) if isinstance(word, TextChoices) else _spoken(str(word.value))
        yield {"value": str(word.value), "title": title}


def _spoken(word: str) -> str:
    return word.replace("_", " ").capitalize()
