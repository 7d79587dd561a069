"""Recompute the trail."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.audit.anchors import Anchor, InvalidAnchor, UnreadableAnchor, read_anchor, sign_heads
from reports.audit.verification import VerificationReport, verify
from reports.core import clock


class Command(BaseCommand):
    help = (
        "Recomputes every chain of the trail and names the first bad entry of each. Exit 1 when one"
        " is found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor", type=Path, help="also compare with heads that were signed earlier"
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
        report = verify(connection, anchored=anchor.heads if anchor else None)
        self.stdout.write(
            json.dumps(_as_json(report), indent=2) if options["json"] else _as_text(report)
        )
        if report.problems:
            raise CommandError("\n".join(map(str, report.problems)), returncode=1)
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
    return "\n".join([*lines, f"{report.entries} entries in {len(report.heads)} chains. {verdict}"])


def _as_json(report: VerificationReport) -> dict[str, Any]:
    return {
        "whole": not report.problems,
        "entries": report.entries,
        "chains": [
            {"chain": c, "seq": seq, "hash": digest} for c, (seq, digest) in report.heads.items()
        ],
        "problems": [{"chain": p.chain, "seq": p.seq, "why": p.why} for p in report.problems],
    }
