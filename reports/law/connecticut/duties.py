"""What C.G.S. section 54-192h makes owed once a detainer is received: trigger, recipients,
contents, words of time.

Since 2019 two notices are owed to the person, the head of the agency reviews before any answer
about release, and records of the access are public; a municipality whose police gave access reports
it half-yearly, and one whose police gave none owes no report. The act of 2013 owed a message to the
federal side. Subsections (c) and (e) name law enforcement officers and agencies: school police is
neither, and whether bail staff is reached through the Judicial Branch is open (Q29).
"""

from reports.law.connecticut.sources import copy_read_for_both, found
from reports.law.connecticut.terms import CoveredAgencyKind, Purpose
from reports.law.connecticut.version_codes import SINCE_2019, V2014
from reports.law.engine.jurisdiction import DutySpec

SURELY_A_DETAINER = (
    Purpose.HOLD,
    Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
    Purpose.TRANSFER,
    Purpose.NOTIFY_RELEASE,
    Purpose.RELEASE_INFORMATION,
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
        (
            "Telling, through data sharing or otherwise, that the person is being or will be"
            " released at a certain date and time."
        ),
    ),
    "C": (
        "Information that is not public",
        "Giving a release date or time, home address or work address that was not public that day.",
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

NOT_NAMED = (CoveredAgencyKind.SCHOOL_POLICE,)
PERHAPS_REACHED: dict[str, str] = {CoveredAgencyKind.BAIL_SERVICES: "Q29"}
NOT_OF_SCHOOLS = "school police is not named; the amendment of 2025 was not read"

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
        provenance=copy_read_for_both("54-192h(e)(1)", "S57", later=NOT_OF_SCHOOLS),
        sure_purposes=SURELY_A_DETAINER,
        doubt="Q1",
        except_kinds=NOT_NAMED,
        doubt_by_kind=PERHAPS_REACHED,
    ),
    DutySpec(
        name="head_review",
        title="Forward the request to the head of the agency for review",
        versions=SINCE_2019,
        when="before_any_response",
        timing_words="prior to responding",
        recipients="the head of the law enforcement agency",
        contents=("the request for notification of the release date and time",),
        provenance=copy_read_for_both("54-192h(c)", "S57", later=NOT_OF_SCHOOLS),
        purposes=RELEASE_DATE_REQUESTED,
        except_kinds=NOT_NAMED,
        doubt_by_kind=PERHAPS_REACHED,
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
        provenance=copy_read_for_both("54-192h(e)(1)", "S57", later=NOT_OF_SCHOOLS),
        except_kinds=NOT_NAMED,
        doubt_by_kind=PERHAPS_REACHED,
    ),
    DutySpec(
        name="record_access",
        title="Records of the access are public",
        versions=SINCE_2019,
        when="if_done",
        timing_words="",
        recipients="whoever asks, unless a record is exempt under 1-210 or 1-215",
        contents=(
            "number of individuals",
            "their demographic data",
            "date of the access",
            "type of the access",
            "resources expended",
            "any communication with federal immigration authorities",
        ),
        provenance=copy_read_for_both(
            "54-192h(e)(2)",
            "S57",
            note="it makes public what is maintained and creates no duty to write it down",
            later=NOT_OF_SCHOOLS,
        ),
        remark="Keeping the six elements is our practice, without which (e)(3) cannot be met.",
        purposes=tuple(ACCESS_WHEN_DONE),
        except_kinds=NOT_NAMED,
        doubt_by_kind=PERHAPS_REACHED,
    ),
    DutySpec(
        name="report_access",
        title="Report access that was given to the Office of Policy and Management",
        versions=SINCE_2019,
        when="half_yearly",
        timing_words="on an ongoing basis every six months",
        recipients=(
            "the Office of Policy and Management, from the legislative body of a municipality whose"
            " police gave ICE access in the six months before"
        ),
        contents=(
            "number of individuals",
            "their demographic data",
            "date of the access",
            "whether under a detainer or through other means",
        ),
        provenance=copy_read_for_both("54-192h(e)(3)", "S57"),
        remark="Where no access was given the act asks for no report.",
        purposes=tuple(ACCESS_WHEN_DONE),
        agency_kinds=(CoveredAgencyKind.MUNICIPAL_POLICE,),
    ),
    DutySpec(
        name="disseminate_and_train",
        title="Send the requirements out and train those they bind",
        versions=SINCE_2019,
        when="always",
        timing_words="",
        recipients=(
            "all affected law enforcement agencies and school police or security departments, their"
            " employees and agents"
        ),
        contents=("the requirements of the section", "appropriate training"),
        provenance=copy_read_for_both(
            "54-192h(f)", "S57", note="two duties; the text sets no frequency"
        ),
        holder="the Office of Policy and Management",
    ),
)
