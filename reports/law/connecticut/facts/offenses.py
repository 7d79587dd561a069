"""What a copy of the statutes says of the class of a felony: read from a copy, not verified.

`ct_offenses.csv` was read in the codification of 2024 (C.G.S. 53a-25, 53a-51 and the sections that
print a class), as source S58 says. It raises and explains questions about a conviction that is
recorded; it never adds a ground, and counsel confirms it. Classes are those of the day of the
offense. "Not known" is an answer, and never one of class A or B.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from reports.law.provenance import Provenance, ProvenanceMark

FILE = Path(__file__).with_name("ct_offenses.csv")
PROVENANCE = Provenance(
    "C.G.S. 53a-25, 53a-51 and the sections listed",
    ProvenanceMark.CODIFIED_COPY_READ,
    ("S58",),
    "read from a copy, not verified; no act of 2025 or 2026 is in it",
)
FIRST_CLASSES = date(1971, 10, 1)
INCHOATE_SECTIONS = frozenset({"53a-48", "53a-49"})
SECTION = re.compile(r"\d+[a-z]?-\d+[a-z]*")
BY_DAY_ALONE = re.compile(
    r"offense ((before|on or after) \d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d)\Z"
)
NO_SINGLE_CLASS = frozenset({"depends", "capital"})


class CopyVerdict(StrEnum):
    """How the copy stands to the class that is recorded."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class CopyRow:
    """One line of the copy: a section, part of it, on which condition and days, and its class."""

    section: str
    subdivisions: tuple[str, ...]
    felony_class: str
    condition: str
    confidence: str
    kind: str
    class_from: date | None
    class_until: date | None

    @cached_property
    def key(self) -> str:
        """Names the line in what is stored about a conviction."""
        parts = (self.section, *self.subdivisions, self.felony_class, self.condition)
        return sha256("|".join(parts).encode()).hexdigest()[:10]

    @property
    def tells(self) -> bool:
        """Whether the copy gives this line one class that can be relied on for agreement."""
        return (
            self.felony_class not in NO_SINGLE_CLASS
            and self.confidence != "low"
            and self.kind != "rule"
        )

    @property
    def to_be_confirmed(self) -> str:
        """What the judgment must say for the line to apply; empty where the day alone decides."""
        return "" if BY_DAY_ALONE.match(self.condition) else self.condition

    def in_force(self, day: date) -> bool:
        return (self.class_from is None or self.class_from <= day) and (
            self.class_until is None or day <= self.class_until
        )

    def covers(self, subdivision: str) -> bool:
        return any(
            subdivision == own or subdivision.startswith(f"{own}(") for own in self.subdivisions
        )


