"""Recompute the trail."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.anchoring.daily import verify_with_anchors
from reports.audit.anchors import Anchor, InvalidAnchor, UnreadableAnchor, read_anchor, sign_heads
from reports.audit.verification import VerificationReport
from reports.core import clock


class Command(BaseCommand):
    help = (
        "Recomputes every chain of the trail and names the first bad entry of each. Exit 1 when one"
        " is found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            help="also compare with heads that were signed earlier and kept elsewhere",
        )
        parser.add_argument(
            "--public-key", default="", help="key (base64) the anchor must be signed with"
        )
        parser.add_argument(
            "--write-anchor", type=Path, help="sign the heads that were verified, into this file"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = _anchor(options["anchor"], options["public_key"]) if options["anchor"] else None
        report, wrong_anchors = verify_with_anchors(*([anchor] if anchor else []))
        self.stdout.write(
            json.dumps(_as_json(report), indent=2) if options["json"] else _as_text(report)
        )
        if report.problems or wrong_anchors:
            wrong = [*map(str, report.problems), *wrong_anchors]
            raise CommandError("\n".join(wrong), returncode=1)
        if options["write_anchor"]:
            document = sign_heads(connection, at=clock.now())
            options["write_anchor"].write_text(json.dumps(document, indent=2) + "\n")


def _anchor(path: Path, public_key: str) -> Anchor:
    try:
        return read_anchor(path.read_text(), public_key=public_key)
    except (UnreadableAnchor, OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path.name}: {error}", returncode=2) from None
    except InvalidAnchor as error:
        raise CommandError(f"{path.name}: {error}", returncode=1) from None


def _as_text(report: VerificationReport) -> str:
    lines = [
        f"{chain}: {seq} entries, head {digest[:16]}"
        for chain, (seq, digest) in report.heads.items()
    ]
    verdict = "The trail is broken." if report.problems else "The trail is whole."
    rows = f"{report.rows} rows stand as their last entries say"
    if report.problems:
        rows = f"{report.rows} rows recomputed"
    if report.unbound:
        rows += f", {report.unbound} are older than that and no entry answers for them"
    entries = f"{report.entries} entries in {len(report.heads)} chains"
    return "\n".join([*lines, f"{rows}.", f"{entries}. {verdict}"])


def _as_json(report: VerificationReport) -> dict[str, Any]:
    return {
        "whole": not report.problems,
        "entries": report.entries,
        "rows": report.rows,
        "rows_without_entry": report.unbound,
        "chains": [
            {"chain": c, "seq": seq, "hash": digest} for c, (seq, digest) in report.heads.items()
        ],
        "problems": [{"chain": p.chain, "seq": p.seq, "why": p.why} for p in report.problems],
    }
