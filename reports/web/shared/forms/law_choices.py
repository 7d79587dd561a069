"""The law's own terms as choices of a form: label, definition, and which are on the I-247A
itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports.law.assess import JURISDICTION
from reports.law.vocabulary import Word

VOCABULARY = JURISDICTION.vocabulary

ON_THE_FORM = ("notify_release", "hold")
SHOWN_BY_PAPERS = (
    "judicial_warrant",
    "administrative_warrant",
    "court_order_1225",
    "final_removal_order",
)
MATTER_TODAY = (
    "felony_ab_conviction",
    "listed_offense_conviction",
    "terrorist_database_match",
    "written_consent",
    "parent_or_guardian_consent",
    "terrorism_investigation",
    "required_by_law",
)

Choices = list[tuple[str, str]]


def _choices(words: Iterable[Word]) -> Choices:
    return [(str(word.value), word.label) for word in words]


def _picked(words: Iterable[Word], values: Iterable[str]) -> list[Word]:
    known = {str(word.value): word for word in words}
    return [known[value] for value in values]


def purpose_choices() -> list[tuple[str, Choices]]:
    """The two boxes of the I-247A first, then what is requested by letter, call or message."""
    listed = _picked(VOCABULARY.purposes, ON_THE_FORM)
    others = [word for word in VOCABULARY.purposes if word not in listed]
    return [
        ("Boxes of the I-247A", _choices(listed)),
        ("Asked in a letter, a call or a message", _choices(others)),
    ]


def ground_choices() -> list[tuple[str, Choices]]:
    """Grounds that matter today, then facts that mattered before October 2019. What documents show
    is not asked.
    """
    today = _picked(VOCABULARY.grounds, MATTER_TODAY)
    rest = [
        word
        for word in VOCABULARY.grounds
        if word not in today and word.value not in SHOWN_BY_PAPERS
    ]
    return [
        ("Grounds the act names", _choices(today)),
        (
            "Other facts: they mattered before October 2019, or matter nowhere in the act",
            _choices(rest),
        ),
    ]


def purpose_hints() -> dict[str, str]:
    return {str(word.value): word.definition for word in VOCABULARY.purposes}


def ground_hints() -> dict[str, str]:
    return {str(word.value): word.definition for word in VOCABULARY.grounds}


def choices(words: tuple[Word, ...]) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in words]
