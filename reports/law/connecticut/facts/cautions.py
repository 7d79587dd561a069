"""Sections beside C.G.S. 54-192h that bear on what is asked: pointed to, without an outcome.

They were read in the copy of the codification of 2024, so they are pointed to for acts since
2019-10-01 only.
"""

from datetime import date

from reports.law.connecticut.terms import CoveredAgencyKind, Purpose
from reports.law.connecticut.version_codes import V2019
from reports.law.facts import DetainerFacts
from reports.law.findings import Caution

INFORMATION = frozenset(
    {
        Purpose.NOTIFY_RELEASE,
        Purpose.CUSTODY_STATUS,
        Purpose.RELEASE_INFORMATION,
        Purpose.ADDRESS_INFORMATION,
        Purpose.SUPERVISION_INFORMATION,
        Purpose.CONFIDENTIAL_INFORMATION,
        Purpose.IMMIGRATION_STATUS,
    }
)

BAIL_INTERVIEW = Caution(
    "bail_interview",
    "What is told to the Court Support Services Division in bail matters is confidential, but for"
    " its written procedures.",
    "C.G.S. 54-63d(e) to (g)",
)
OF_A_MINOR = Caution(
    "records_of_a_minor",
    "Juvenile and youthful-offender records are confidential, and those who may receive them do not"
    " include civil immigration enforcement. Never print the matter.",
    "C.G.S. 46b-124, 54-76l",
)
ASSISTANCE_AND_TAX = Caution(
    "assistance_and_tax",
    "Information on public assistance and on taxes is confidential under its own sections as well.",
    "C.G.S. 17b-90(b), 12-15",
)
HALF_OF_A_SENTENCE = Caution(
    "release_after_half",
    "Another section lets the Commissioner of Correction release some convicted persons to federal"
    " custody; how it stands to (b)(1) is open (Q31).",
    "C.G.S. 18-100g",
)
DEPORTATION_PAROLE = Caution(
    "deportation_parole",
    "Other sections arrange the transfer of persons paroled for deportation; how they stand to"
    " (b)(1) is open (Q31).",
    "C.G.S. 54-125d, 54-130b",
)


def cautions(facts: DetainerFacts) -> tuple[Caution, ...]:
    """What else to read before acting, in a fixed order."""
    if facts.on < date.fromisoformat(V2019):
        return ()
    kind, purposes = facts.agency_kind, frozenset(facts.purposes)
    correction = kind == CoveredAgencyKind.CORRECTION
    transfer = Purpose.TRANSFER in purposes
    bears = {
        BAIL_INTERVIEW: kind == CoveredAgencyKind.BAIL_SERVICES
        and not purposes.isdisjoint(INFORMATION),
        OF_A_MINOR: facts.minor,
        ASSISTANCE_AND_TAX: Purpose.CONFIDENTIAL_INFORMATION in purposes,
        HALF_OF_A_SENTENCE: transfer and correction,
        DEPORTATION_PAROLE: transfer
        and (correction or kind == CoveredAgencyKind.PARDONS_AND_PAROLES),
    }
    return tuple(caution for caution, holds in bears.items() if holds)
