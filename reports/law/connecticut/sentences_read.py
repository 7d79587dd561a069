"""C.G.S. section 54-192h as it was read in a copy of the codification of 2024 (S57): of each
sentence its place and digest, and the entries of the law register that rest on it. The copy is not
the official text, and PA 25-29 was not read.

The closing sentence of (a)(6) follows (F) and belongs to the whole subdivision.
"""

from reports.law.connecticut.version_codes import V2019
from reports.law.read_sentences import ReadSentence, ReadText

CODIFIED_2024 = ReadText(
    section="54-192h",
    version=V2019,
    source="S57",
    sentences=(
        ReadSentence("(a)", "5d879d1082b337e7", ()),
        ReadSentence("(a)(1)", "12e64027f83c5a59", ("definition_administrative_warrant",)),
        ReadSentence(
            "(a)(2)",
            "2c4a07d6bf197254",
            ("definition_civil_immigration_detainer", "criminal_matter"),
        ),
        ReadSentence("(a)(2)(A)", "d51585b1f9d6fbc5", ("definition_civil_immigration_detainer",)),
        ReadSentence(
            "(a)(2)(B)",
            "55469ab362e3f099",
            ("definition_civil_immigration_detainer", "transfer_follows_the_hold"),
        ),
        ReadSentence("(a)(2)(C)", "1feb86706600b5fa", ("definition_civil_immigration_detainer",)),
        ReadSentence("(a)(2)(D)", "c2fced2b47623ef0", ("definition_civil_immigration_detainer",)),
        ReadSentence(
            "(a)(3)",
            "6334054ea504cafd",
            ("definition_confidential_information", "immigration_status_is_open"),
        ),
        ReadSentence("(a)(4)", "eec4a92a089f15ea", ("definition_federal_immigration_authority",)),
        ReadSentence("(a)(5)", "82da5adf50700196", ("definition_ice",)),
        ReadSentence("(a)(6)", "5c7f1f53b6915711", ("definition_ice_access",)),
        ReadSentence("(a)(6)(A)", "aca29ff6a8e4865a", ("definition_ice_access",)),
        ReadSentence("(a)(6)(B)", "9d64f40f210b56fb", ("definition_ice_access",)),
        ReadSentence(
            "(a)(6)(C)", "947159c188561e04", ("definition_ice_access", "address_information")
        ),
        ReadSentence("(a)(6)(D)", "c30c0e208b25d7a4", ("definition_ice_access",)),
        ReadSentence(
            "(a)(6)(E)", "1b3c78138f8eaacc", ("definition_ice_access", "facility_use_is_open")
        ),
        ReadSentence(
            "(a)(6)(F)", "f92450dd06dd212b", ("definition_ice_access", "supervision_information")
        ),
        ReadSentence(
            "(a)(6)(F)", "d83ea9f66fad3017", ("definition_ice_access", "fingerprints_and_ncic")
        ),
        ReadSentence("(a)(7)", "7deece3f051bb0ae", ("definition_judicial_officer",)),
        ReadSentence("(a)(7)", "4f5713335d834046", ("definition_judicial_officer",)),
        ReadSentence("(a)(8)", "fbe9da813a1c5674", ("definition_law_enforcement_agency",)),
        ReadSentence(
            "(a)(9)",
            "d03332100dfc2195",
            ("definition_law_enforcement_officer", "agency_not_covered"),
        ),
        ReadSentence(
            "(a)(9)(A)",
            "768245004de66e90",
            ("definition_law_enforcement_officer", "agency_not_covered"),
        ),
        ReadSentence(
            "(a)(9)(B)",
            "134a2e650bf025fa",
            ("definition_law_enforcement_officer", "agency_not_covered"),
        ),
        ReadSentence(
            "(a)(9)(C)",
            "6f60984a1a312f32",
            ("definition_law_enforcement_officer", "agency_not_covered"),
        ),
        ReadSentence(
            "(a)(9)(D)",
            "4564cddaa0b6f2a6",
            ("definition_law_enforcement_officer", "agency_not_covered"),
        ),
        ReadSentence("(a)(10)", "1448ebf485db65b6", ("definition_bail_commissioner",)),
        ReadSentence("(a)(11)", "e1617f5f51db80ba", ("definition_school_police",)),
        ReadSentence("(b)(1)", "4aabd0582e90dea5", ("agency_not_covered",)),
        ReadSentence("(b)(1)(A)", "8009166a9dcf2006", ("hold_needs_a_ground",)),
        ReadSentence("(b)(1)(B)", "f54d6de802ef68ee", ("release_messages",)),
        ReadSentence("(b)(1)(C)", "5a3604d5d29392a3", ("no_arrest_on_administrative_warrant",)),
        ReadSentence("(b)(1)(D)", "ed9ce4b5936e46e8", ("interview_needs_a_ground",)),
        ReadSentence("(b)(1)(E)", "ea09d4f013c5f5be", ("no_federal_function",)),
        ReadSentence("(b)(2)", "c46c03ffebc7a511", ("fingerprints_and_ncic",)),
        ReadSentence("(c)", "b538fc1ee164af68", ("release_messages", "head_review")),
        ReadSentence("(d)", "d0b3295715594608", ("confidential_information",)),
        ReadSentence("(d)(1)", "f39bfa3cb89ded33", ("confidential_information",)),
        ReadSentence("(d)(2)", "41b138fb7e77a7b3", ("confidential_information",)),
        ReadSentence("(d)(3)", "4741715aa6ad8ebf", ("confidential_information",)),
        ReadSentence("(e)(1)", "5d3b71a514d1127b", ("copy_and_intent_notice",)),
        ReadSentence(
            "(e)(1)", "81b19123aa3a7047", ("release_messages", "release_notification_notice")
        ),
        ReadSentence("(e)(2)", "e6de092100e2faa7", ("record_access",)),
        ReadSentence("(e)(2)", "387b30a0207cb90c", ("record_access",)),
        ReadSentence("(e)(2)", "a2e1fb8da0b63e68", ("record_access",)),
        ReadSentence("(e)(3)", "c8cde59d8151622d", ("report_access",)),
        ReadSentence("(e)(3)", "f43eb2648f5762d3", ("report_access",)),
        ReadSentence("(f)", "0af411ae35bd470d", ("disseminate_and_train",)),
        ReadSentence("(f)", "a6f40eb0c4b8b2f3", ("disseminate_and_train",)),
        ReadSentence("(g)", "6bc4b5fc5ff50d54", ("construction",)),
    ),
)
