"""Messages about custody and release since 2019: C.G.S. section 54-192h(b)(1)(B), (a)(6)(B) and
(C).

The paragraph forbids spending resources on such messages "except as provided in subsection (e) of
this section"; (e)(1) speaks of notifying ICE of a release and names no ground. Practice reads the
grounds for holds into it. That is question Q2, and it is not ours to decide.
"""

from reports.law.connecticut.rules.custody import LISTED_OFFENSES
from reports.law.connecticut.rules.outcomes import prohibited, unsettled
from reports.law.connecticut.sources import copy_read_for_both
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.connecticut.version_codes import SINCE_2019, V2025
from reports.law.engine.jurisdiction import Case, Rule, Ruling

GROUNDS_IN_PRACTICE = {
    Ground.JUDICIAL_WARRANT,
    Ground.FELONY_AB_CONVICTION,
    Ground.TERRORIST_DATABASE_MATCH,
}
OPEN = (
    "Resources may not be spent on release messages except as subsection (e) provides; whether this"
    " ground is an exception is not settled."
)
CLOSED = (
    "Resources may not be spent on release messages except as subsection (e) provides; (e) names no"
    " ground. Ask counsel before telling ICE."
)
NOT_PROVIDED_FOR = (
    "Resources may not be spent on messages about custody status, and (e) provides for no such"
    " message."
)
NO_GROUND_ANYWHERE = " An immigration officer's warrant is no ground anywhere in the act."
WHERE_CLOSED: dict[str, str] = {
    Purpose.NOTIFY_RELEASE: "(b)(1)(B), (c), (e)(1)",
    Purpose.CUSTODY_STATUS: "(b)(1)(B)",
    Purpose.RELEASE_INFORMATION: "(b)(1)(B), (a)(6)(C), (e)(1)",
}


def release_messages(case: Case) -> Ruling:
    """54-192h(b)(1)(B): no resources for messages on custody status or release except as (e)
    provides; (e)(1) speaks of notifying ICE of a release on a certain date and names no ground, so
    without one we read it as prohibited, and leave open whether the grounds that lift the ban on
    holds lift this one, as practice has it."""
    if case.ground in GROUNDS_IN_PRACTICE:
        return unsettled(case, "(b)(1)(B)", OPEN)
    if case.ground == Ground.LISTED_OFFENSE_CONVICTION and case.version == V2025:
        return unsettled(case, "(b)(1)(B)", OPEN, LISTED_OFFENSES)
    paragraphs = WHERE_CLOSED[case.purpose]
    closed = NOT_PROVIDED_FOR if case.purpose == Purpose.CUSTODY_STATUS else CLOSED
    if case.ground == Ground.ADMINISTRATIVE_WARRANT:
        return prohibited(case, paragraphs, closed + NO_GROUND_ANYWHERE)
    return prohibited(case, paragraphs, closed)


RULES = (
    Rule(
        "release_messages",
        "No resources for messages about custody or release",
        (Purpose.NOTIFY_RELEASE, Purpose.CUSTODY_STATUS, Purpose.RELEASE_INFORMATION),
        SINCE_2019,
        release_messages,
        copy_read_for_both(
            "54-192h(b)(1)(B), (c), (e)(1)",
            "S57",
            "S7",
            "S21",
            "S22",
            "S25",
            note="the words are read; what the exception leaves is question Q2",
        ),
    ),
)
