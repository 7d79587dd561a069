"""Texts shown beside form fields, from C.G.S. section 54-192h(a), and the lists the rules rely on.

Quoted words are quoted only where a copy of the text was read; the rest is our paraphrase, marked
as such.
"""

from reports.law.connecticut.rules.custody import FELONY_LIST, LISTED_OFFENSES
from reports.law.connecticut.sources import conflicting, found, not_found, recalled, second_hand
from reports.law.engine.jurisdiction import Definition, ListSpec

DEFINITIONS = (
    Definition(
        "definition_administrative_warrant",
        "Administrative warrant",
        "A warrant, notice to appear, removal order or warrant of deportation issued by an agent of"
        " a federal agency charged with enforcing immigration laws or border security. A warrant"
        " issued or signed by a judicial officer is not one.",
        found("54-192h(a)(1)", "S1", "S3"),
    ),
    Definition(
        "definition_civil_immigration_detainer",
        "Civil immigration detainer",
        "Any request from a federal immigration authority to a local or state law enforcement"
        " agency, for example to hold a person, to help arrest or transfer one, to tell a release"
        " date and time, or saying that it intends to take custody. An e-mail or a call asking for"
        " a release date is one.",
        found("54-192h(a)(2)", "S1", "S3"),
    ),
    Definition(
        "definition_confidential_information",
        "Confidential information",
        "Sexual orientation; being a victim of domestic violence or sexual assault; being a crime"
        " witness; receiving public assistance; income tax or other financial records, Social"
        " Security numbers included. Immigration status and home address are not in this list.",
        found("54-192h(a)(3)", "S3"),
    ),
    Definition(
        "definition_federal_immigration_authority",
        "Federal immigration authority",
        "Any officer, employee or agent of Immigration and Customs Enforcement, or of the"
        " Department of Homeland Security who is charged with civil immigration enforcement.",
        found("54-192h(a)(4)", "S3", "S4"),
    ),
    Definition(
        "definition_ice_access",
        "ICE access",
        "Any of six acts about a person who is stopped, arrested, detained or otherwise under an"
        " agency's control: (A) responding to a detainer, (B) notifying of release, (C) giving"
        " release or address information that is not public, (D) allowing an interview, (E)"
        " allowing use of a facility or resources, (F) giving supervision information.",
        recalled("54-192h(a)(6)", "S0b"),
    ),
    Definition(
        "definition_judicial_officer",
        "Judicial officer",
        "A judge of the state or federal judicial branches or a federal magistrate. An immigration"
        " judge is not one.",
        second_hand("54-192h(a)(7)", "S0b"),
    ),
    Definition(
        "definition_law_enforcement_agency",
        "Law enforcement agency",
        "Any agency that employs, pays or acts through a law enforcement officer as the act defines"
        " one.",
        recalled("54-192h(a)(8)"),
    ),
    Definition(
        "definition_law_enforcement_officer",
        "Law enforcement officer",
        "Everybody employed or paid by, or acting for, the Department of Correction, a municipal"
        " police department or the State Police; judicial and state marshals; probation officers;"
        " since 2025 also state's attorneys' staff and the Board of Pardons and Paroles.",
        found("54-192h(a)(9)", "S2", "S8", "S28", note="the additions of 2025 are second-hand"),
    ),
    Definition(
        "definition_bail_commissioner",
        "Bail commissioner or intake, assessment or referral specialist",
        "An employee of the Judicial Branch whose duties are those of C.G.S. 54-63d.",
        found("54-192h(a)(10)", "S2"),
    ),
    Definition(
        "definition_school_police",
        "School police or security department",
        "Police or security of the state system of higher education, of a public school or of a"
        " school district.",
        found("54-192h(a)(11)", "S2"),
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
        second_hand("54-192h(g)", "S13", "S14"),
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
            note="sources disagree on damages; subsection letter not found",
        ),
    ),
    Definition(
        "forty_eight_hours",
        "48 hours",
        "The 2014 act capped holds at 48 hours excluding Saturdays, Sundays and federal holidays."
        " Whether the act has a cap since 2019 was not found; the form asks for at most 48 hours,"
        " without excluding weekends.",
        conflicting("8 CFR 287.7(d); DHS Form I-247A; PA 13-155 (c)", "S5", "S35", "S38"),
    ),
)

LISTS = (
    ListSpec(
        FELONY_LIST,
        "Class A and B felonies",
        not_found(
            "C.G.S. 53a-25",
            note="class may depend on subdivision, age, weapon, count and date of the offence",
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
