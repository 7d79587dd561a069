"""Why two descriptions may be of one person, as a sentence."""

from __future__ import annotations

from reports.persons.likeness import Likelihood, Likeness
from reports.persons.matching import PersonFound

WORDS = {
    Likelihood.SAME: "Matches",
    Likelihood.PERHAPS: "Perhaps the same person",
    Likelihood.UNLIKELY: "Another person by what is on file",
}


def likeness_sentence(found: PersonFound) -> str:
    """How likely it is, what speaks for it and what speaks against it."""
    return sentence_of(found.likeness)


def sentence_of(found: Likeness) -> str:
    """The same for a comparison of two people on file."""
    parts = [listed_reasons(found), f"but {_listed(found.doubts)}" if found.doubts else ""]
    said = "; ".join(part for part in parts if part)
    return f"{WORDS[found.likelihood]}: {said}." if said else f"{WORDS[found.likelihood]}."


def listed_reasons(found: Likeness) -> str:
    return _listed(found.reasons)


def _listed(sentences: tuple[str, ...]) -> str:
    return ", ".join(sentences)
