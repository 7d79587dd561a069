"""What comes out of the printer for a letter: separator, letter, the copy behind its cover. Each read is noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from reports.accounts.models import User
from reports.audit.actions import record
from reports.detainers.vocabulary import CanRead
from reports.notices.assembling import Part, Separator, Stated
from reports.notices.languages import ENGLISH, sheet_language
from reports.notices.models import Notice, NoticePaper, NoticeService
from reports.notices.queries import verified
from reports.notices.status import How, Outcome, PaperForm, Status
from reports.notices.voice import ISOLATE, POP, voice
from reports.sealing.actions import read_sealed_file
from reports.web.desk.letters import TITLES
from reports.web.desk.summaries import language_name


def newest_papers(notice: Notice) -> dict[str, NoticePaper]:
    """The newest paper of each form."""
    found: dict[str, NoticePaper] = {}
    for paper in notice.papers.select_related("file", "file__record_key", "record_key"):
        found.setdefault(paper.form, paper)
    return found


def part_for(notice: Notice, *, place: str = "", with_proofs: bool = False) -> Part:
    """A letter as it is printed. A letter that no longer stands says so on the sheet in front of it."""
    files = [(read_sealed_file(notice.file), "application/pdf")] if notice.file else []
    copy = newest_papers(notice).get(PaperForm.COPY)
    if copy and copy.file:
        files.append((read_sealed_file(copy.file), "application/pdf"))
    if with_proofs:
        files += _proofs(notice)
    separator = Separator(
        title=f"Letter {notice.number}", place=place, lines=tuple(_lines(notice, copy)), warning=tuple(_warning(notice))
    )
    return Part(separator, tuple(files))


def _lines(notice: Notice, copy: NoticePaper | None) -> Iterator[tuple[str, str]]:
    yield "What it is", TITLES[notice.kind]
    yield "Detainer", notice.detainer.reference
    yield "Language", "English" if notice.language == ENGLISH.code else f"{language_name(notice.language)} and English"
    if notice.detainer.person.can_read == CanRead.NO:
        yield "Read it aloud", "The person cannot read. Read the letter aloud, with an interpreter where one is needed."
    if copy and copy.file:
        yield "Behind it", "the copy that the act asks for, behind its cover"
    for service in notice.services.select_related("record_key"):
        yield Outcome(service.outcome).label, f"{service.happened_at:%Y-%m-%d %H:%M} UTC, {How(service.how).label}"


def _warning(notice: Notice) -> Iterator[Stated]:
    """In both languages, with the number of the letter that took its place."""
    found = verified(notice)
    if found.standing == "current":
        return
    for code in dict.fromkeys((sheet_language(notice.language, production=False), ENGLISH.code)):
        one = voice(code)
        values = {"agency": found.agency_name, "day": one.day(found.issued_at), "number": found.replaced_by}
        text = one.say(f"verify.{found.standing}", **values).replace(ISOLATE, "").replace(POP, "")
        yield Stated(code, "rtl" if one.words.language.right_to_left else "ltr", text)


def _proofs(notice: Notice) -> list[tuple[bytes, str]]:
    rows = NoticeService.objects.filter(notice=notice, proof__isnull=False).select_related("proof__record_key")
    return [(read_sealed_file(row.proof), row.proof.content_type) for row in rows if row.proof]


@transaction.atomic
def note_printed(notices: list[Notice], *, by: User, at: datetime) -> None:
    """Each letter read is an entry of its own in the trail."""
    for notice in notices:
        record(
            chain=notice.agency.code, event="notice.read", actor=str(by.pk), at=at, subject_type="notice",
            subject_id=notice.pk,
        )  # fmt: skip


def is_printable(notice: Notice) -> bool:
    return notice.file_id is not None and notice.status in {Status.READY, Status.SERVED, Status.COULD_NOT_SERVE}
