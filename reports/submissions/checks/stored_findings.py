"""Findings kept with what was certified: what the certifier saw is what OPM reads, whatever the
checks say later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from reports.submissions.checks.base import Problem, Severity


def frozen(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """As JSON keeps them."""
    return [
        {name: _plain(value) for name, value in asdict(problem).items()} for problem in problems
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, UUID | Severity) else value


def thawed(said: dict[str, Any]) -> Problem:
    """A finding as it was frozen."""
    return Problem(
        check=said["check"],
        severity=Severity(said["severity"]),
        what=said["what"],
        why=said["why"],
        fix=said["fix"],
        citation=said["citation"],
        leads_to=said["leads_to"],
        positions=tuple(said["positions"]),
        access_ids=tuple(UUID(text) for text in said["access_ids"]),
        detainer_ids=tuple(UUID(text) for text in said["detainer_ids"]),
    )
