"""What section 54-192h leaves alone: fingerprints and NCIC checks of arrested persons, and criminal
matters.
"""

from reports.law.connecticut.rules.outcomes import not_prohibited, outside_the_act
from reports.law.connecticut.sources import copy_read, copy_read_for_both
from reports.law.connecticut.terms import Purpose
from reports.law.connecticut.version_codes import ALL_VERSIONS, SINCE_2019
from reports.law.engine.jurisdiction import Case, Rule, Ruling


def fingerprints_and_ncic(case: Case) -> Ruling:
    """54-192h(a)(6) and (b)(2): fingerprints of an arrested person and looking the person up in
    NCIC are saved from the prohibitions and are not ICE access."""
    return not_prohibited(
        case, "(a)(6)", "Fingerprints and NCIC checks of an arrested person are excepted."
    )


def criminal_matter(case: Case) -> Ruling:
    """54-192h(a)(2): a criminal warrant or investigation that is not about civil immigration is no
    civil immigration detainer; the act does not speak of it."""
    return outside_the_act(case, "A criminal matter is outside the act.")


RULES = (
    Rule(
        "fingerprints_and_ncic",
        "Fingerprints and NCIC checks are excepted",
        (Purpose.FINGERPRINTS_NCIC,),
        SINCE_2019,
        fingerprints_and_ncic,
        copy_read_for_both("54-192h(a)(6), (b)(2)", "S57"),
    ),
    Rule(
        "criminal_matter",
        "Criminal matters are outside the act",
        (Purpose.CRIMINAL_MATTER,),
        ALL_VERSIONS,
        criminal_matter,
        copy_read(
            "54-192h(a)(2)",
            "S57",
            "S1",
            "S3",
            note="the definition; that it leaves criminal matters out is our reading",
        ),
    ),
)
