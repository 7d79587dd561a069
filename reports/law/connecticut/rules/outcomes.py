"""Short ways for rules to answer: an outcome, where the words stand, and one sentence why.

The open questions of the case are added here, so that no rule can forget them.
"""

from dataclasses import replace

from reports.law.connecticut.questions_raised import questions_raised
from reports.law.engine.jurisdiction import Case, Ruling
from reports.law.vocabulary import Outcome

SECTION = "54-192h"


def prohibited(case: Case, paragraph: str, reason: str) -> Ruling:
    return _ruling(case, Outcome.PROHIBITED, SECTION + paragraph, reason)


def not_prohibited(case: Case, paragraph: str, reason: str, *relies_on: str) -> Ruling:
    return _ruling(case, Outcome.NOT_PROHIBITED, SECTION + paragraph, reason, *relies_on)


def unsettled(case: Case, paragraph: str, reason: str, *relies_on: str) -> Ruling:
    return _ruling(case, Outcome.UNSETTLED, SECTION + paragraph, reason, *relies_on)


def asking_also(ruling: Ruling, question: str) -> Ruling:
    """The ruling with a question that neither the purpose nor the ground raises by itself."""
    return replace(ruling, questions=tuple(dict.fromkeys((question, *ruling.questions))))


def under_act_of_2014(case: Case, outcome: Outcome, paragraph: str, reason: str) -> Ruling:
    return _ruling(case, outcome, f"PA 13-155 {paragraph}".strip(), reason)


def outside_the_act(case: Case, reason: str) -> Ruling:
    return _ruling(case, Outcome.NO_RULE, "outside 54-192h", reason)


def under_another_section(
    case: Case, outcome: Outcome, citation: str, reason: str, *relies_on: str
) -> Ruling:
    """Where another section of the statutes decides what this one leaves open or reaches less."""
    return _ruling(case, outcome, citation, reason, *relies_on)


def _ruling(case: Case, outcome: Outcome, citation: str, reason: str, *relies_on: str) -> Ruling:
    return Ruling(outcome, citation, reason, questions_raised(case.purpose, case.ground), relies_on)
