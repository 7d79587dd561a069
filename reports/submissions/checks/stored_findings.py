"""Findings stored with what was certified: OPM reads what the certifier saw, even when the checks
change later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from reports.submissions.checks.base import CheckFinding, Severity


def to_json(problems: Iterable[CheckFinding]) -> list[dict[str, Any]]:
    """The finding as stored in JSON."""
    return [
        {name: _json_value(value) for name, value in asdict(problem).items()}
        for problem in problems
    ]


def _json_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_json_value(item) for item in value]
    return str(value) if isinstance(value, UUID | Severity) else value


def from_json(stored: dict[str, Any]) -> CheckFinding:
    """A finding as it was frozen."""
    return CheckFinding(
        check=stored["check"],
        severity=Severity(stored["severity"]),
        what=stored["what"],
        why=stored["why"],
        fix=stored["fix"],
        citation=stored["citation"],
        leads_to=stored["leads_to"],
        positions=tuple(stored["positions"]),
        access_ids=tuple(UUID(text) for text in stored["access_ids"]),
        detainer_ids=tuple(UUID(text) for text in stored["detainer_ids"]),
    )
