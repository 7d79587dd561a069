"""Facts on record that may lift a prohibition of C.G.S. section 54-192h or of the act of 2013, or
fail to.
"""

from reports.law.connecticut.sources import copy_read, found
from reports.law.connecticut.terms import Ground
from reports.law.vocabulary import Word

GROUNDS = (
    Word(
        Ground.JUDICIAL_WARRANT,
        "Warrant signed by a judge",
        "A warrant issued or signed by a judge of the state or federal judicial branches or a"
        " federal magistrate judge came with the request; immigration judges do not count.",
        copy_read("54-192h(a)(7), (b)(1)(A)(i)", "S57"),
    ),
    Word(
        Ground.ADMINISTRATIVE_WARRANT,
        "Administrative warrant (I-200, I-205)",
        "A warrant, notice to appear or removal order issued by an immigration officer or agency,"
        " not by a judge.",
        copy_read("54-192h(a)(1)", "S57"),
    ),
    Word(
        Ground.FELONY_AB_CONVICTION,
        "Convicted of a class A or B felony",
        "A conviction, not a charge, of a felony of class A or B.",
        copy_read("54-192h(b)(1)(A)(ii)", "S57"),
    ),
    Word(
        Ground.LISTED_OFFENSE_CONVICTION,
        "Convicted of a crime added in 2025",
        "A conviction of one of the 13 crimes added by PA 25-29; their list was not found and ships"
        " empty.",
        found(
            "54-192h(b)(1)(A) as amended by PA 25-29",
            "S9",
            note="the count only; the list was not found",
        ),
    ),
    Word(
        Ground.OTHER_FELONY_CONVICTION,
        "Convicted of another felony",
        "A conviction of a felony that is neither class A or B nor on the 2025 list.",
        found("PA 13-155 (b)(1)", "S4", "S5"),
    ),
    Word(
        Ground.TERRORIST_DATABASE_MATCH,
        "Possible match in the terrorist screening database",
        "The person is identified as a possible match in the federal Terrorist Screening Database"
        " or a similar one.",
        copy_read("54-192h(b)(1)(A)(iii)", "S57"),
    ),
    Word(
        Ground.COURT_ORDER_1225,
        "Court order under 8 USC 1225(d)(4)(B)",
        "A United States district court order compelling appearance or testimony under an"
        " immigration subpoena.",
        copy_read("54-192h(b)(1)(D)(iii)", "S57"),
    ),
    Word(
        Ground.WRITTEN_CONSENT,
        "The person's written consent",
        "The person agreed in writing; for a minor or a person not legally competent the parent or"
        " guardian must.",
        copy_read("54-192h(d)(1)", "S57"),
    ),
    Word(
        Ground.TERRORISM_INVESTIGATION,
        "Necessary for a criminal investigation of terrorism",
        "The disclosure is necessary in furtherance of a criminal investigation of terrorism.",
        copy_read("54-192h(d)(2)", "S57"),
    ),
    Word(
        Ground.REQUIRED_BY_LAW,
        "Otherwise required by law",
        "Another law requires the disclosure.",
        copy_read("54-192h(d)(3)", "S57"),
    ),
    Word(
        Ground.PENDING_CHARGES_BOND_UNPOSTED,
        "Pending charges, bond not posted",
        "Criminal charges are pending in Connecticut and bond has not been posted.",
        found("PA 13-155 (b)(2)", "S4", "S5"),
    ),
    Word(
        Ground.STATE_ARREST_WARRANT,
        "Outstanding Connecticut arrest warrant",
        "An arrest warrant of this state is outstanding.",
        found("PA 13-155 (b)(3)", "S4", "S5"),
    ),
    Word(
        Ground.GANG_DATABASE,
        "Gang or security-risk-group entry",
        "Known gang member in NCIC or similar, or a security risk group or safety threat member of"
        " the Department of Correction.",
        found("PA 13-155 (b)(4)", "S4", "S5"),
    ),
    Word(
        Ground.FINAL_REMOVAL_ORDER,
        "Final order of deportation or removal",
        "The person is subject to a final order of deportation or removal.",
        found("PA 13-155 (b)(6)", "S4", "S5"),
    ),
    Word(
        Ground.PUBLIC_SAFETY_RISK,
        "Unacceptable risk to public safety",
        "The officer found that the person presents an unacceptable risk to public safety.",
        found("PA 13-155 (b)(7)", "S4", "S5"),
    ),
    Word(
        Ground.CHARGED_OR_ARRESTED,
        "Charged or arrested only",
        "The person was charged or arrested and not convicted.",
        copy_read("54-192h(b)(1)(A)", "S57"),
    ),
    Word(
        Ground.ERASED_CONVICTION,
        "Erased conviction",
        "A conviction that has been erased, which may be unusable and unlawful to keep or show.",
        copy_read("C.G.S. 54-142a, 54-142c", "S58"),
    ),
    Word(
        Ground.PARENT_OR_GUARDIAN_CONSENT,
        "Parent's or guardian's written consent",
        "The parent or guardian agreed in writing, because the person is a minor or not legally"
        " competent.",
        copy_read("54-192h(d)(1)", "S57"),
    ),
)
