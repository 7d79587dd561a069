"""Assessments for people who pipe: one JSON object in, one out, in order; a bad line answers with
its errors.

Bytes are taken as they come, because a broken line must not stop the run.
"""

import json
from typing import Any

from reports.law.assess import assess, parse_facts
from reports.law.facts import FactsError, FieldError
from reports.law.state import LawState

NOT_JSON = FieldError("input", "is not one JSON object in UTF-8.")


def read_object(raw: bytes) -> Any:
    """The JSON value in `raw`; FactsError if there is none."""
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FactsError([NOT_JSON]) from None


def assess_object(raw: bytes, state: LawState) -> dict[str, Any]:
    return assess(parse_facts(read_object(raw)), state).as_dict()


def assess_line(raw: bytes, state: LawState) -> tuple[bool, str]:
    """Whether the line was understood, and the line to answer with."""
    try:
        return True, json.dumps(assess_object(raw, state))
    except FactsError as refused:
        errors = [error.as_dict() for error in refused.errors]
        return False, json.dumps({"id": id_of(raw), "errors": errors})


def id_of(raw: bytes) -> str | None:
    """The id of a line that was refused for something else, so that it can be found again."""
    try:
        given = read_object(raw)
    except FactsError:
        return None
    identifier = given.get("id") if isinstance(given, dict) else None
    return identifier if isinstance(identifier, str) else None
