"""The cells of one row while they are read: what is wrong is noted, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from reports.imports.problems import LONGEST_SHOWN, Cells, RowProblem
from reports.imports.written_days import Unwritten, WrittenDays

YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"no", "n", "false", "0"})
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
PARTS = re.compile(r"[;\n]")
LIST_CURE = "Separate several with a semicolon."
CORRECT_OR_EMPTY = "Correct it or leave it empty."
OLDEST = 125


@dataclass
class RowCells:
    """A row by the names of our columns, with how its file writes days."""

    number: int
    given: Cells
    calendar: WrittenDays
    longest: Mapping[str, int]
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.given.get(column, "").strip()

    def wrong(self, column: str, rule: str, cure: str = "", *, level: str = "error") -> None:
        value = self.text(column)[:LONGEST_SHOWN]
        self.problems.append(RowProblem(self.number, column, value, rule, cure, level))

    def short(self, column: str) -> str:
        text = self.text(column)
        if len(text) > self.longest[column]:
            self.wrong(column, f"At most {self.longest[column]} signs fit.", "Shorten it.")
        return text

    def word(self, column: str, choices: type[TextChoices], default: str = "") -> str:
        """A word of a closed set: its code, or the word as the screens show it."""
        text = self.text(column)
        if not text:
            return default
        found = in_choices(text, choices)
        if found is None:
            self.wrong(column, "This is none of the words allowed.", one_of(choices.values))
        return found or default

    def words(self, column: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Words of a closed set, several to a cell."""
        found: dict[str, None] = {}
        for part in (one for one in map(str.strip, PARTS.split(self.text(column))) if one):
            word = re.sub(r"[\s-]+", "_", part.casefold())
            if word in allowed:
                found[word] = None
            else:
                rule = f"“{part[:LONGEST_SHOWN]}” is none of the words allowed."
                self.wrong(column, rule, f"{one_of(allowed)} {LIST_CURE}")
        return tuple(found)

    def read(self, column: str, reader: Callable[[str], Any]) -> Any:
        """A day or a moment; None where the cell is empty or could not be read."""
        text = self.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except Unwritten as refused:
            self.wrong(column, refused.rule, refused.cure)
            return None

    def yes_or_no(self, column: str) -> bool | None:
        text = self.text(column).casefold()
        if not text:
            return None
        if text not in YES | NO:
            self.wrong(column, "This is neither yes nor no.", "Write yes or no, or leave it empty.")
        return text in YES

    def number_of(self, column: str, *, most: int, what: str) -> int | None:
        """A whole number from 0 on; None where the cell is empty or holds none."""
        text = self.text(column)
        if not text:
            return None
        if not NUMBER.fullmatch(text) or int(text) > most:
            self.wrong(column, f"{what} is a whole number from 0 to {most}.", CORRECT_OR_EMPTY)
            return None
        return int(text)

    def has_errors(self) -> bool:
        """Whether anything found so far keeps the row out."""
        return any(problem.level == "error" for problem in self.problems)


def in_choices(text: str, choices: type[TextChoices]) -> str | None:
    """The code of a word as it is stored or as the screens show it."""
    wanted = text.casefold()
    for value, label in choices.choices:
        if wanted in {str(value).casefold(), str(label).casefold()}:
            return str(value)
    return None


def one_of(words: Collection[str]) -> str:
    """The sentence that names the words allowed."""
    return f"Use one of: {', '.join(words)}."
