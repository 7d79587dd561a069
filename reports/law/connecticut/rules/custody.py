"""Holds, arrests and transfers since 2019: C.G.S. section 54-192h(b)(1)(A) and (C).

A ground here removes a prohibition. By subsection (g) the act itself gives no power to hold
anybody.
"""

from reports.law.connecticut.rules.outcomes import not_prohibited, prohibited, unsettled
from reports.law.connecticut.sources import copy_read_for_both
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.connecticut.version_codes import SINCE_2019, V2025
from reports.law.engine.jurisdiction import Case, Rule, Ruling

FELONY_LIST = "felony_ab_list"
LISTED_OFFENSES = "listed_offenses_2025"

WHY_NO_HOLD: dict[str, str] = {
    Ground.LISTED_OFFENSE_CONVICTION: (
        "The crimes added by PA 25-29 lift the ban only for holds from 2025-10-01 on."
    ),
    Ground.OTHER_FELONY_CONVICTION: (
        "Only a class A or B felony or a crime listed in 2025 lifts the ban, no other."
    ),
    Ground.PENDING_CHARGES_BOND_UNPOSTED: (
        "Pending charges no longer lift the ban; a conviction would have to."
    ),
    Ground.STATE_ARREST_WARRANT: (
        "A state arrest warrant stands on its own; it lifts no ban on holding for a detainer."
    ),
    Ground.GANG_DATABASE: "A gang database entry has not lifted the ban since 2019-10-01.",
    Ground.FINAL_REMOVAL_ORDER: (
        "A removal order comes from an immigration agency; it has lifted no ban since 2019."
    ),
    Ground.PUBLIC_SAFETY_RISK: "An assessment of risk has not lifted the ban since 2019-10-01.",
    Ground.COURT_ORDER_1225: (
        "An order under 8 USC 1225(d)(4)(B) is an exception for interviews, not for holds."
    ),
    Ground.ADMINISTRATIVE_WARRANT: (
        "A warrant not signed by a judge lifts no ban, and (b)(1)(C) forbids acting on it."
    ),
    Ground.CHARGED_OR_ARRESTED: "The act asks for a conviction; a charge or an arrest is not one.",
}
NO_GROUND_FOR_HOLD = (
    "No judge's warrant, conviction listed in the act or terrorist database match is on record."
)


def hold_needs_a_ground(case: Case) -> Ruling:
    """54-192h(b)(1)(A): nobody is held on a detainer without a judge's warrant, a conviction the
    act names or a possible terrorist database match; we read the three grounds as alternatives and
    as complete."""
    match case.ground:
        case Ground.JUDICIAL_WARRANT:
            return not_prohibited(
                case,
                "(b)(1)(A)(i)",
                "A warrant signed by a judicial officer came with the detainer.",
            )
        case Ground.FELONY_AB_CONVICTION:
            return not_prohibited(
                case, "(b)(1)(A)(ii)", "The person has been convicted of a class A or B felony."
            )
        case Ground.TERRORIST_DATABASE_MATCH:
            return not_prohibited(
                case, "(b)(1)(A)(iii)", "The person is a possible terrorist database match."
            )
        case Ground.LISTED_OFFENSE_CONVICTION if case.version == V2025:
            reason = "The person has been convicted of a crime added to the list in 2025."
            return not_prohibited(case, "(b)(1)(A) as amended by PA 25-29", reason, LISTED_OFFENSES)
    return prohibited(case, "(b)(1)(A)", WHY_NO_HOLD.get(case.ground, NO_GROUND_FOR_HOLD))


def no_arrest_on_administrative_warrant(case: Case) -> Ruling:
    """54-192h(b)(1)(C): nobody is arrested or detained on an immigration officer's warrant; the
    paragraph has no exception, so no ground cures it, and a judge's warrant is acted on by
    itself."""
    if case.ground == Ground.JUDICIAL_WARRANT:
        return prohibited(
            case,
            "(b)(1)(C)",
            "Act on the judge's warrant if at all, never on the administrative one.",
        )
    return prohibited(
        case,
        "(b)(1)(C)",
        "An immigration officer's warrant is no basis to arrest, whatever else is on record.",
    )


def transfer_follows_the_hold(case: Case) -> Ruling:
    """54-192h(a)(2)(B) with (b)(1)(A): a transfer is not prohibited where a hold is not; a
    hand-over at the door with no added hold is a detainer purpose that no paragraph names, which we
    leave open."""
    grounds = {
        Ground.JUDICIAL_WARRANT,
        Ground.FELONY_AB_CONVICTION,
        Ground.TERRORIST_DATABASE_MATCH,
    }
    if case.ground in grounds:
        return not_prohibited(
            case, "(a)(2)(B)", "A hold is not prohibited on this ground, nor is the transfer."
        )
    if case.ground == Ground.LISTED_OFFENSE_CONVICTION and case.version == V2025:
        reason = (
            "Convicted of a crime added in 2025: a hold is not prohibited, nor is the transfer."
        )
        return not_prohibited(case, "(a)(2)(B)", reason, LISTED_OFFENSES)
    return unsettled(
        case,
        "(a)(2)(B)",
        "Holding for it is prohibited; whether a hand-over at the door is remains open.",
    )


RULES = (
    Rule(
        "hold_needs_a_ground",
        "A hold needs a ground the act names",
        (Purpose.HOLD,),
        SINCE_2019,
        hold_needs_a_ground,
        copy_read_for_both(
            "54-192h(b)(1)(A)",
            "S57",
            "S2",
            "S9",
            note="(i) to (iii) read as alternatives and as complete",
            later="the list of 2025 was not read; (i) to (iii) as in the text of 2024, not known"
            " to be changed",
        ),
    ),
    Rule(
        "no_arrest_on_administrative_warrant",
        "No arrest on an administrative warrant",
        (Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,),
        SINCE_2019,
        no_arrest_on_administrative_warrant,
        copy_read_for_both("54-192h(b)(1)(C)", "S57"),
    ),
    Rule(
        "transfer_follows_the_hold",
        "A transfer follows the hold",
        (Purpose.TRANSFER,),
        SINCE_2019,
        transfer_follows_the_hold,
        copy_read_for_both(
            "54-192h(a)(2)(B)",
            "S57",
            "S1",
            "S3",
            note="the definition; that it follows the hold is our reading",
        ),
    ),
)
