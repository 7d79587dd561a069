"""Invented people and facts for specimens, in the scripts of the notices, and blank forms.

Everything is fixed, so a specimen is the same file each time. No name belongs to a known person,
and the code on a specimen fails its own check: it can never be found at /verify/.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from reports.notices.codes import display_number, specimen_code
from reports.notices.content.compose import build_content
from reports.notices.content.document import NoticeContent
from reports.notices.content.facts import (
    AgencyHeading,
    CorrectionAnswered,
    Decider,
    NoticeAddressee,
    NoticeFacts,
    PurposeDecision,
    ReleaseNotified,
)
from reports.notices.content.recorded import PrintedConviction, RecordedGround
from reports.notices.kinds import NoticeKind

CHECK_ADDRESS = "https://trustact.example.gov/verify/"
ISSUED_ON = date(2026, 3, 2)

# (whole name, family name)
NAMES = {
    "en": ("María José Nuñez-Đặng", "Nuñez-Đặng"),
    "es": ("María José Nuñez-Ordóñez", "Nuñez-Ordóñez"),
    "pt": ("João Batista da Conceição Araújo", "Araújo"),
    "ht": ("Jan-Bèna Pyèrlwi Sentelò", "Sentelò"),
    "pl": ("Małgorzata Źdźbłowska", "Źdźbłowska"),
    "fr": ("Aïssatou Gaëlle N’Dembélé", "N’Dembélé"),
    "it": ("Nicolò Dell’Èrbavera", "Dell’Èrbavera"),
    "sq": ("Gëzim Çelnikaj", "Çelnikaj"),
    "uk": ("Їжакевич Ґалина Юріївна", "Їжакевич"),
    "ru": ("Щербинёва Эльвира Фёдоровна", "Щербинёва"),
    "vi": ("Đặng Nguyễn Thị Quỳnh Hượng", "Đặng"),
    "zh-Hans": ("龚铄涵", "龚"),
    "zh-Hant": ("龔鑠涵", "龔"),
    "ko": ("선우한빛", "선우"),
    "ar": ("عبد الرؤوف بن سُهيل القمراوي", "القمراوي"),
    "ur": ("گلزار احمد چوہانپوری", "چوہانپوری"),
    "ps": ("ګل څانګه ښکلېوال", "ښکلېوال"),
    "prs": ("فرهاد گلچین پوپل‌زاده", "پوپل‌زاده"),
    "hi": ("श्रीकृष्ण क्षेत्रपाल त्रिवेणीधर", "त्रिवेणीधर"),
    "gu": ("કૃષ્ણાબેન ત્ર્યંબકલાલ ક્ષેત્રજ્ઞ", "ક્ષેત્રજ્ઞ"),
    "bn": ("শ্রীমতী কৃষ্ণচূড়া ভট্টপাল্য", "ভট্টপাল্য"),
    "tl": ("Ma. Ligaya Dimakulangan-Peñaflorida", "Dimakulangan-Peñaflorida"),
}

AGENCY = AgencyHeading(
    code="example",
    name="Example Police Department",
    address_lines=("100 Example Street", "Example, Connecticut 06000"),
    phone="(860) 555-0100",
)
CONVICTED = RecordedGround(
    ground="felony_ab_conviction",
    convictions=(
        PrintedConviction(
            offense="Burglary in the first degree (53a-101)",
            felony_class="B",
            judgment_on="2019-05-14",
            court="Superior Court, Example",
            docket="EX-CR18-0000000-S",
            source="Judicial Branch look-up",
            checked_on=date(2026, 3, 1),
        ),
    ),
)
HOLD = PurposeDecision(
    purpose="hold",
    decision="decline",
    outcome="not_prohibited",
    citation="54-192h(b)(1)(A)(ii)",
    grounds=(CONVICTED,),
)
RELEASE = PurposeDecision(
    purpose="notify_release",
    decision="comply",
    outcome="unsettled",
    citation="54-192h(b)(1)(B)",
    grounds=(CONVICTED,),
)


CORRECTED = CorrectionAnswered(
    requested_at=datetime(2026, 3, 1, 17, 0, tzinfo=UTC),
    number=display_number(agency_code=AGENCY.code, year=2026, sequence=7),
    new_number=display_number(agency_code=AGENCY.code, year=2026, sequence=9),
)
PICTURED = {NoticeKind.COPY_OF_REQUEST: 2, NoticeKind.COPY_OF_SENT: 1}


@cache
def specimen_pictures(kind: NoticeKind) -> tuple[bytes, ...]:
    """Pages that an invented scan might have: gray lines, no words, nobody's real form."""
    return tuple(_pictured_page(lines=30 - 9 * page) for page in range(PICTURED.get(kind, 0)))


