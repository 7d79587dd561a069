"""`draw_states [--check]`: the transition tables as diagrams under docs/diagrams/, so that picture
and rule agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.detainers.status import DETAINER_LIFECYCLE
from reports.grants.status import ROLE_REQUEST_LIFECYCLE
from reports.lifecycle import Transition
from reports.notices.status import NOTICE_LIFECYCLE
from reports.publication.status import EDITION_LIFECYCLE
from reports.submissions.status import SUBMISSION_LIFECYCLE

LIFECYCLES = {
    "detainer": DETAINER_LIFECYCLE,
    "notice": NOTICE_LIFECYCLE,
    "submission": SUBMISSION_LIFECYCLE,
    "edition": EDITION_LIFECYCLE,
    "role_request": ROLE_REQUEST_LIFECYCLE,
}


def diagram(title: str, rows: Iterable[Transition]) -> str:
    """A Mermaid state diagram of one table: who may take each step, and its event."""
    lines = [
        f"# The lifecycle of {'an' if title[0] in 'aeiou' else 'a'} {title.replace('_', ' ')}",
        "",
        "Drawn from the table in the code by `manage.py draw_states`.",
        "",
        "```mermaid",
    ]
    lines.append("stateDiagram-v2")
    for row in rows:
        start = str(row.start) if row.start is not None else "[*]"
        lines.append(f"    {start} --> {row.end}: {row.event} ({row.who_label})")
    return "\n".join([*lines, "```", ""])


class Command(BaseCommand):
    help = "Draw the transition tables; with --check fail when a committed drawing is stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "diagrams"
        stale = []
        for title, lifecycle in LIFECYCLES.items():
            path = folder / f"{title}.md"
            diagram_text = diagram(title, lifecycle.transitions)
            if not path.is_file() or path.read_text(encoding="utf-8") != diagram_text:
                stale.append(path.name)
                if not options["check"]:
                    folder.mkdir(parents=True, exist_ok=True)
                    path.write_text(diagram_text, encoding="utf-8")
        if options["check"] and stale:
            raise CommandError(
                f"Stale drawings: {', '.join(stale)}. Run `manage.py draw_states`.", returncode=1
            )
        self.stdout.write(
            f"{len(LIFECYCLES)} drawings, {len(stale)} {'stale' if options['check'] else 'written'}"
        )
