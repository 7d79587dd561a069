"""Texts shown beside form fields, from C.G.S. section 54-192h(a), and the lists the rules rely on.

Our paraphrase, marked with how the text is known. Sections beside 54-192h that bear on an
assessment stand at the end.
"""

from reports.law.connecticut.rules.custody import FELONY_LIST, LISTED_OFFENSES
from reports.law.connecticut.sources import (
    conflicting,
    copy_read,
    copy_read_for_both,
    federal_side_conflicting,
    found,
    not_found,
)
from reports.law.connecticut.versions import SCHOOL_CONFIDENTIAL
from reports.law.engine.jurisdiction import Definition, ListSpec

DEFINITIONS = (
    Definition(
        "definition_administrative_warrant",
        "Administrative warrant",
        "A warrant, notice to appear, removal order or warrant of deportation issued by an agent of"
        " a federal agency charged with enforcing immigration laws or border security. A warrant"
        " issued or signed by a judicial officer is not one.",
        copy_read_for_both("54-192h(a)(1)", "S57", "S1", "S3"),
    ),
    Definition(
        "definition_civil_immigration_detainer",
        "Civil immigration detainer",
        "Any request from a federal immigration authority to a local or state law enforcement"
        " agency, for example to hold a person, to help arrest or transfer one, to tell the release"
        " date and time of a person in custody, or, on any form of the Department of Homeland"
        " Security, saying that it intends to take custody. An e-mail or a call asking for a"
        " release date is one. By these words a request to school police is none.",
        copy_read_for_both("54-192h(a)(2)", "S57", "S1", "S3"),
    ),
    Definition(
        "definition_confidential_information",
        "Confidential information",
        "Obtained and maintained by a law enforcement agency: sexual orientation; being a victim"
        " of domestic violence or sexual assault; being a crime witness; receiving public"
        " assistance; income tax or other financial records, Social Security numbers included."
        " Immigration status and home address are not in this list.",
        copy_read_for_both("54-192h(a)(3)", "S57", "S3"),
    ),
    Definition(
        "definition_federal_immigration_authority",
        "Federal immigration authority",
        "Any officer, employee or agent of, or person paid by, Immigration and Customs Enforcement"
        " or any division of it, whatever they do; of other parts of the Department of Homeland"
        " Security only who is charged with civil immigration enforcement.",
        copy_read_for_both("54-192h(a)(4)", "S57", "S3"),
    ),
    Definition(
        "definition_ice",
        "ICE",
        "United States Immigration and Customs Enforcement or any successor agency.",
        copy_read_for_both("54-192h(a)(5)", "S57"),
    ),
    Definition(
        "definition_ice_access",
        "ICE access",
        "Any of six acts of a law enforcement officer about a person who is stopped, with or"
        " without consent, arrested, detained or otherwise under the control of a law enforcement"
        " official or agency: (A) responding to a detainer or to a request for notification, (B)"
        " notifying of release at a certain date and time, through data sharing or otherwise, (C)"
        " giving release or address information that is not public, (D) allowing an interview, (E)"
        " allowing use of a facility or resources, (F) giving supervision information. Sending an"
        " arrested person's fingerprints and looking the person up in NCIC are none.",
        copy_read_for_both("54-192h(a)(6)", "S57"),
    ),
    Definition(
        "definition_judicial_officer",
        "Judicial officer",
        "A judge of the state or federal judicial branches or a federal magistrate judge. An"
        " immigration judge is not one; whether a judge of another state is, is open (Q28).",
        copy_read_for_both("54-192h(a)(7)", "S57"),
    ),
    Definition(
        "definition_law_enforcement_agency",
        "Law enforcement agency",
        "Any agency that employs, pays or acts through a law enforcement officer as the act defines"
        " one.",
        copy_read_for_both("54-192h(a)(8)", "S57"),
    ),
    Definition(
        "definition_law_enforcement_officer",
        "Law enforcement officer",
        "Everybody employed or paid by, or acting for, the Department of Correction, a municipal"
        " police department or the State Police; each judicial marshal, state marshal and adult"
        " probation officer, but not their clerks; since 2025 also juvenile probation officers,"
        " state's attorneys' staff and the Board of Pardons and Paroles.",
        copy_read_for_both(
            "54-192h(a)(9)",
            "S57",
            "S2",
            "S8",
            "S28",
            later="the additions of 2025 are second-hand",
        ),
    ),
    Definition(
        "definition_bail_commissioner",
        "Bail commissioner or intake, assessment or referral specialist",
        "An employee of the Judicial Branch whose duties are those of C.G.S. 54-63d.",
        copy_read_for_both("54-192h(a)(10)", "S57", "S2"),
    ),
    Definition(
        "definition_school_police",
        "School police or security department",
        "Police or security of the state system of higher education, of a public school or of a"
        " school district.",
        copy_read_for_both("54-192h(a)(11)", "S57", "S2"),
    ),
    Definition(
        "definition_felony_conviction_2014",
        "Convicted of a felony (2014 act)",
        "A final judgment of guilt of a felony by a court of this state or another competent court"
        " in the United States, on a plea or finding, whatever appeal is pending. Deleted from"
        " 2019-10-01.",
        found("PA 13-155 (a)", "S1", "S5"),
    ),
    Definition(
        "construction",
        "No power to hold",
        "Nothing in the act provides, expands or ratifies power to detain on a detainer. A ground"
        " lifts a prohibition; it does not give power to act.",
        copy_read_for_both("54-192h(g)", "S57"),
    ),
    Definition(
        "right_of_action",
        "Right of action",
        "Since 2025-10-01 any aggrieved person may sue a municipality for a violation by its police"
        " or school police, for an injunction or declaration and attorney's fees; no money"
        " damages.",
        conflicting(
            "PA 25-29",
            "S10",
            "S11",
            "S0c",
            note="sources disagree on damages; subsection letter not found; the text through 2024"
            " has none",
        ),
    ),
    Definition(
        "forty_eight_hours",
        "48 hours",
        "The 2014 act capped holds at 48 hours excluding Saturdays, Sundays and federal holidays."
        " The text of 2019 to 2024 has no cap; the form asks for at most 48 hours, without"
        " excluding weekends, and the federal rule excludes them.",
        federal_side_conflicting(
            "8 CFR 287.7(d); DHS Form I-247A; PA 13-155 (c)",
            "S57",
            "S5",
            "S35",
            "S38",
            note="the federal form and the federal rule disagree on weekends",
            state="no cap in state law since 2019-10-01",
        ),
    ),
    Definition(
        "legislative_body",
        "Legislative body",
        "Of a town that is not consolidated, the town meeting; of a city or a consolidated town and"
        " city, the board of aldermen, the council or another body that makes the annual"
        " appropriations; of a borough, the board of burgesses; of other districts and associations"
        " their committee. A person signs for a body: the chief alone is nowhere named.",
        copy_read("C.G.S. 1-1(m)", "S58"),
    ),
    Definition(
        "felony_classes",
        "Classes of felonies",
        "A felony is of class A or B only where the section that defines it says so; without a"
        " class it is of class E or unclassified, 53a-25(d). Attempt and conspiracy have the class"
        " of the most serious crime meant, except that of a class A felony is class B, 53a-51."
        " Classes are those of the day of the offense.",
        copy_read("C.G.S. 53a-25, 53a-51", "S58"),
    ),
    Definition(
        SCHOOL_CONFIDENTIAL,
        "What schools and colleges may tell",
        "An officer, employee or agent of a board of education or an institution of higher"
        " education discloses confidential information, immigration status included, to a federal"
        " immigration authority only with written consent, for a terrorism investigation, or where"
        " other state or federal law or a warrant or order of a judge or magistrate requires it.",
        copy_read("C.G.S. 10a-11i(b)", "S58"),
    ),
    Definition(
        "deportation_parole",
        "Deportation parole",
        "The Board of Pardons and Paroles agrees with the federal immigration authority on parole"
        " for deportation, and who is granted it is transferred. How that stands to 54-192h(b)(1)"
        " is open (Q31).",
        copy_read("C.G.S. 54-125d, 54-130b", "S58"),
    ),
    Definition(
        "release_to_ice_18_100g",
        "Release to federal custody after half of a sentence",
        "Notwithstanding any provision of the general statutes the Commissioner of Correction may"
        " release to federal immigration custody a person convicted, with a definite sentence of"
        " five years or less, after half of it. How that stands to 54-192h(b)(1) is open (Q31).",
        copy_read("C.G.S. 18-100g", "S58"),
    ),
)

LISTS = (
    ListSpec(
        FELONY_LIST,
        "Class A and B felonies",
        copy_read(
            "C.G.S. 53a-25, 53a-51",
            "S58",
            note="the rule of classes is read; the entries lawyers enter. A copy of the sections"
            " that print a class stands beside the list, read and not verified",
        ),
    ),
    ListSpec(
        LISTED_OFFENSES,
        "Crimes added by PA 25-29",
        not_found(
            "PA 25-29", "S9", "S27", note="ships empty: enter the 13 crimes from the public act"
        ),
        expected_entries=13,
    ),
)
