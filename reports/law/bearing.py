"""Which grounds on record bear on what is asked, C.G.S. section 54-192h.

The rules themselves are asked, one ground at a time: a ground bears on a purpose if what the act
says of it alone differs from what it says of none.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from reports.law.assess import JURISDICTION, assess
from reports.law.facts import DetainerFacts
from reports.law.state import LawState


def bearing_grounds(facts: DetainerFacts, purpose: str, state: LawState) -> tuple[str, ...]:
    """The grounds among the facts that bear on a purpose, in the order of the record."""
    return _bearing(_bare(facts, purpose), facts.grounds, state)


def names_any_ground(facts: DetainerFacts, purpose: str, state: LawState) -> bool:
    """Whether there is a ground at all that would bear on a purpose."""
    known = tuple(JURISDICTION.vocabulary.ground_words)
    return bool(_bearing(_bare(facts, purpose), known, state))


def _bare(facts: DetainerFacts, purpose: str) -> DetainerFacts:
    """Without what tells one detainer from another, so that the answer is remembered for all."""
    return replace(facts, purposes=(purpose,), grounds=(), doubts=(), id=None)


@lru_cache(maxsize=4096)
def _bearing(bare: DetainerFacts, grounds: tuple[str, ...], state: LawState) -> tuple[str, ...]:
    without = _outcome(bare, (), state)
    return tuple(ground for ground in grounds if _outcome(bare, (ground,), state) != without)


def _outcome(bare: DetainerFacts, grounds: Iterable[str], state: LawState) -> str:
    [finding] = assess(replace(bare, grounds=tuple(grounds)), state).findings
    return finding.outcome.value
