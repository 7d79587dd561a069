"""Page images of `docs/reader-journey.md`, from the demo's letters: `manage.py reader_journey`.

Each picture is one page of a letter or of what goes with it, drawn again from the words that were
issued. Only the demo's invented people may stand in pictures.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from PIL import Image

from reports import documents
from reports.documents.page import Page
from reports.notices.content.layout import page_of, script_page_of
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice

PICTURES = Path("docs/images/reader-journey")
LANGUAGE = "ht"
SCALE = 0.95
COLORS = 32


@dataclass(frozen=True)
class PicturedDocument:
    """Pages of one document, as they are named in the folder."""

    name: str
    page: Page
    most: int


class Command(BaseCommand):
    help = "Draws the page images of docs/reader-journey.md from the demo's letters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out", type=Path, default=PICTURES, help=f"folder to write to ({PICTURES})"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Pictures show the demo's invented people only (TRUSTACT_DEMO=1).")
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        for wanted in _documents():
            for path in _render(wanted, folder):
                self.stdout.write(f"{path}  {path.stat().st_size}")


def _documents() -> list[PicturedDocument]:
    letter, to_child = _first_letter(is_about_child=False), _first_letter(is_about_child=True)
    return [
        PicturedDocument("letter", page_of(letter.words), 2),
        PicturedDocument("script", script_page_of(letter.words), 1),
        PicturedDocument("large", page_of(letter.words, large=True), 1),
        PicturedDocument("child", page_of(to_child.words), 1),
    ]


def _first_letter(*, is_about_child: bool) -> Notice:
    """The newest first notice of the demo in the reader's language that is still true."""
    rows = Notice.objects.with_content().select_related("detainer__person", "agency")
    current = rows.filter(
        kind=NoticeKind.N1_RECEIPT,
        language=LANGUAGE,
        voided_at__isnull=True,
        superseded_by__isnull=True,
        stale_at__isnull=True,
    )
    for notice in current.order_by("-issued_at"):
        if notice.detainer.is_about_child is is_about_child:
            return notice
    raise CommandError("The demo is not loaded yet: `manage.py seed_demo` loads it.")


def _render(wanted: PicturedDocument, folder: Path) -> list[Path]:
    """Small pictures with few colors: black words, blue headings."""
    written = []
    with pypdfium2.PdfDocument(documents.render(wanted.page).data) as pdf:
        for number in range(min(wanted.most, len(pdf))):
            picture: Image.Image = pdf[number].render(scale=SCALE).to_pil()
            path = folder / f"{wanted.name}-{number + 1}.png"
            picture.quantize(COLORS).save(path, optimize=True)
            written.append(path)
    return written
