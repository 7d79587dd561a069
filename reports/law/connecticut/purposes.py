"""What may be asked of an agency: the purposes of C.G.S. section 54-192h(a)(2) and the acts of
(a)(6), (b) and (d).
"""

from reports.law.connecticut.sources import found, recalled, second_hand
from reports.law.connecticut.terms import Purpose
from reports.law.vocabulary import Word

PURPOSES = (
    Word(
        Purpose.HOLD,
        "Hold past release",
        "Keep the person in custody for federal immigration authorities after the time of release.",
        found("54-192h(a)(2)(A), (b)(1)(A)", "S1", "S2"),
    ),
    Word(
        Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
        "Arrest or detain on an administrative warrant",
        "Arrest or detain on a warrant signed by an immigration officer (I-200, I-205), not by a"
        " judge.",
        recalled("54-192h(b)(1)(C)", "S0b"),
    ),
    Word(
        Purpose.TRANSFER,
        "Transfer to federal custody",
        "Hand the person over to federal immigration authorities.",
        found("54-192h(a)(2)(B)", "S1", "S3"),
    ),
    Word(
        Purpose.NOTIFY_RELEASE,
        "Notify of release",
        "Tell federal immigration authorities when the person is being or will be released.",
        found("54-192h(a)(2)(C)", "S1", "S3"),
    ),
    Word(
        Purpose.CUSTODY_STATUS,
        "Say whether in custody",
        "Answer whether the person is, or still is, in custody.",
        second_hand("54-192h(b)(1)(B)", "S7"),
    ),
    Word(
        Purpose.INTERVIEW,
        "Interview in custody",
        "Let federal immigration authorities interview the person while in the agency's custody.",
        recalled("54-192h(a)(6)(D), (b)(1)(D)", "S0b"),
    ),
    Word(
        Purpose.FACILITY_USE,
        "Use of a facility or resources",
        "Let a facility or resources be used for interviews, hearings or other immigration"
        " enforcement about the person.",
        recalled("54-192h(a)(6)(E)"),
    ),
    Word(
        Purpose.RELEASE_INFORMATION,
        "Release date or time that is not public",
        "Give information on the release date or time that the public cannot see.",
        recalled("54-192h(a)(6)(C)"),
    ),
    Word(
        Purpose.ADDRESS_INFORMATION,
        "Home or work address",
        "Give the person's home or work address where it is not public.",
        recalled("54-192h(a)(6)(C)"),
    ),
    Word(
        Purpose.SUPERVISION_INFORMATION,
        "Probation or parole information",
        "Give dates and times of probation or parole supervision, or how the person complies"
        " with it.",
        recalled("54-192h(a)(6)(F)"),
    ),
    Word(
        Purpose.CONFIDENTIAL_INFORMATION,
        "Confidential information",
        "Disclose sexual orientation, victim or witness status, receipt of public assistance, or"
        " tax and financial records.",
        found("54-192h(a)(3)", "S3"),
    ),
    Word(
        Purpose.FEDERAL_FUNCTION,
        "Perform a federal immigration function",
        "Do the work of a federal immigration officer, under an agreement such as 287(g) or without"
        " one.",
        recalled("54-192h(b)(1)(E)", "S0b"),
    ),
    Word(
        Purpose.IMMIGRATION_STATUS,
        "Citizenship or immigration status",
        "Exchange information on the person's citizenship or immigration status.",
        found("54-192h(a)(3)", "S3"),
    ),
    Word(
        Purpose.FINGERPRINTS_NCIC,
        "Fingerprints or NCIC check of an arrested person",
        "Send an arrested person's fingerprints to the automated system, or look the person up in"
        " NCIC.",
        recalled("54-192h(a)(6), (b)(2)"),
    ),
    Word(
        Purpose.CRIMINAL_MATTER,
        "Criminal matter",
        "A criminal warrant or a criminal investigation that is not about civil immigration"
        " enforcement.",
        recalled("54-192h(a)(2)"),
    ),
)