@dataclass(frozen=True, slots=True)
class StatedOffense:
    """A conviction as recorded, as far as its class may depend on it; `confirmed` are the keys of
    the lines whose condition the judgment states, `inchoate` says attempt or conspiracy.
    """

    section: str
    felony_class: str
    subdivision: str = ""
    offense_on: date | None = None
    inchoate: str = ""
    confirmed: frozenset[str] = frozenset()

    @property
    def named_subdivision(self) -> str:
        """The subdivision, also where it was written behind the number of the section."""
        behind = SECTION.split(self.section.casefold(), maxsplit=1)[1:]
        return subdivision_of(self.subdivision or "".join(behind))


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to look up in the judgment, with the lines to choose from where there are any."""

    code: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CopyReading:
    """What the copy says of a recorded class, why, and what is still to be looked up."""

    verdict: CopyVerdict
    reason: str
    asks: tuple[Ask, ...] = ()
    is_in_copy: bool = True
    is_capital: bool = False


@lru_cache(maxsize=1)
def copy_rows() -> tuple[CopyRow, ...]:
    """Every line of the copy, in its order."""
    with FILE.open(newline="", encoding="utf-8") as source:
        return tuple(map(_row, csv.DictReader(source)))


def judge(stated: StatedOffense) -> CopyReading:
    """The recorded class against the copy."""
    section = section_of(stated.section)
    if section in INCHOATE_SECTIONS:
        return _cannot_tell(
            "An attempt or a conspiracy has the class of the crime meant, 53a-51.",
            Ask("object", "Record the section of the crime meant, and mark attempt or conspiracy."),
        )
    rows = [row for row in copy_rows() if row.section == section]
    if not rows:
        reason = "The section is not in the copy of the statutes read; check the class."
        return CopyReading(CopyVerdict.CANNOT_TELL, reason, is_in_copy=False)
    if stated.offense_on is None:
        return _cannot_tell(
            "Classes are those of the day of the offense, which is not recorded.",
            Ask("offense_day", "On which day was the offense, as the judgment says?"),
        )
    return _on_its_day(stated, rows, stated.offense_on)


def _on_its_day(stated: StatedOffense, rows: Iterable[CopyRow], day: date) -> CopyReading:
    current = [row for row in rows if row.in_force(day)]
    if day < FIRST_CLASSES or not current:
        return _cannot_tell("The copy of the statutes read names no class for that day.")
    subdivision = stated.named_subdivision
    candidates = _of_subdivision(current, subdivision)
    if not candidates:
        return _cannot_tell(
            "The class depends on the subdivision, and the one recorded is not among those in the"
            " copy of the statutes read.",
            Ask("subdivision", "Which subdivision does the judgment name?", _subdivisions(current)),
        )
    return _of_candidates(stated, candidates)


def _of_subdivision(rows: list[CopyRow], subdivision: str) -> list[CopyRow]:
    """Lines for the subdivision; those for the whole section where no line names it apart."""
    named = [row for row in rows if row.subdivisions]
    if not subdivision:
        return [] if named else rows
    own = [row for row in named if row.covers(subdivision)]
    return own or [row for row in rows if not row.subdivisions]


def _of_candidates(stated: StatedOffense, candidates: list[CopyRow]) -> CopyReading:
    classes = {_class_when(stated, row) for row in candidates}
    recorded = recorded_class(stated.felony_class)
    if recorded not in classes and classes.isdisjoint(NO_SINGLE_CLASS):
        return CopyReading(
            CopyVerdict.CONTRADICTS,
            f"The copy of the statutes read says class {_listed(classes)} for that section and day;"
            " check the class.",
        )
    fitting = _applying(stated, candidates)
    if not fitting:
        options = tuple((row.key, row.condition) for row in candidates if row.to_be_confirmed)
        return CopyReading(
            CopyVerdict.CANNOT_TELL,
            "The class depends on what the judgment says, and that is not recorded.",
            (Ask("condition", "Which of these does the judgment say?", options),),
            is_capital="capital" in classes,
        )
    return _of_fitting(stated, fitting)


def _applying(stated: StatedOffense, candidates: list[CopyRow]) -> list[CopyRow]:
    """The lines that the judgment is recorded to meet, or that nothing but the day decides."""
    confirmed = [row for row in candidates if row.key in stated.confirmed]
    plain = [row for row in candidates if not row.to_be_confirmed]
    one_class = len({row.felony_class for row in candidates}) == 1
    return confirmed or (plain if one_class or plain == candidates else [])


def _of_fitting(stated: StatedOffense, fitting: list[CopyRow]) -> CopyReading:
    classes = {_class_when(stated, row) for row in fitting}
    recorded = recorded_class(stated.felony_class)
    if recorded not in classes and classes.isdisjoint(NO_SINGLE_CLASS):
        return CopyReading(
            CopyVerdict.CONTRADICTS,
            f"On what the judgment says the copy of the statutes read has class {_listed(classes)};"
            " check the class.",
        )
    of_an_a = not stated.inchoate or all(row.felony_class == "A" for row in fitting)
    if classes != {recorded} or not of_an_a or not all(row.tells for row in fitting):
        return CopyReading(
            CopyVerdict.CANNOT_TELL,
            "The copy of the statutes read does not give one sure class for it.",
            is_capital="capital" in classes,
        )
    return CopyReading(
        CopyVerdict.AGREES,
        f"The copy of the statutes read says class {recorded}; counsel confirms.",
    )


def _class_when(stated: StatedOffense, row: CopyRow) -> str:
    """The class of the line, or that of an attempt at it or a conspiracy, 53a-51."""
    return "B" if stated.inchoate and row.felony_class == "A" else row.felony_class


def conditions_of(section: str) -> tuple[tuple[str, str], ...]:
    """Key and words of every condition that the copy sets in a section: what a judgment may say."""
    return tuple(
        (row.key, _condition_in_words(row))
        for row in copy_rows()
        if row.section == section_of(section) and row.to_be_confirmed
    )


def _condition_in_words(row: CopyRow) -> str:
    where = row.subdivisions[0] if row.subdivisions else ""
    return f"{where} {row.condition}".strip()


def section_of(written: str) -> str:
    """The number of a section, however it was written: 53a-70(a)(1), C.G.S. § 53A-70."""
    found = SECTION.search(written.casefold())
    return found[0] if found else written.strip().casefold()


def subdivision_of(written: str) -> str:
    """A subdivision in one spelling: a(2), (A) (2) and (a)(2) are the same."""
    return "".join(f"({part})" for part in re.findall(r"[a-z0-9]+", written.casefold()))


def recorded_class(felony_class: str) -> str:
    """A recorded class in the words of the copy."""
    return {"U": "unclassified", "": "none"}.get(felony_class, felony_class)


def designations(written: str) -> tuple[str, ...]:
    """The subdivisions a line of the copy names: (a)(2) to (11), (c)(1) or (2), (b) (d) (e)."""
    text = re.sub(r" before \d{4}\Z", "", written.strip())
    if not text or text.startswith("with "):
        return ()
    if spread := re.fullmatch(r"(.*)\((\d+)\) to \((\d+)\)", text):
        numbers = range(int(spread[2]), int(spread[3]) + 1)
        return tuple(subdivision_of(f"{spread[1]}({number})") for number in numbers)
    if pair := re.fullmatch(r"(.*)\((\w+)\) or \((\w+)\)", text):
        return tuple(subdivision_of(f"{pair[1]}({part})") for part in (pair[2], pair[3]))
    return tuple(map(subdivision_of, text.split()))


def _row(line: dict[str, str]) -> CopyRow:
    return CopyRow(
        section=line["section"],
        subdivisions=designations(line["subsection"]),
        felony_class=line["felony_class"],
        condition=line["condition"],
        confidence=line["confidence"],
        kind=line["row_kind"],
        class_from=_day(line["class_from"]),
        class_until=_day(line["class_until"]),
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _cannot_tell(reason: str, *asks: Ask) -> CopyReading:
    return CopyReading(CopyVerdict.CANNOT_TELL, reason, asks)


def _subdivisions(rows: Iterable[CopyRow]) -> tuple[tuple[str, str], ...]:
    named = dict.fromkeys(own for row in rows for own in row.subdivisions)
    return tuple((own, own) for own in named)


def _listed(classes: Iterable[str]) -> str:
    return " or ".join(sorted(classes))
