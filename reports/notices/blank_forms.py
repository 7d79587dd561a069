"""Paper forms for an outage: an intake sheet, and blank notices under reserved numbers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string

from reports import documents
from reports.documents import Page
from reports.notices.content.facts import AgencyHeading
from reports.notices.content.layout import page_of
from reports.notices.content.specimens import blank_sheet
from reports.notices.content.style import stylesheet
from reports.notices.kinds import NoticeKind
from reports.notices.models import ReservedNumber
from reports.notices.text.sentences import ASKED

INTAKE = "documents/notice/intake.html"
TITLE = "Intake sheet"
PURPOSES = [
    words for key, words in ASKED.items() if key.startswith("asked.") and key != "asked.heading"
]
REQUESTED_PURPOSES = (
    "Received (day, time), by (name, number)",
    "By fax, e-mail, telephone, in person, other",
    "Federal office, officer, telephone called back",
    "Form (I-247A or other), its date",
    "Family name, given names of the person",
    "Date of birth, A-number (as on the request)",
    "Race, ethnicity, sex as recorded",
    "Language spoken; can read it (yes, no, not asked)",
    "Attorney, or one other person to tell: name, how to reach",
    "In custody since, for what; release due (day, time)",
    "Warrant: none, administrative, signed by a judge (court, docket)",
    "Convictions on record (offence, class, day, court)",
)
DONE = (
    "Head of the agency told (day, time), name",
    "What the head decided for each thing asked, and why",
    "Answered to the federal side (day, time, how, by whom, words)",
    "Letter handed over (day, time, by whom, interpreter)",
)


def intake_sheet(*, agency: AgencyHeading, number: str) -> bytes:
    """What the clerk writes down by hand and enters later. The same fields as the screen."""
    context = {
        "agency": agency,
        "number": number,
        "asked_for": REQUESTED_PURPOSES,
        "done": DONE,
        "purposes": PURPOSES,
    }
    page = Page(
        html=render_to_string(INTAKE, context),
        css=stylesheet(),
        lang="en",
        created=documents.CREATED,
        title=TITLE,
    )
    return documents.render(page).data


def blank_notice(
    reserved: ReservedNumber,
    *,
    kind: NoticeKind,
    language: str,
    agency: AgencyHeading,
    check_address: str,
    on: date,
) -> bytes:
    """A blank notice of the agency under a reserved number and its code."""
    content = blank_sheet(
        kind,
        language,
        agency=agency,
        number=reserved.number,
        code=reserved.code,
        check_address=check_address,
        on=on,
        production=settings.PRODUCTION,
    )
    return documents.render(page_of(content)).data
