"""`draw_states [--check]`: the transition tables as diagrams under docs/diagrams/, so that picture
and rule agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

TABLES = {
    "detainer": "reports.detainers.status",
    "notice": "reports.notices.status",
    "submission": "reports.submissions.status",
    "edition": "reports.publication.status",
}


def diagram(title: str, rows: Iterable[Any]) -> str:
    """A Mermaid state diagram of one table: who may move what, and the event the trail keeps."""
    lines = [
        f"# The road of a {title}",
        "",
        "Drawn from the table in the code by `manage.py draw_states`.",
        "",
        "```mermaid",
    ]
    lines.append("stateDiagram-v2")
    for row in rows:
        start = row.start.value if row.start is not None else "[*]"
        who = row.permission.value if row.permission is not None else "the system"
        lines.append(f"    {start} --> {row.end.value}: {row.event} ({who})")
    return "\n".join([*lines, "```", ""])


class Command(BaseCommand):
    help = "Draw the transition tables; with --check fail when a committed drawing is stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "diagrams"
        stale = []
        for title, module in TABLES.items():
            path = folder / f"{title}.md"
            diagram_text = diagram(title, import_module(module).TRANSITIONS)
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
            f"{len(TABLES)} drawings, {len(stale)} {'stale' if options['check'] else 'written'}"
        )
