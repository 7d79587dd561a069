"""Interviews, premises, addresses, supervision and confidential information since 2019.

C.G.S. section 54-192h(a)(6)(C) to (F), (b)(1)(D) and (E), (d), with HB 8004 of 2025 and, for school
police, 10a-11i(b) laid over it.
"""

from reports.law.connecticut.rules.custody import LISTED_OFFENSES
from reports.law.connecticut.rules.outcomes import (
    asking_also,
    not_prohibited,
    prohibited,
    under_another_section,
    unsettled,
)
from reports.law.connecticut.sources import copy_read_for_both, partly_second_hand
from reports.law.connecticut.terms import CoveredAgencyKind, Ground, Purpose
from reports.law.connecticut.version_codes import SINCE_2019, V2019, V2025
from reports.law.connecticut.versions import O1, O3, SCHOOL_CONFIDENTIAL
from reports.law.engine.jurisdiction import Case, Rule, Ruling
from reports.law.vocabulary import Outcome

INTERVIEW_GROUNDS: dict[str, tuple[str, str]] = {
    Ground.FELONY_AB_CONVICTION: (
        "(b)(1)(D)(i)",
        "The person has been convicted of a class A or B felony.",
    ),
    Ground.TERRORIST_DATABASE_MATCH: (
        "(b)(1)(D)(ii)",
        "The person is a possible terrorist database match.",
    ),
    Ground.COURT_ORDER_1225: ("(b)(1)(D)(iii)", "A court ordered it under 8 USC 1225(d)(4)(B)."),
}
WHY_NO_INTERVIEW: dict[str, str] = {
    Ground.WRITTEN_CONSENT: "The person's consent is not an exception for interviews.",
}
NONE_NAMED = "None of the grounds the paragraph names is on record."
CONFIDENTIAL_GROUNDS: dict[str, tuple[str, str]] = {
    Ground.WRITTEN_CONSENT: ("(d)(1)", "The person agreed in writing."),
    Ground.PARENT_OR_GUARDIAN_CONSENT: (
        "(d)(1)",
        "The parent or guardian of somebody who cannot consent alone agreed in writing.",
    ),
    Ground.TERRORISM_INVESTIGATION: (
        "(d)(2)",
        "It is necessary for a criminal investigation of terrorism.",
    ),
    Ground.REQUIRED_BY_LAW: ("(d)(3)", "Another law requires the disclosure."),
}
SCHOOL_SECTION = "C.G.S. 10a-11i(b)"
SCHOOL_GROUNDS: dict[str, str] = {
    Ground.WRITTEN_CONSENT: "The person agreed in writing.",
    Ground.PARENT_OR_GUARDIAN_CONSENT: (
        "The parent or guardian of somebody who cannot consent alone agreed in writing."
    ),
    Ground.TERRORISM_INVESTIGATION: "It is for an investigation of terrorism.",
    Ground.REQUIRED_BY_LAW: "Another law requires the disclosure.",
    Ground.JUDICIAL_WARRANT: "A judge's warrant or court order requires it.",
}
OUTSIDE_CUSTODY = (
    "(b)(1)(D) speaks of a person in custody and does not reach this interview; it is ICE access,"
    " and other paragraphs may reach it."
)
NOT_WITHOUT_A_PARENT = (
    "The consent of a minor, or of somebody not legally competent, is not enough; the parent or"
    " guardian must agree in writing."
)
NO_PARENT_NEEDED = (
    "A parent's or guardian's consent counts only for a minor or somebody not legally competent,"
    " and the person is recorded as neither."
)
AFTER_O1 = "(a)(6)(C); HB 8004 (2025)"


