"""Where we read about section 54-192h, by short name. The official text itself was not at hand for
most of it; the section as codified through 2024 was read in a copy of a copy, S57, which holds no
act of 2025.

Official: https://www.cga.ct.gov/current/pub/chap_965.htm#sec_54-192h and Public Act 25-29.
"""

from reports.law.connecticut.version_codes import V2019, V2025
from reports.law.provenance import Provenance, ProvenanceMark, VersionMark

OFFICIAL_TEXT = "https://www.cga.ct.gov/current/pub/chap_965.htm#sec_54-192h"

BILL_PAGE = "https://www.cga.ct.gov/asp/cgabillstatus/cgabillstatus.asp?selBillType=Bill&bill_num={}&which_year={}"

# Where the enacted texts stand, by the words of a citation: for the person who compares. The
# program follows none.
OFFICIAL_LINKS: dict[str, tuple[str, str]] = {
    "54-192h": ("chapter 965, section 54-192h", OFFICIAL_TEXT),
    "PA 13-155": ("PA 13-155, bill page", BILL_PAGE.format("HB06659", 2013)),
    "PA 19-20": ("PA 19-20, bill page", BILL_PAGE.format("SB00992", 2019)),
    "PA 19-23": ("PA 19-23, bill page", BILL_PAGE.format("SB01115", 2019)),
    "PA 25-29": ("PA 25-29, bill page", BILL_PAGE.format("HB07259", 2025)),
    "PA 26-14": ("PA 26-14, bill page", BILL_PAGE.format("SB00397", 2026)),
    "HB 8004": (
        "HB 8004 of the November 2025 special session, bill page",
        BILL_PAGE.format("HB08004", 2025),
    ),
    "53a-25": (
        "chapter 952, section 53a-25",
        "https://www.cga.ct.gov/current/pub/chap_952.htm#sec_53a-25",
    ),
    "8 CFR 287.7": ("8 CFR 287.7", "https://www.ecfr.gov/current/title-8/section-287.7"),
}


def official_links(citation: str) -> tuple[tuple[str, str], ...]:
    """Name and address of every official text that a citation speaks of."""
    return tuple(link for words, link in OFFICIAL_LINKS.items() if words in citation)


SOURCES: dict[str, str] = {
    "S0a": "catalog.data.gov/dataset/trust-act-ice-access-reporting",
    "S0b": "advocacy fact sheet on PA 19-20 and PA 19-23",
    "S0c": "ctpublic.org/news/2025-09-03/updates-ct-trust-act-october-what-to-know",
    "S1": "app.legiplex.com: sSB 992 of 2019 (PA 19-20 as enacted, first part)",
    "S2": "app.legiplex.com: SB 1115 of 2019 (PA 19-23 as enacted, to (b)(1)(A)(ii))",
    "S3": "getpocketlaw.com: section 54-192h as codified after 2019, to (a)(4)",
    "S4": "legalfix.com: section 54-192h, 2013 text, to (b)(1)",
    "S5": "prdext3.cga.ct.gov: OLR summary of PA 13-155",
    "S6": "app.legiplex.com: HB 6659 of 2013",
    "S7": "peer2peernews.com, 2025-01-23, quoting (b)(1)(B)",
    "S8": "housedems.ct.gov: statement on the 2025 amendment",
    "S9": "public text on HB 7259 = PA 25-29 with votes and the count of 13 added crimes",
    "S10": "senatedems.ct.gov: statement on the 2025 amendment",
    "S11": "NBC Connecticut, on the 2025 amendment",
    "S13": "fastdemocracy.com: summary of HB 7211 (not enacted; restates existing text)",
    "S14": "fastdemocracy.com: summary of HB 7212 (not enacted)",
    "S15": "insideinvestigator.org: contents of the November 2025 special session bill",
    "S16": "nepm.org, 2025-11-13: HB 8004",
    "S17": "keepinglawsimple.org: sSB 397 of 2026 (PA 26-14)",
    "S18": "reports on the federal suits of April and May 2026",
    "S20": "reports and explainers on sSB 397 of 2026",
    "S19": "aggregated report on the federal suit of April 2026",
    "S21": "greenwichsentinel.com, on practice",
    "S22": "newcanaansentinel.com, 2025-02-20, on practice",
    "S23": "westontoday.news, 2025-09-04",
    "S24": "stamford.patch.com: rules for detaining of 2012",
    "S25": "vermontpublic.org, 2025-08-29, on the policy of the Division of Criminal Justice",
    "S26": "ctpublic.org, 2025-01-23: proposals that were not enacted",
    "S27": "housedems.ct.gov: legislative update on the added crimes",
    "S28": "housedems.ct.gov: on the agencies added in 2025",
    "S35": "scribd.com: federal guidance for Form I-247A",
    "S35a": "dokumen.tips: text of Form I-247A",
    "S38": "copies of 8 CFR 287.7(d)",
    "S57": (
        "54-192h as codified through 2024, in github.com/saint1415/us-statutes, commit e1bc7bf,"
        " copied from law.justia.com; read 2026-11-30"
    ),
    "S58": "other sections of the same copy",
    "CGS 1-4": "lawserver.com: copy of C.G.S. section 1-4",
}


