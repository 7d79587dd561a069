"""What C.G.S. section 54-192h makes owed once a detainer is received: trigger, recipients,
contents, words of time.

Since 2019 two notices are owed to the person, the head of the agency reviews before any answer
about release, and what is done is recorded; a municipality reports it half-yearly. The act of 2013
owed a message to the federal side.
"""

from reports.law.connecticut.sources import found, recalled
from reports.law.connecticut.terms import CoveredAgencyKind, Purpose
from reports.law.connecticut.versions import SINCE_2019, V2014
from reports.law.engine.jurisdiction import DutySpec

SURELY_A_DETAINER = (
    Purpose.HOLD,
    Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
    Purpose.TRANSFER,
    Purpose.NOTIFY_RELEASE,
)
RELEASE_DATE_REQUESTED = (Purpose.NOTIFY_RELEASE, Purpose.RELEASE_INFORMATION)

# Which act of ICE access, (a)(6)(A)-(F), doing what is asked would be. Confidential information
# given in answer to a
# detainer is a response to it, (A); federal functions and status stand in no letter and are not
# counted here.
ACCESS_WHEN_DONE: dict[str, str] = {
    Purpose.HOLD: "A",
    Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT: "A",
    Purpose.TRANSFER: "A",
    Purpose.NOTIFY_RELEASE: "B",
    Purpose.CUSTODY_STATUS: "A",
    Purpose.INTERVIEW: "D",
    Purpose.FACILITY_USE: "E",
    Purpose.RELEASE_INFORMATION: "C",
    Purpose.ADDRESS_INFORMATION: "C",
    Purpose.SUPERVISION_INFORMATION: "F",
    Purpose.CONFIDENTIAL_INFORMATION: "A",
}

ACCESS_KINDS: dict[str, tuple[str, str]] = {
    "A": (
        "Responding to a detainer",
        "Responding to a civil immigration detainer or request for notification.",
    ),
    "B": (
        "Release notification",
        "Telling that the person is being or will be released at a certain date and time.",
    ),
    "C": (
        "Information that is not public",
        "Giving a release date or time, home address or work address.",
    ),
    "D": (
        "Interview",
        "Letting federal immigration authorities interview the person under the agency's control.",
    ),
    "E": (
        "Facility or resources",
        "Letting a facility or resources be used for immigration enforcement about the person.",
    ),
    "F": (
        "Supervision",
        "Giving probation or parole dates or times, or how the person complies with the terms.",
    ),
}

# The duty on which the first notice rests, (e)(1); other code asks for it by this name.
COPY_AND_INTENT = "copy_and_intent_notice"

DUTIES = (
    DutySpec(
        name="notify_ice_of_decision",
        title="Notify the federal side of the decision",
        versions=(V2014,),
        when="on_decision",
        timing_words="immediately",
        recipients="Immigration and Customs Enforcement",
        contents=(
            "whether the person is held or released",
            "if held, that it is for at most 48 hours",
        ),
        provenance=found("PA 13-155 (c)", "S5"),
    ),
    DutySpec(
        name="hold_cap_48_hours",
        title="End the hold after 48 hours",
        versions=(V2014,),
        when="on_decision",
        timing_words="not longer than 48 hours, excluding Saturdays, Sundays and federal holidays",
        recipients="the person held",
        contents=("release if the federal side does not come in time",),
        provenance=found("PA 13-155 (c)", "S5"),
    ),
    DutySpec(
        name=COPY_AND_INTENT,
        title="Give the person a copy of the detainer and say whether the agency intends to comply",
        versions=SINCE_2019,
        when="on_receipt",
        timing_words="upon receiving",
        recipients="the person who is the subject of the detainer",
        contents=("copy of the detainer", "whether the agency intends to comply with it"),
        provenance=recalled(
            "54-192h(e)(1)", "S0b", "S13", "S14", note="copy and intent also second-hand"
        ),
        sure_purposes=SURELY_A_DETAINER,
        doubt="Q1",
    ),
    DutySpec(
        name="head_review",
        title="Forward the request to the head of the agency for review",
        versions=SINCE_2019,
        when="before_any_response",
        timing_words="prior to responding",
        recipients="the head of the law enforcement agency",
        contents=("the request for notification of the release date and time",),
        provenance=recalled("54-192h(c)", "S0b"),
        purposes=RELEASE_DATE_REQUESTED,
    ),
    DutySpec(
        name="release_notification_notice",
        title=(
            "Give the person, and the attorney or one person they name, the notification and the"
            " written reason"
        ),
        versions=SINCE_2019,
        when="if_release_is_notified",
        timing_words="shall promptly provide",
        recipients=(
            "the person, and the person's attorney or one other individual the person designates"
        ),
        contents=(
            "copy of the notification of release",
            "written reason why the agency complies with the detainer",
        ),
        provenance=recalled("54-192h(e)(1)", "S0b"),
        purposes=RELEASE_DATE_REQUESTED,
    ),
    DutySpec(
        name="record_access",
        title="Record the access: date, type, resources spent, communications",
        versions=SINCE_2019,
        when="if_done",
        timing_words="",
        recipients="the agency's own public records",
        contents=(
            "number of individuals",
            "their demographic characteristics",
            "date of the access",
            "type of the access",
            "resources expended",
            "communications with federal immigration authorities",
        ),
        provenance=recalled("54-192h(e)(2)", "S0b", "S13"),
        purposes=tuple(ACCESS_WHEN_DONE),
    ),
    DutySpec(
        name="report_access",
        title="Report the access to the Office of Policy and Management",
        versions=SINCE_2019,
        when="half_yearly",
        timing_words="on an ongoing basis every six months",
        recipients=(
            "the Office of Policy and Management, from the legislative body of the municipality"
        ),
        contents=(
            "number of individuals",
            "their demographic characteristics",
            "date of the access",
            "whether under a detainer or through other means",
        ),
        provenance=recalled("54-192h(e)(3)", "S13", "S14", "S23"),
        purposes=tuple(ACCESS_WHEN_DONE),
        agency_kinds=(CoveredAgencyKind.MUNICIPAL_POLICE,),
    ),
)