def interview_needs_a_ground(case: Case) -> Ruling:
    """54-192h(b)(1)(D): no access to interview a person in custody without a conviction the
    paragraph names, a possible terrorist database match or a court order under 8 USC 1225(d)(4)(B);
    consent is no exception. Of a person not in custody the paragraph is silent, which we leave
    open."""
    if case.ground in INTERVIEW_GROUNDS:
        return not_prohibited(case, *INTERVIEW_GROUNDS[case.ground])
    if case.in_custody is False:
        return asking_also(unsettled(case, "(b)(1)(D), (a)(6)(D)", OUTSIDE_CUSTODY), "Q1")
    if case.ground == Ground.LISTED_OFFENSE_CONVICTION and case.version == V2025:
        return unsettled(
            case,
            "(b)(1)(D)",
            "Whether the 2025 list applies to interviews is not settled.",
            LISTED_OFFENSES,
        )
    if case.ground == Ground.JUDICIAL_WARRANT:
        return unsettled(
            case, "(b)(1)(D)", "A judge's warrant is not named among the exceptions for interviews."
        )
    return prohibited(case, "(b)(1)(D)", WHY_NO_INTERVIEW.get(case.ground, NONE_NAMED))


def facility_use_is_open(case: Case) -> Ruling:
    """54-192h(a)(6)(E): use of premises or resources is ICE access to be recorded; no paragraph
    forbids it as such, but (b)(1)(B), (D) and (E) may reach it, which we leave open on every
    ground."""
    return unsettled(
        case, "(a)(6)(E)", "Not forbidden in so many words, but other paragraphs may reach it."
    )


def address_information(case: Case) -> Ruling:
    """54-192h(a)(6)(C) and HB 8004 (2025): giving an address is ICE access that (b) does not
    forbid; HB 8004 does, with three exceptions, from its effective date on, which is unknown to us:
    until confirmed the 2025 act is unsettled."""
    excepted = case.ground in {Ground.WRITTEN_CONSENT, Ground.REQUIRED_BY_LAW}
    if case.version == V2019 or case.overlay_in_force(O1) is False:
        return not_prohibited(
            case,
            "(a)(6)(C)",
            "Subsection (b) does not forbid it; it is ICE access and is recorded.",
        )
    if excepted:
        return not_prohibited(
            case, AFTER_O1, "HB 8004 excepts the person's approval and what other law requires."
        )
    if case.ground == Ground.TERRORISM_INVESTIGATION or not case.overlay_in_force(O1):
        return unsettled(
            case, AFTER_O1, "HB 8004 may forbid it; its effective date or reach is not confirmed."
        )
    return prohibited(case, AFTER_O1, "HB 8004 forbids it and none of its exceptions is on record.")


def supervision_information(case: Case) -> Ruling:
    """54-192h(a)(6)(F): giving probation or parole information is ICE access; (b)(1)(B) forbids it
    where it tells of custody or release and HB 8004 may reach it, so we leave it open."""
    return unsettled(
        case,
        "(a)(6)(F)",
        "It is ICE access, and whether another paragraph forbids it is not settled.",
    )


def confidential_information(case: Case) -> Ruling:
    """54-192h(d): confidential information goes to federal immigration authorities only with
    written consent (a parent's or guardian's for a minor or a person not legally competent), for a
    criminal investigation of terrorism, or where other law requires it."""
    no_consent = why_consent_fails(case)
    if in_a_school(case):
        return _of_a_school(case, no_consent)
    if no_consent:
        return prohibited(case, "(d)(1)", no_consent)
    if case.ground in CONFIDENTIAL_GROUNDS:
        return not_prohibited(case, *CONFIDENTIAL_GROUNDS[case.ground])
    return prohibited(case, "(d)", "None of the three exceptions of (d) is on record.")


def no_federal_function(case: Case) -> Ruling:
    """54-192h(b)(1)(E): no function of a federal immigration authority is performed under 8 USC
    1357(g) or any other arrangement, formal or informal; there is no exception."""
    return prohibited(case, "(b)(1)(E)", "The paragraph has no exception.")


