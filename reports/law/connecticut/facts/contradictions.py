"""Facts that do not fit together under C.G.S. section 54-192h: each named with the rule and the way
to put it right.

They are warnings beside an assessment, which is made on the facts as they stand.
"""

from collections.abc import Iterable
from datetime import date

from reports.law.connecticut.terms import Form, Ground, Purpose
from reports.law.facts import DetainerFacts
from reports.law.findings import Contradiction

CONVICTIONS: frozenset[str] = frozenset(
    {Ground.FELONY_AB_CONVICTION, Ground.LISTED_OFFENSE_CONVICTION, Ground.OTHER_FELONY_CONVICTION}
)
FORM_IN_USE: dict[str, date] = {
    Form.I_247A: date(2017, 4, 2),
    Form.I_247D: date(2015, 1, 1),
    Form.I_247N: date(2015, 1, 1),
    Form.I_247X: date(2015, 1, 1),
}
FORMS_WITHOUT_A_HOLD: frozenset[str] = frozenset({Form.I_247N, Form.I_247G})
ADMINISTRATIVE_PAPERS = frozenset({"I-200", "I-205", "I-862", "removal_order"})
JUDICIAL_PAPER = "judicial_warrant"

ERASED = Contradiction(
    "erased_conviction_as_ground",
    "grounds",
    "An erased conviction is named as a ground; it may be unusable and unlawful to keep.",
    "C.G.S. 54-142a",
    "Take the conviction out and use the erasure step; ask counsel if it was already relied on.",
)
MINOR_ALONE = Contradiction(
    "minor_without_parent_consent",
    "grounds",
    "The person is a minor or not legally competent and consented, but no parent's or guardian's"
    " written consent is on record.",
    "54-192h(d)(1)",
    "Get the parent's or guardian's written consent and add it, or take the consent out.",
)
PARENT_OF_ADULT = Contradiction(
    "parent_consent_for_adult",
    "grounds",
    "A parent's or guardian's consent is on record, but the person is recorded neither as a minor"
    " nor as not legally competent.",
    "54-192h(d)(1)",
    "Correct the age, record that the person is not legally competent, or take the parent's consent"
    " out.",
)
CHARGED_AND_CONVICTED = Contradiction(
    "charged_only_and_convicted",
    "grounds",
    "The facts say charged or arrested only and also name a conviction.",
    "54-192h(b)(1)(A)",
    "Keep the conviction if it is on record and take charged-or-arrested out, or the other way"
    " round.",
)
HOLD_NOT_ON_FORM = Contradiction(
    "form_asks_for_no_hold",
    "purposes",
    "A hold is entered, but this form asks only for notification of release.",
    "DHS Forms I-247N, I-247G",
    "Check the form number, or take the hold out.",
)
FORM_TOO_EARLY = Contradiction(
    "form_not_yet_in_use",
    "form",
    "This form was not yet in use on that day.",
    "8 CFR 287.7",
    "Check the form number and the day.",
)
NO_JUDGE_SIGNED = Contradiction(
    "judicial_warrant_not_among_papers",
    "grounds",
    "A judge's warrant is named, but the papers described are an immigration officer's.",
    "54-192h(a)(1), (a)(7)",
    "Look for a judge's signature and printed title; without one name the administrative warrant"
    " instead.",
)


def contradictions(facts: DetainerFacts, papers: Iterable[str] = ()) -> tuple[Contradiction, ...]:
    """What does not fit, in a fixed order; `papers` are the papers described as attached, where
    known.
    """
    if not (facts.grounds or facts.form):
        return ()
    return (*_of_grounds(facts), *_of_form(facts), *_of_papers(facts, frozenset(papers)))


def _of_grounds(facts: DetainerFacts) -> list[Contradiction]:
    grounds = facts.grounds
    found = []
    if Ground.ERASED_CONVICTION in grounds:
        found.append(ERASED)
    parent = Ground.PARENT_OR_GUARDIAN_CONSENT in grounds
    needs_a_parent = facts.minor or facts.not_legally_competent
    if needs_a_parent and not parent and Ground.WRITTEN_CONSENT in grounds:
        found.append(MINOR_ALONE)
    if parent and not needs_a_parent:
        found.append(PARENT_OF_ADULT)
    if Ground.CHARGED_OR_ARRESTED in grounds and not CONVICTIONS.isdisjoint(grounds):
        found.append(CHARGED_AND_CONVICTED)
    return found


def _of_form(facts: DetainerFacts) -> list[Contradiction]:
    found = []
    if facts.form in FORMS_WITHOUT_A_HOLD and Purpose.HOLD in facts.purposes:
        found.append(HOLD_NOT_ON_FORM)
    if facts.form is not None and facts.on < FORM_IN_USE.get(facts.form, date.min):
        found.append(FORM_TOO_EARLY)
    return found


def _of_papers(facts: DetainerFacts, papers: frozenset[str]) -> list[Contradiction]:
    described_otherwise = bool(papers & ADMINISTRATIVE_PAPERS) and JUDICIAL_PAPER not in papers
    return (
        [NO_JUDGE_SIGNED]
        if described_otherwise and Ground.JUDICIAL_WARRANT in facts.grounds
        else []
    )
