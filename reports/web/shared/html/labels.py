"""Labels of codes, taken from the law's own vocabulary so that screens, notices and data agree."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from reports.core.dates import weekday
from reports.law.assess import JURISDICTION, STATE_AND_FEDERAL
from reports.law.vocabulary import Outcome
from reports.web.shared.html.components import Chip, Tone

OUTCOME_TONES: dict[str, Tone] = {
    Outcome.REQUIRED: "info",
    Outcome.NOT_PROHIBITED: "good",
    Outcome.UNSETTLED: "unsettled",
    Outcome.PROHIBITED: "stop",
    Outcome.NO_RULE: "neutral",
}
WHEN_WORDS = {
    "on_receipt": "on receipt",
    "before_any_response": "before any response",
    "if_release_is_notified": "if release is notified",
    "if_done": "if done",
    "half_yearly": "half-yearly",
    "on_decision": "on decision",
}


@cache
def _labels() -> dict[str, str]:
    known = JURISDICTION.vocabulary
    groups = (known.agency_kinds, known.purposes, known.grounds, known.forms)
    return {str(word.value): word.label for group in groups for word in group} | WHEN_WORDS


def label_of(code: str) -> str:
    """The label of a code; a code without one is shown as words."""
    found = _labels().get(code)
    return found if found is not None else code.replace("_", " ").capitalize()


def closed_on(day: date) -> str:
    """A sentence when no business is done on a day chosen as a due day; empty otherwise. Nothing
    moves by itself.
    """
    if STATE_AND_FEDERAL.is_business_day(day):
        return ""
    why = STATE_AND_FEDERAL.holiday(day) or weekday(day)
    return (
        f"{day} is {why}. The next business day is {STATE_AND_FEDERAL.next_business_day(day)}; the"
        " due day stays."
    )


def outcome_chip(outcome: str) -> Chip:
    """A finding as people see it. Never "authorized": the act removes prohibitions, it gives no
    power, 54-192h(g).
    """
    return Chip(Outcome(outcome).label, OUTCOME_TONES[outcome])


def question_of(number: str) -> Any:
    """The open question with this number, or None."""
    return JURISDICTION.questions.get(number)