def immigration_status_is_open(case: Case) -> Ruling:
    """54-192h(a)(3): status is not in the list of confidential information, and (b) says nothing on
    it; 8 USC 1373 is argued against any limit. We leave it open, but for school police, whom
    10a-11i(b) binds."""
    if in_a_school(case):
        return _of_a_school(case, why_consent_fails(case))
    return unsettled(
        case,
        "(a)(3)",
        "The act does not list it as confidential, and federal law is argued both ways.",
    )


def in_a_school(case: Case) -> bool:
    """Whether 10a-11i(b) binds whoever is asked: school and university staff since 2021-07-01."""
    return case.agency_kind == CoveredAgencyKind.SCHOOL_POLICE and bool(case.overlay_in_force(O3))


def why_consent_fails(case: Case) -> str:
    """Why the consent on record is none, empty where it is or where the ground is no consent."""
    needs_a_parent = case.minor or case.not_legally_competent
    if case.ground == Ground.WRITTEN_CONSENT and needs_a_parent:
        return NOT_WITHOUT_A_PARENT
    if case.ground == Ground.PARENT_OR_GUARDIAN_CONSENT and not needs_a_parent:
        return NO_PARENT_NEEDED
    return ""


def _of_a_school(case: Case, no_consent: str) -> Ruling:
    if no_consent or case.ground not in SCHOOL_GROUNDS:
        reason = no_consent or "None of the exceptions of 10a-11i(b) is on record."
        outcome = Outcome.PROHIBITED
    else:
        reason, outcome = SCHOOL_GROUNDS[case.ground], Outcome.NOT_PROHIBITED
    return under_another_section(case, outcome, SCHOOL_SECTION, reason, SCHOOL_CONFIDENTIAL)


RULES = (
    Rule(
        "interview_needs_a_ground",
        "An interview in custody needs a ground the act names",
        (Purpose.INTERVIEW,),
        SINCE_2019,
        interview_needs_a_ground,
        copy_read_for_both("54-192h(b)(1)(D)", "S57"),
    ),
    Rule(
        "facility_use_is_open",
        "Use of premises or resources",
        (Purpose.FACILITY_USE,),
        SINCE_2019,
        facility_use_is_open,
        copy_read_for_both(
            "54-192h(a)(6)(E)", "S57", note="the words; what follows from them is our reading"
        ),
    ),
    Rule(
        "address_information",
        "Home or work address",
        (Purpose.ADDRESS_INFORMATION,),
        SINCE_2019,
        address_information,
        partly_second_hand(
            "54-192h(a)(6)(C); HB 8004 (2025)",
            "S57",
            "S15",
            "S16",
            note="(a)(6)(C): only addresses that are not public",
            later="HB 8004 known from a secondary source only; the amendment of 2025 was not read",
        ),
    ),
    Rule(
        "supervision_information",
        "Probation and parole information",
        (Purpose.SUPERVISION_INFORMATION,),
        SINCE_2019,
        supervision_information,
        copy_read_for_both(
            "54-192h(a)(6)(F)", "S57", note="the words; what follows from them is our reading"
        ),
    ),
    Rule(
        "confidential_information",
        "Confidential information has three exceptions",
        (Purpose.CONFIDENTIAL_INFORMATION,),
        SINCE_2019,
        confidential_information,
        copy_read_for_both("54-192h(d)", "S57"),
    ),
    Rule(
        "no_federal_function",
        "No federal immigration function",
        (Purpose.FEDERAL_FUNCTION,),
        SINCE_2019,
        no_federal_function,
        copy_read_for_both("54-192h(b)(1)(E)", "S57"),
    ),
    Rule(
        "immigration_status_is_open",
        "Citizenship or immigration status",
        (Purpose.IMMIGRATION_STATUS,),
        SINCE_2019,
        immigration_status_is_open,
        copy_read_for_both(
            "54-192h(a)(3)", "S57", "S3", note="the list; what follows from it is open"
        ),
    ),
)