def found(citation: str, *sources: str, note: str = "") -> Provenance:
    return Provenance(citation, ProvenanceMark.OFFICIAL_TEXT_READ, sources, note)


LATER_NOT_READ = "the amendment of 2025 was not read"


def copy_read(citation: str, *sources: str, note: str = "") -> Provenance:
    """Read in the copy of the codification of 2024; never the official text."""
    return Provenance(citation, ProvenanceMark.CODIFIED_COPY_READ, sources, note)


def copy_read_for_both(
    citation: str, *sources: str, note: str = "", later: str = LATER_NOT_READ
) -> Provenance:
    """The same for an entry of 2019 and 2025: the words of 2024, while the amendment of 2025 was
    not read.
    """
    marks = (
        VersionMark(V2019, ProvenanceMark.CODIFIED_COPY_READ, note),
        VersionMark(V2025, ProvenanceMark.CODIFIED_COPY_READ, later),
    )
    return Provenance(citation, ProvenanceMark.CODIFIED_COPY_READ, sources, note, marks)


def partly_second_hand(citation: str, *sources: str, note: str, later: str) -> Provenance:
    """Read in the copy for the version of 2019, second-hand for what was laid over it in 2025."""
    marks = (
        VersionMark(V2019, ProvenanceMark.CODIFIED_COPY_READ, note),
        VersionMark(V2025, ProvenanceMark.SECONDARY, later),
    )
    return Provenance(citation, ProvenanceMark.SECONDARY, sources, note, marks)


def federal_side_conflicting(citation: str, *sources: str, note: str, state: str) -> Provenance:
    """In conflict for the federal side only: the half about state law was read."""
    marks = (
        VersionMark(V2019, ProvenanceMark.CODIFIED_COPY_READ, state),
        VersionMark(V2025, ProvenanceMark.CODIFIED_COPY_READ, f"{state}; {LATER_NOT_READ}"),
    )
    return Provenance(citation, ProvenanceMark.CONFLICT, sources, note, marks)


def second_hand(citation: str, *sources: str, note: str = "") -> Provenance:
    return Provenance(citation, ProvenanceMark.SECONDARY, sources, note)


def recalled(citation: str, *sources: str, note: str = "") -> Provenance:
    return Provenance(citation, ProvenanceMark.RECALLED, sources, note)


def not_found(citation: str, *sources: str, note: str = "") -> Provenance:
    return Provenance(citation, ProvenanceMark.NOT_FOUND, sources, note)


def conflicting(citation: str, *sources: str, note: str = "") -> Provenance:
    return Provenance(citation, ProvenanceMark.CONFLICT, sources, note)
