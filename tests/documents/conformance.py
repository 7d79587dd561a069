"""All that is asked about one file: by two validators of others, and by our own reading."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import page as validator
from pdfua import validate

from tests.documents import archive, typefaces  # noqa: F401  their checks join those of the protocol
from tests.documents.matterhorn import CHECKS
from tests.documents.taken_apart import Opened

PROFILES = ("ua1", "2a")
# The rule on empty headings stumbles over every array in pdfua 0.1.3; our own reading asks it
# instead.
CANNOT_ASK = {"UA-14-001"}


def complaints(data: bytes) -> list[str]:
    """What keeps a file from being PDF/UA-1 and PDF/A-2a."""
    return [*by_rules(data), *by_pdfua(data), *by_ourselves(data)]


def by_rules(data: bytes) -> list[str]:
    """A validator with the rules that veraPDF has: more than a hundred for each standard."""
    found = []
    for profile in PROFILES:
        report = validator.validate_pdf_bytes(data, profile=profile)
        found += [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found


def by_pdfua(data: bytes) -> list[str]:
    """Another program's reading of PDF/UA-1. A rule that could not be asked counts as a
    complaint.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.pdf"
        path.write_bytes(data)
        report = validate(str(path))
    return [
        f"{outcome.rule_id}: {said}"
        for outcome in report.outcomes
        for said in (*(finding.message for finding in outcome.findings), outcome.skipped_reason)
        if said and not (said == outcome.skipped_reason and outcome.rule_id in CANNOT_ASK)
    ]


def by_ourselves(data: bytes) -> list[str]:
    """The Matterhorn Protocol and the clauses of PDF/A-2a, as far as our files can break them."""
    opened = Opened(data)
    return [
        f"{check.__name__}: {said}"
        for check in dict.fromkeys(CHECKS.values())
        for said in check(opened)
    ]
