"""Messages about custody and release since 2019: C.G.S. section 54-192h(b)(1)(B), (a)(6)(B) and
(C).

The paragraph forbids spending resources on such messages "except as provided in subsection (e)", as
we recall it; (e) grants nothing. Practice reads the grounds for holds into it. That is question Q2,
and it is not ours to decide.
"""

from reports.law.connecticut.rules.custody import LISTED_OFFENSES
from reports.law.connecticut.rules.outcomes import prohibited, unsettled
from reports.law.connecticut.sources import second_hand
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.connecticut.versions import SINCE_2019, V2025
from reports.law.engine.jurisdiction import Case, Rule, Ruling

GROUNDS_IN_PRACTICE = {
    Ground.JUDICIAL_WARRANT,
    Ground.FELONY_AB_CONVICTION,
    Ground.TERRORIST_DATABASE_MATCH,
}
OPEN = (
    "Resources may not be spent on release messages; whether this ground is an exception is not"
    " settled."
)
CLOSED = (
    "Resources may not be spent on messages about custody or release, and nothing on record is an"
    " exception."
)


def release_messages(case: Case) -> Ruling:
    """54-192h(b)(1)(B): no resources for messages on custody status or release; we leave open
    whether the grounds that lift the ban on holds lift this one, as practice has it."""
    if case.ground in GROUNDS_IN_PRACTICE:
        return unsettled(case, "(b)(1)(B)", OPEN)
    if case.ground == Ground.LISTED_OFFENSE_CONVICTION and case.version == V2025:
        return unsettled(case, "(b)(1)(B)", OPEN, LISTED_OFFENSES)
    if case.ground == Ground.ADMINISTRATIVE_WARRANT:
        return prohibited(
            case,
            "(b)(1)(B)",
            "A warrant not signed by a judge is no exception for messages about release.",
        )
    return prohibited(case, "(b)(1)(B)", CLOSED)


RULES = (
    Rule(
        "release_messages",
        "No resources for messages about custody or release",
        (Purpose.NOTIFY_RELEASE, Purpose.CUSTODY_STATUS, Purpose.RELEASE_INFORMATION),
        SINCE_2019,
        release_messages,
        second_hand(
            "54-192h(b)(1)(B)",
            "S7",
            "S21",
            "S22",
            "S25",
            note="the exception is recalled only; see Q2",
        ),
    ),
)
