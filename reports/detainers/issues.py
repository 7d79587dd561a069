"""A problem with an entered value: the field, what is wrong, why it matters and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class FieldIssue:
    """One value to fix or to check. `field` is its name in the values."""

    field: str
    what: str
    why: str
    fix: str
    severity: Severity = "error"

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.fix) if part)
