"""The act of 2013 in force from 2014-01-01 to 2019-09-30: PA 13-155.

It limits holds on detainers under 8 CFR 287.7 to seven factors and tells the officer to notify the
federal side of the decision. On everything else it has no rule.
"""

from reports.law.connecticut.rules.outcomes import under_act_of_2014
from reports.law.connecticut.sources import found
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.connecticut.version_codes import V2014
from reports.law.engine.jurisdiction import Case, Rule, Ruling
from reports.law.vocabulary import Outcome

FACTORS: dict[str, str] = {
    Ground.FELONY_AB_CONVICTION: "convicted of a felony",
    Ground.LISTED_OFFENSE_CONVICTION: "convicted of a felony",
    Ground.OTHER_FELONY_CONVICTION: "convicted of a felony",
    Ground.PENDING_CHARGES_BOND_UNPOSTED: "subject to pending charges with bond not posted",
    Ground.STATE_ARREST_WARRANT: "subject to an outstanding Connecticut arrest warrant",
    Ground.GANG_DATABASE: "a known gang member or in a security risk group",
    Ground.TERRORIST_DATABASE_MATCH: "a possible terrorist database match",
    Ground.FINAL_REMOVAL_ORDER: "subject to a final order of removal",
    Ground.PUBLIC_SAFETY_RISK: "an unacceptable risk to public safety",
}
ON_COURT_PAPER = (
    "Whether the act reached a hold or transfer on a judge's paper without one of the seven factors"
    " is open."
)
NO_FACTOR = "None of the seven factors of the act is on record."
SILENT_PURPOSES = (
    Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
    Purpose.CUSTODY_STATUS,
    Purpose.INTERVIEW,
    Purpose.FACILITY_USE,
    Purpose.RELEASE_INFORMATION,
    Purpose.ADDRESS_INFORMATION,
    Purpose.SUPERVISION_INFORMATION,
    Purpose.CONFIDENTIAL_INFORMATION,
    Purpose.FEDERAL_FUNCTION,
    Purpose.IMMIGRATION_STATUS,
    Purpose.FINGERPRINTS_NCIC,
)


def hold_needs_a_factor(case: Case) -> Ruling:
    """PA 13-155 (b)(1)-(7): an officer could hold on a detainer only after determining one of seven
    factors; whether a hold on a court's own paper needed one is left open."""
    if case.ground in FACTORS:
        return under_act_of_2014(
            case, Outcome.NOT_PROHIBITED, "(b)(1)-(7)", f"The person is {FACTORS[case.ground]}."
        )
    if case.ground in {Ground.JUDICIAL_WARRANT, Ground.COURT_ORDER_1225}:
        return under_act_of_2014(case, Outcome.UNSETTLED, "(b)(1)-(7)", ON_COURT_PAPER)
    return under_act_of_2014(case, Outcome.PROHIBITED, "(b)(1)-(7)", NO_FACTOR)


def transfer_needs_a_factor(case: Case) -> Ruling:
    """PA 13-155 (b)(1)-(7): a transfer went with the hold, so it needed one of the seven factors;
    on a judge's warrant that is left open."""
    if case.ground in FACTORS:
        return under_act_of_2014(
            case, Outcome.NOT_PROHIBITED, "(b)(1)-(7)", f"The person is {FACTORS[case.ground]}."
        )
    if case.ground == Ground.JUDICIAL_WARRANT:
        return under_act_of_2014(case, Outcome.UNSETTLED, "(b)(1)-(7)", ON_COURT_PAPER)
    return under_act_of_2014(case, Outcome.PROHIBITED, "(b)(1)-(7)", NO_FACTOR)


def notify_of_the_decision(case: Case) -> Ruling:
    """PA 13-155 (c): on deciding to hold or to release, the officer immediately notified the
    federal side.
    """
    return under_act_of_2014(
        case,
        Outcome.REQUIRED,
        "(c)",
        "The act told the officer to notify at once of either decision.",
    )


def silent_in_2014(case: Case) -> Ruling:
    """PA 13-155: the act spoke of holds on detainers and of notifying the decision, and of nothing
    else.
    """
    return under_act_of_2014(
        case, Outcome.NO_RULE, "", "The act in force on that day did not speak of this."
    )


RULES = (
    Rule(
        "hold_needs_a_factor",
        "A hold needs one of seven factors",
        (Purpose.HOLD,),
        (V2014,),
        hold_needs_a_factor,
        found("PA 13-155 (b)(1)-(7)", "S4", "S5", "S6"),
    ),
    Rule(
        "transfer_needs_a_factor",
        "A transfer needs one of seven factors",
        (Purpose.TRANSFER,),
        (V2014,),
        transfer_needs_a_factor,
        found(
            "PA 13-155 (b)(1)-(7)",
            "S4",
            "S5",
            "S6",
            note="that a transfer went with the hold is our reading",
        ),
    ),
    Rule(
        "notify_of_the_decision",
        "The federal side is notified of the decision",
        (Purpose.NOTIFY_RELEASE,),
        (V2014,),
        notify_of_the_decision,
        found("PA 13-155 (c)", "S5", "S6"),
    ),
    Rule(
        "silent_in_2014",
        "What the act of 2013 did not speak of",
        SILENT_PURPOSES,
        (V2014,),
        silent_in_2014,
        found("PA 13-155", "S5"),
    ),
)