def _pictured_page(*, lines: int) -> bytes:
    page = Image.new("L", (850, 1100), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 60, 790, 150), outline=90, width=3)
    for line in range(lines):
        pen.rectangle((80, 200 + 28 * line, 770 - 97 * (line % 4), 206 + 28 * line), fill=150)
    target = BytesIO()
    page.save(target, format="JPEG", quality=70)
    return target.getvalue()


def specimen_facts(kind: NoticeKind, language: str, *, blank: bool = False) -> NoticeFacts:
    name, family = NAMES[language]
    facts = NoticeFacts(
        person_name=name,
        family_name=family,
        agency=AgencyHeading(code="example", name="") if blank else AGENCY,
        received_at=datetime(2026, 3, 1, 19, 45, tzinfo=UTC),
        federal_office="ICE ERO Hartford",
        form="I-247A",
        decisions=(HOLD, RELEASE),
        decider=Decider(title="Chief of Police"),
        right_of_action=True,
        law_version="2025-10-01",
        specimen=not blank,
        blank=blank,
    )
    return _for_kind(facts, kind)


def _for_kind(facts: NoticeFacts, kind: NoticeKind) -> NoticeFacts:
    if kind is NoticeKind.COPY_OF_REQUEST:
        return replace(facts, copy_pages=len(specimen_pictures(kind)))
    if kind is NoticeKind.CORRECTION:
        return replace(
            facts,
            correction=CORRECTED,
            own_words="The day of the request was wrong. It is now right.",
        )
    if kind is NoticeKind.N1_RECEIPT:
        return replace(
            facts,
            decisions=(replace(HOLD, decision="pending"), replace(RELEASE, decision="pending")),
        )
    if kind is NoticeKind.CANCELLATION:
        return replace(
            facts,
            cancelled_at=datetime(2026, 3, 2, 16, 20, tzinfo=UTC),
            earlier_number=display_number(agency_code=AGENCY.code, year=2026, sequence=7),
        )
    facts = replace(
        facts,
        own_words="A court has a final judgment on record. We weighed it and the time in custody.",
    )
    if kind is NoticeKind.N1_INTENT:
        return replace(
            facts, earlier_number=display_number(agency_code=AGENCY.code, year=2026, sequence=7)
        )
    return replace(
        facts,
        decisions=(RELEASE,),
        copy_pages=len(specimen_pictures(kind)),
        release=ReleaseNotified(
            notified_at=datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
            office="ICE ERO Hartford",
            release_at=datetime(2026, 3, 3, 14, 0, tzinfo=UTC),
        ),
        recipient=NoticeAddressee(name="Ruth Okafor-Lindqvist")
        if kind is NoticeKind.N2_COPY
        else None,
    )


def specimen(kind: NoticeKind, language: str, *, blank: bool = False) -> NoticeContent:
    return build_content(
        specimen_facts(kind, language, blank=blank),
        kind=kind,
        language=language,
        number="" if blank else display_number(agency_code=AGENCY.code, year=2026, sequence=8),
        code="" if blank else specimen_code(f"{kind}-{language}"),
        check_address=CHECK_ADDRESS,
        issued_on=ISSUED_ON,
    )


def blank_sheet(
    kind: NoticeKind,
    language: str,
    *,
    agency: AgencyHeading,
    number: str,
    code: str,
    check_address: str,
    on: date,
    production: bool = False,
) -> NoticeContent:
    """A form of this agency to be filled in by hand, under a number and code reserved for it."""
    facts = replace(
        specimen_facts(kind, language, blank=True), agency=agency, right_of_action=False
    )
    return build_content(
        facts,
        kind=kind,
        language=language,
        number=number,
        code=code,
        check_address=check_address,
        issued_on=on,
        production=production,
    )
