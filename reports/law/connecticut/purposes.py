"""What may be asked of an agency: the purposes of C.G.S. section 54-192h(a)(2) and the acts of
(a)(6), (b) and (d).
"""

from reports.law.connecticut.sources import copy_read
from reports.law.connecticut.terms import Purpose
from reports.law.vocabulary import Word

PURPOSES = (
    Word(
        Purpose.HOLD,
        "Hold past release",
        "Keep the person in custody for federal immigration authorities after the time of release.",
        copy_read("54-192h(a)(2)(A), (b)(1)(A)", "S57"),
    ),
    Word(
        Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
        "Arrest or detain on an administrative warrant",
        "Arrest or detain on a warrant signed by an immigration officer (I-200, I-205), not by a"
        " judge.",
        copy_read("54-192h(b)(1)(C)", "S57"),
    ),
    Word(
        Purpose.TRANSFER,
        "Transfer to federal custody",
        "Hand the person over to federal immigration authorities.",
        copy_read("54-192h(a)(2)(B)", "S57"),
    ),
    Word(
        Purpose.NOTIFY_RELEASE,
        "Notify of release",
        "Tell federal immigration authorities, through data sharing or otherwise, when the person"
        " is being or will be released.",
        copy_read("54-192h(a)(2)(C)", "S57"),
    ),
    Word(
        Purpose.CUSTODY_STATUS,
        "Say whether in custody",
        "Answer whether the person is, or still is, in custody.",
        copy_read("54-192h(b)(1)(B)", "S57"),
    ),
    Word(
        Purpose.INTERVIEW,
        "Interview in custody",
        "Let federal immigration authorities interview the person while in the agency's custody.",
        copy_read("54-192h(a)(6)(D), (b)(1)(D)", "S57"),
    ),
    Word(
        Purpose.FACILITY_USE,
        "Use of a facility or resources",
        "Let a facility or resources be used for interviews, hearings or other immigration"
        " enforcement about the person.",
        copy_read("54-192h(a)(6)(E)", "S57"),
    ),
    Word(
        Purpose.RELEASE_INFORMATION,
        "Release date or time that is not public",
        "Give information on the release date or time that the public cannot see.",
        copy_read("54-192h(a)(6)(C)", "S57"),
    ),
    Word(
        Purpose.ADDRESS_INFORMATION,
        "Home or work address",
        "Give the person's home or work address where it is not public.",
        copy_read("54-192h(a)(6)(C)", "S57"),
    ),
    Word(
        Purpose.SUPERVISION_INFORMATION,
        "Probation or parole information",
        "Give dates and times of probation or parole supervision, or how the person complies"
        " with it.",
        copy_read("54-192h(a)(6)(F)", "S57"),
    ),
    Word(
        Purpose.CONFIDENTIAL_INFORMATION,
        "Confidential information",
        "Disclose sexual orientation, victim or witness status, receipt of public assistance, or"
        " tax and financial records.",
        copy_read("54-192h(a)(3)", "S57"),
    ),
    Word(
        Purpose.FEDERAL_FUNCTION,
        "Perform a federal immigration function",
        "Do the work of a federal immigration officer, under an agreement such as 287(g) or without"
        " one.",
        copy_read("54-192h(b)(1)(E)", "S57"),
    ),
    Word(
        Purpose.IMMIGRATION_STATUS,
        "Citizenship or immigration status",
        "Exchange information on the person's citizenship or immigration status.",
        copy_read("54-192h(a)(3)", "S57"),
    ),
    Word(
        Purpose.FINGERPRINTS_NCIC,
        "Fingerprints or NCIC check of an arrested person",
        "Send an arrested person's fingerprints to the automated system, or look the person up in"
        " NCIC.",
        copy_read("54-192h(a)(6), (b)(2)", "S57"),
    ),
    Word(
        Purpose.CRIMINAL_MATTER,
        "Criminal matter",
        "A criminal warrant or a criminal investigation that is not about civil immigration"
        " enforcement.",
        copy_read("54-192h(a)(2)", "S57"),
    ),
)
