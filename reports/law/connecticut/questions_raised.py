"""Which open questions a purpose and a ground raise under C.G.S. section 54-192h.

A question that does not concern the version judged does not arise under it. A ground that is not
named for a purpose raises what the purpose raises with no ground at all.
"""

from reports.law.connecticut.terms import CoveredAgencyKind, Ground, Purpose
from reports.law.engine.jurisdiction import NO_GROUND, Interaction

QUESTIONS_RAISED: dict[str, dict[str, str]] = {
    Purpose.HOLD: {
        Ground.JUDICIAL_WARRANT: "Q25",
        Ground.FELONY_AB_CONVICTION: "Q6 Q8",
        Ground.LISTED_OFFENSE_CONVICTION: "Q8 Q9",
        Ground.TERRORIST_DATABASE_MATCH: "Q7",
        Ground.OTHER_FELONY_CONVICTION: "Q8",
        Ground.COURT_ORDER_1225: "Q25",
        Ground.ADMINISTRATIVE_WARRANT: "Q4",
    },
    Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT: {
        Ground.FELONY_AB_CONVICTION: "Q4 Q6 Q8",
        Ground.LISTED_OFFENSE_CONVICTION: "Q4 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q4 Q7",
    },
    Purpose.TRANSFER: {
        Ground.JUDICIAL_WARRANT: "Q3 Q25",
        Ground.FELONY_AB_CONVICTION: "Q3 Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q3 Q7",
        Ground.LISTED_OFFENSE_CONVICTION: "Q3 Q8",
        Ground.OTHER_FELONY_CONVICTION: "Q3 Q8",
        NO_GROUND: "Q3",
    },
    Purpose.NOTIFY_RELEASE: {
        Ground.JUDICIAL_WARRANT: "Q2",
        Ground.FELONY_AB_CONVICTION: "Q2 Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q2 Q7",
        Ground.LISTED_OFFENSE_CONVICTION: "Q2 Q8",
        Ground.ADMINISTRATIVE_WARRANT: "Q2",
        NO_GROUND: "Q2 Q17",
    },
    Purpose.CUSTODY_STATUS: {
        Ground.JUDICIAL_WARRANT: "Q1 Q2",
        Ground.FELONY_AB_CONVICTION: "Q1 Q2 Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q1 Q2 Q7",
        Ground.LISTED_OFFENSE_CONVICTION: "Q1 Q2 Q8",
        NO_GROUND: "Q1",
    },
    Purpose.INTERVIEW: {
        Ground.FELONY_AB_CONVICTION: "Q1 Q6 Q8",
        Ground.LISTED_OFFENSE_CONVICTION: "Q1 Q8 Q9",
        Ground.TERRORIST_DATABASE_MATCH: "Q1 Q7",
        Ground.COURT_ORDER_1225: "Q1",
        Ground.JUDICIAL_WARRANT: "Q5",
    },
    Purpose.FACILITY_USE: {
        Ground.FELONY_AB_CONVICTION: "Q1 Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q1 Q7",
        NO_GROUND: "Q1",
    },
    Purpose.RELEASE_INFORMATION: {
        Ground.JUDICIAL_WARRANT: "Q2",
        Ground.FELONY_AB_CONVICTION: "Q2 Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q2 Q7",
        Ground.LISTED_OFFENSE_CONVICTION: "Q2 Q8",
        NO_GROUND: "Q2",
    },
    Purpose.ADDRESS_INFORMATION: {NO_GROUND: "Q20"},
    Purpose.SUPERVISION_INFORMATION: {NO_GROUND: "Q2 Q20"},
    Purpose.CONFIDENTIAL_INFORMATION: {
        Ground.FELONY_AB_CONVICTION: "Q6 Q8",
        Ground.TERRORIST_DATABASE_MATCH: "Q7",
        Ground.LISTED_OFFENSE_CONVICTION: "Q8",
    },
    Purpose.IMMIGRATION_STATUS: {NO_GROUND: "Q11"},
}


def questions_raised(purpose: str, ground: str) -> tuple[str, ...]:
    of_purpose = QUESTIONS_RAISED.get(purpose, {})
    return tuple(of_purpose.get(ground, of_purpose.get(NO_GROUND, "")).split())


def warrant_beside_another_ground(grounds: frozenset[str]) -> bool:
    """54-192h(b)(1)(C) against (A): an immigration officer's warrant came with a ground that lifts
    the ban on holds.
    """
    return Ground.ADMINISTRATIVE_WARRANT in grounds and grounds != {Ground.ADMINISTRATIVE_WARRANT}


def conviction_may_be_erased(grounds: frozenset[str]) -> bool:
    """C.G.S. 54-142a: whether an erased conviction may be used at all."""
    return Ground.ERASED_CONVICTION in grounds


CONVICTION_PURPOSES = (
    Purpose.HOLD,
    Purpose.TRANSFER,
    Purpose.NOTIFY_RELEASE,
    Purpose.CUSTODY_STATUS,
    Purpose.INTERVIEW,
    Purpose.RELEASE_INFORMATION,
)
# Whose transfers to federal custody 18-100g, 54-125d and 54-130b speak of.
ARRANGED_TRANSFERS = (CoveredAgencyKind.CORRECTION, CoveredAgencyKind.PARDONS_AND_PAROLES)
# Named in (b)(1), but not in (d), by the text of 2024.
OUTSIDE_D = (CoveredAgencyKind.BAIL_SERVICES, CoveredAgencyKind.SCHOOL_POLICE)


def whatever_the_grounds(_grounds: frozenset[str]) -> bool:
    """Raised by the kind of agency alone."""
    return True


INTERACTIONS = (
    Interaction("Q31", (Purpose.TRANSFER,), whatever_the_grounds, ARRANGED_TRANSFERS),
    Interaction("Q29", (Purpose.CONFIDENTIAL_INFORMATION,), whatever_the_grounds, OUTSIDE_D),
    Interaction("Q4", (Purpose.HOLD,), warrant_beside_another_ground),
    Interaction("Q8", CONVICTION_PURPOSES, conviction_may_be_erased),
)
