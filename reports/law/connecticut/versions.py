"""Versions of C.G.S. section 54-192h, the acts laid over it, and which agencies it names since
when.

The version is chosen by the day of the act being judged: receipt for the notice owed on receipt,
the day of the notification for the notice owed on it, the start of a hold for a hold.
"""

from datetime import date

from reports.law.connecticut.sources import (
    conflicting,
    copy_read,
    copy_read_for_both,
    found,
    second_hand,
)
from reports.law.connecticut.terms import CoveredAgencyKind, Form, Purpose
from reports.law.connecticut.version_codes import V2014, V2019, V2025
from reports.law.engine.jurisdiction import Overlay, Version

VERSIONS = (
    Version(
        V2014,
        date(2014, 1, 1),
        "PA 13-155 (HB 6659)",
        found("PA 13-155", "S5", "S6"),
    ),
    Version(
        V2019,
        date(2019, 10, 1),
        "PA 19-20 (sSB 992) as amended before taking effect by PA 19-23 (SB 1115)",
        found(
            "PA 19-20, PA 19-23",
            "S1",
            "S2",
            "S57",
            note="the whole section read in a copy of the codification of 2024, S57",
        ),
    ),
    Version(
        V2025,
        date(2025, 10, 1),
        "PA 25-29 (HB 7259)",
        found(
            "PA 25-29", "S9", "S10", "S0c", note="that it passed and when; its text was not found"
        ),
    ),
)

COVERED_SINCE: dict[str, date | None] = {
    CoveredAgencyKind.MUNICIPAL_POLICE: date(2014, 1, 1),
    CoveredAgencyKind.STATE_POLICE: date(2014, 1, 1),
    CoveredAgencyKind.CORRECTION: date(2014, 1, 1),
    CoveredAgencyKind.JUDICIAL_MARSHAL: date(2014, 1, 1),
    CoveredAgencyKind.STATE_MARSHAL: date(2014, 1, 1),
    CoveredAgencyKind.ADULT_PROBATION: date(2019, 10, 1),
    CoveredAgencyKind.BAIL_SERVICES: date(2019, 10, 1),
    CoveredAgencyKind.SCHOOL_POLICE: date(2019, 10, 1),
    CoveredAgencyKind.JUVENILE_PROBATION: date(2025, 10, 1),
    CoveredAgencyKind.CRIMINAL_JUSTICE_DIVISION: date(2025, 10, 1),
    CoveredAgencyKind.PARDONS_AND_PAROLES: date(2025, 10, 1),
    CoveredAgencyKind.OTHER: None,
}
COVERAGE = copy_read_for_both(
    "54-192h(a)(9)",
    "S57",
    "S2",
    "S4",
    note="school police stand in (b)(1) and (f) only, bail staff in (b)(1) only",
    later="the amendment of 2025 was not read; the agencies it added are second-hand",
)
BEFORE_THE_ACT = second_hand(
    "PA 13-155", "S5", "S24", note="a checklist of 2012 for the Department of Correction only"
)
COVERAGE_QUESTIONS = {CoveredAgencyKind.OTHER.value: ("Q14",)}

O1 = "O1"
O2 = "O2"
O3 = "O3"
SCHOOL_CONFIDENTIAL = "school_confidential"
OVERLAYS = (
    Overlay(
        code=O1,
        title=(
            "HB 8004, November 2025 special session: personal information held by public agencies"
        ),
        possible_from=date(2025, 11, 12),
        starts_on=None,
        purposes=(
            Purpose.ADDRESS_INFORMATION,
            Purpose.SUPERVISION_INFORMATION,
            Purpose.CONFIDENTIAL_INFORMATION,
        ),
        question="Q20",
        summary=(
            "Bars an employee of a public agency from disclosing personal information that is not"
            " public record, such as addresses and where a person will be, except with the person's"
            " approval, for a criminal investigation of a possible match in a federal terrorism"
            " database, or where state or federal law requires it. The Attorney General may sue."
            " Its effective date was not found, so what it changes stays unsettled until the date"
            " is confirmed."
        ),
        provenance=second_hand(
            "HB 8004 (2025)", "S15", "S16", note="effective date and public act number not found"
        ),
    ),
    Overlay(
        code=O2,
        title=(
            "PA 26-14 (sSB 397): civil action against officers, licence-plate-reader data,"
            " protected areas"
        ),
        possible_from=date(2026, 5, 4),
        starts_on=date(2026, 5, 4),
        purposes=(),
        question="Q19",
        summary=(
            "Signed 2026-05-04, section 1 effective from passage. Whether any section amends"
            " 54-192h was not found, so no outcome depends on it."
        ),
        provenance=conflicting(
            "PA 26-14",
            "S17",
            "S18",
            "S20",
            note="that it exists is read; any effect here is not found",
        ),
    ),
    Overlay(
        code=O3,
        title="C.G.S. 10a-11i(b): what schools and colleges tell a federal immigration authority",
        possible_from=date(2021, 7, 1),
        starts_on=date(2021, 7, 1),
        purposes=(Purpose.CONFIDENTIAL_INFORMATION, Purpose.IMMIGRATION_STATUS),
        question="Q29",
        summary=(
            "Since 2021-07-01 confidential information about an individual, immigration status"
            " included, that is known to an officer, employee or agent of a board of education or"
            " an institution of higher education goes to a federal immigration authority only with"
            " written consent, for a terrorism investigation, or where other law or a judge's"
            " warrant or court order requires it. It is wider than 54-192h(d)."
        ),
        provenance=copy_read("C.G.S. 10a-11i(b)", "S58"),
        agency_kinds=(CoveredAgencyKind.SCHOOL_POLICE,),
    ),
)

# 8 CFR 287.7 names Form I-247; D is its 2015 successor for holds, A the present one. N, X and G ask
# for something else.
FORMS_UNDER_287_7 = frozenset({None, Form.I_247A, Form.I_247D, Form.I_247, Form.OTHER})


def is_detainer_form(version: str, form: str | None) -> bool:
    """PA 13-155 (a): in the 2014 act only a request under 8 CFR 287.7 is a detainer; since 2019 any
    request is.
    """
    return version != V2014 or form in FORMS_UNDER_287_7
