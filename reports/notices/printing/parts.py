"""What is printed for a notice: separator, notice, and the copy behind its cover."""

from __future__ import annotations

from collections.abc import Iterator

from reports.documents.signing.sign import is_signed
from reports.notices.kinds import TITLES
from reports.notices.models import Enclosure, Notice, NoticeService
from reports.notices.printing.bundle import Part, Scan, Separator, marked_pages
from reports.notices.status import EnclosureKind, NoticeStatus, ServiceMethod, ServiceOutcome
from reports.notices.superseded_copies import supersession_notice
from reports.notices.text.languages import ENGLISH, language_name
from reports.persons.vocabulary import CanRead
from reports.sealing.actions import read_sealed_file

PRINTABLE = frozenset({NoticeStatus.READY, NoticeStatus.SERVED, NoticeStatus.COULD_NOT_SERVE})
_SIGNED = (
    (
        "Signature",
        (
            "The agency signed the letter. The signature is in the letter’s own file; this is a"
            " copy to read."
        ),
    ),
)


def newest_enclosures(notice: Notice) -> dict[str, Enclosure]:
    """The newest enclosure of each form."""
    found: dict[str, Enclosure] = {}
    for paper in notice.papers.select_related("file", "file__record_key", "record_key"):
        found.setdefault(paper.form, paper)
    return found


def part_for(notice: Notice, *, place: str = "", with_proofs: bool = False) -> Part:
    """A notice as it is printed. One that is void or replaced says so on the sheet in front of it
    and on every page.
    """
    files = [read_sealed_file(notice.file)] if notice.file else []
    copy = newest_enclosures(notice).get(EnclosureKind.COPY)
    if copy and copy.file:
        files.append(read_sealed_file(copy.file))
    words = supersession_notice(notice)
    lines = (*_lines(notice, copy), *(_SIGNED if any(map(is_signed, files)) else ()))
    return Part(
        Separator(title=f"Letter {notice.number}", place=place, lines=lines, warning=words),
        tuple(marked_pages(data, words) for data in files) if words else tuple(files),
        tuple(_proofs(notice)) if with_proofs else (),
    )


def _lines(notice: Notice, copy: Enclosure | None) -> Iterator[tuple[str, str]]:
    yield "What it is", TITLES[notice.kind]
    yield "Detainer", notice.detainer.reference
    yield (
        "Language",
        (
            "English"
            if notice.language == ENGLISH.code
            else f"{language_name(notice.language)} and English"
        ),
    )
    if notice.detainer.named.can_read == CanRead.NO:
        yield (
            "Read it aloud",
            (
                "The person cannot read. Read the letter aloud, with an interpreter where one is"
                " needed."
            ),
        )
    if copy and copy.file:
        yield "Behind it", "the copy that the act asks for, behind its cover"
    for service in notice.services.select_related("record_key"):
        yield (
            ServiceOutcome(service.outcome).label,
            f"{service.happened_at:%Y-%m-%d %H:%M} UTC, {ServiceMethod(service.how).label}",
        )


def _proofs(notice: Notice) -> Iterator[Scan]:
    rows = NoticeService.objects.filter(notice=notice, proof__isnull=False).select_related(
        "proof__record_key"
    )
    for place, row in enumerate(rows.order_by("happened_at"), start=1):
        if row.proof:
            what = f"Proof {place} of handing over letter {notice.number}"
            yield Scan(read_sealed_file(row.proof), row.proof.content_type, what)


def is_printable(notice: Notice) -> bool:
    return notice.file_id is not None and notice.status in PRINTABLE and not notice.is_stale
