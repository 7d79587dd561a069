"""What a decision's reason rests on, as the record has it, frozen for a notice.

Only what may be printed comes here. An erased conviction, a juvenile or youthful-offender matter
and a sealed warrant never do (C.G.S. 54-142a, 54-142c, 46b-124, 54-76l). No field names a victim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class PrintedConviction:
    """A conviction as it was recorded. `judgment_on` is the day or year as it was typed;
    `checked_on` the day on which it was last looked up, where somebody said so.
    """

    offense: str
    felony_class: str = ""
    judgment_on: str = ""
    court: str = ""
    docket: str = ""
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PrintedWarrant:
    """A judge's warrant as it was recorded. `is_for` says whether it names this or another person,
    and never who that is; `commands` what it is for.
    """

    court: str = ""
    judge: str = ""
    docket: str = ""
    issued_on: date | None = None
    is_for: str = ""
    commands: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordedGround:
    """A ground on record that bears on one requested action.

    `is_private` says that the notice may not name it: what shows it may not be printed.
    `is_in_doubt` says that its own facts leave open whether it counts.
    """

    ground: str
    is_in_doubt: bool = False
    is_private: bool = False
    convictions: tuple[PrintedConviction, ...] = ()
    warrant: PrintedWarrant | None = None
