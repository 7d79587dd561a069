"""Kinds of agencies, in the words of C.G.S. section 54-192h(a)(9) to (11), for people who choose
one.
"""

from reports.law.connecticut.sources import copy_read, second_hand
from reports.law.connecticut.terms import CoveredAgencyKind
from reports.law.vocabulary import Word

AGENCY_KINDS = (
    Word(
        CoveredAgencyKind.MUNICIPAL_POLICE,
        "Municipal police department",
        "A town's or city's police, with everybody it employs or pays: dispatchers, records clerks"
        " and volunteers too.",
        copy_read("54-192h(a)(9)(B)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.STATE_POLICE,
        "State Police",
        "The Division of State Police within the Department of Emergency Services and Public"
        " Protection.",
        copy_read("54-192h(a)(9)(C)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.CORRECTION,
        "Department of Correction",
        "The Department of Correction with everybody it employs or pays, parole officers and"
        " contractors included.",
        copy_read("54-192h(a)(9)(A)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.JUDICIAL_MARSHAL,
        "Judicial marshals",
        "Marshals of the Judicial Branch, who keep court cells and move people to court; each"
        " marshal, not the clerks.",
        copy_read("54-192h(a)(9)(D)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.STATE_MARSHAL,
        "State marshals",
        "Appointed state marshals, who serve process; each marshal, not their staff.",
        copy_read("54-192h(a)(9)(D)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.ADULT_PROBATION,
        "Adult probation",
        "Adult probation officers of the Judicial Branch, covered since 2019-10-01; each officer,"
        " not the clerks.",
        copy_read("54-192h(a)(9)(D)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.JUVENILE_PROBATION,
        "Juvenile probation",
        "Juvenile probation officers of the Judicial Branch, covered since 2025-10-01.",
        second_hand("54-192h(a)(9) as amended by PA 25-29", "S8", "S28"),
    ),
    Word(
        CoveredAgencyKind.BAIL_SERVICES,
        "Bail commissioners and intake specialists",
        "Bail commissioners and intake, assessment or referral specialists of the Judicial Branch,"
        " covered since 2019-10-01. Subsection (b)(1) names them; whether (c) to (e) reach them is"
        " open.",
        copy_read("54-192h(a)(10)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.SCHOOL_POLICE,
        "School or university police or security",
        "Police or security of a public school, a school district or the state system of higher"
        " education. Subsections (b)(1), for employees, and (f) name them and no other does.",
        copy_read("54-192h(a)(11)", "S57", "S2"),
    ),
    Word(
        CoveredAgencyKind.CRIMINAL_JUSTICE_DIVISION,
        "Division of Criminal Justice",
        "State's attorneys and all staff of the Division of Criminal Justice, covered since"
        " 2025-10-01.",
        second_hand("54-192h(a)(9) as amended by PA 25-29", "S8", "S25", "S28"),
    ),
    Word(
        CoveredAgencyKind.PARDONS_AND_PAROLES,
        "Board of Pardons and Paroles",
        "Members and employees of the Board of Pardons and Paroles, covered since 2025-10-01.",
        second_hand("54-192h(a)(9) as amended by PA 25-29", "S8", "S28"),
    ),
    Word(
        CoveredAgencyKind.OTHER,
        "Another agency",
        "An agency the act does not name, such as tribal, railroad or private university police;"
        " whether it is bound is open.",
        copy_read("54-192h(a)(9)", "S57"),
    ),
)
