"""Write specimen letters: every kind and offered language, with invented people, the same bytes
each time.
"""

from __future__ import annotations

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports import documents
from reports.documents.errors import RenderError
from reports.notices.content.layout import page_of
from reports.notices.content.specimens import specimen, specimen_pictures
from reports.notices.kinds import NoticeKind
from reports.notices.text.languages import LANGUAGES, approved_languages, is_complete

BAD_INPUT = 2


class Command(BaseCommand):
    """`manage.py sample_notice --out DIR [--kind N1] [--language ar] [--blank]`"""

    help = (
        "Writes specimen letters as DIR/<kind>-<language>.pdf, with invented people. The same"
        " command, the same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out", required=True, type=Path, help="folder to write to; made when missing"
        )
        parser.add_argument("--kind", help=f"one of {', '.join(NoticeKind)}; all when left out")
        parser.add_argument(
            "--language", help="code of one language; all complete ones when left out"
        )
        parser.add_argument(
            "--blank", action="store_true", help="lines to fill by hand in place of the facts"
        )
        parser.add_argument("--json", action="store_true", help="print what was written as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds, languages = _kinds(options["kind"]), _languages(options["language"])
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        written = [
            _write(folder, kind, language, blank=options["blank"])
            for language in languages
            for kind in kinds
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"specimens": written}, indent=1))
        else:
            self.stdout.write(
                "\n".join(f"{folder / line['file']}  {line['sha256']}" for line in written)
            )


def _kinds(wanted: str | None) -> list[NoticeKind]:
    if wanted is None:
        return list(NoticeKind)
    if wanted not in list(NoticeKind):
        raise CommandError(
            f"There is no kind {wanted!r}. Kinds: {', '.join(NoticeKind)}.", returncode=BAD_INPUT
        )
    return [NoticeKind(wanted)]


def _languages(wanted: str | None) -> list[str]:
    """Specimens of a complete draft may be made anywhere: they are marked, and reviewers need
    them.
    """
    if wanted is None:
        return [
            language.code
            for language in approved_languages(production=getattr(settings, "PRODUCTION", False))
        ]
    if wanted not in LANGUAGES or not is_complete(wanted):
        complete = ", ".join(code for code in LANGUAGES if is_complete(code))
        raise CommandError(
            f"There is no sheet in {wanted!r}. Complete: {complete}.", returncode=BAD_INPUT
        )
    return [wanted]


def _write(folder: Path, kind: NoticeKind, language: str, *, blank: bool) -> dict[str, str]:
    page = page_of(specimen(kind, language, blank=blank), () if blank else specimen_pictures(kind))
    try:
        data = documents.render(page).data
    except RenderError as fault:
        raise CommandError(str(fault)) from fault
    name = f"{kind}-{language}.pdf"
    (folder / name).write_bytes(data)
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
