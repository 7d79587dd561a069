"""An attacker with nothing but the published files.

Written apart from the protector and sharing no code with it: reads tables.csv, coverage.csv and
changes.csv of every edition, sets up all sums that must hold as integer programs, and asks for the
least and the greatest value of each withheld number.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Key = tuple[str, str, str, frozenset]  # unit, period, agency, {(variable, value)}
Version = tuple[Key, int]
HIGH = 4000
CERTAIN_LATE = "a report arrived after the earlier edition"


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def key_of(row: dict[str, str]) -> Key:
    pairs = [(row["row_variable"], row["row_value"]), (row["column_variable"], row["column_value"])]
    return (
        row["unit"],
        row["half_year"],
        row["agency_code"],
        frozenset(pair for pair in pairs if pair[0] and pair[1] != "__all__"),
    )


def key_of_change(row: dict[str, str]) -> Key:
    unit, *described = row["what"].split(";")
    pairs = frozenset(tuple(part.split("=")) for part in described if "=" in part)
    return unit, row["half_year"], row["agency_code"], pairs


@dataclass
class Knowledge:
    """Everything that can be read out of the files."""

    printed: dict[Version, int] = field(default_factory=dict)
    hidden: dict[Version, int] = field(default_factory=dict)  # with the least value it can have
    sums: list[dict[Version, int]] = field(default_factory=list)  # each adds up to zero
    at_most_zero: list[dict[Version, int]] = field(default_factory=list)
    contradictions: list[Version] = field(default_factory=list)
    revised: list[tuple[Version, Version]] = field(default_factory=list)
    least: int = 0  # what the publisher says a withheld number can be at least and at most
    most: int = HIGH


def study(
    editions: list[dict[str, bytes]],
    *,
    says: tuple[int, int] = (0, HIGH),
    insiders: tuple[str, ...] = (),
) -> Knowledge:
    """Read all editions; `says` is the range of a withheld number by the publisher's own
    explanation of the symbol.

    Insiders know what they amended themselves: whether others only reported late shows without it.
    """
    knowledge = Knowledge(least=says[0], most=says[1])
    version: dict[Key, int] = defaultdict(lambda: 1)
    for files in editions:
        changed = {key_of_change(row): row for row in read(files["changes.csv"])}
        others = [
            row for row in changed.values() if row["agency_code"] not in {"__all__", *insiders}
        ]
        late_only = {row["reason"] for row in others} == {CERTAIN_LATE}
        for key, row in changed.items():
            if row["before"] != "n":
                version[key] += 1
        state = take_down(knowledge, files, version)
        add_up(knowledge, files, version, state)
        compare(knowledge, changed, version, late_only)
    return knowledge


def take_off(knowledge: Knowledge, own: dict[Version, int], insiders: tuple[str, ...]) -> None:
    """What insiders know: every number less their own part. All sums hold for the others' parts as
    well.
    """
    for place in [place for place in knowledge.hidden if place[0][2] in insiders]:
        knowledge.printed[place] = own[place]
        del knowledge.hidden[place]
    knowledge.printed = {
        place: count - own.get(place, 0) for place, count in knowledge.printed.items()
    }
    knowledge.hidden = {
        place: max(least - own.get(place, 0), 0) for place, least in knowledge.hidden.items()
    }


def take_down(knowledge: Knowledge, files: dict[str, bytes], version: dict[Key, int]) -> set[str]:
    """Every number of one edition; returns the state agencies, which are in no statewide sum."""
    reported = {
        (row["half_year"], row["agency_code"])
        for row in read(files["coverage.csv"])
        if row["filing_status"] == "reported"
    }
    rows = read(files["tables.csv"])
    for row in rows:
        note_number(knowledge, row, version, reported)
    for place in set(knowledge.hidden) & set(knowledge.printed):
        del knowledge.hidden[place]
    return {row["agency_code"] for row in rows if row["table"] == "state_agency_accesses"}


def note_number(
    knowledge: Knowledge,
    row: dict[str, str],
    version: dict[Key, int],
    reported: set[tuple[str, str]],
) -> None:
    key = key_of(row)
    place = (key, version[key])
    if row["symbol"] == "":
        if knowledge.printed.setdefault(place, int(row["count"])) != int(row["count"]):
            knowledge.contradictions.append(place)
    elif row["symbol"] == "c":
        least = 1 if (key[1], key[2]) in reported else knowledge.least
        knowledge.hidden[place] = max(least, knowledge.hidden.get(place, 0))


def add_up(
    knowledge: Knowledge, files: dict[str, bytes], version: dict[Key, int], state: set[str]
) -> None:
    rows = [row for row in read(files["tables.csv"]) if row["symbol"] != "n"]
    keys = {key_of(row) for row in rows}
    levels = levels_of(rows)
    for key in keys:
        for parts in [*breakdowns(key, levels), *halves(key)]:
            if parts <= keys:
                knowledge.sums.append(equation(version, key, parts))
    for period in {key[1] for key in keys if "H" in key[1]}:
        nothing_more: frozenset[tuple[str, str]] = frozenset()
        total, persons = [(unit, period, "__all__", nothing_more) for unit in ("events", "persons")]
        if total in keys:
            towns = {k for k in keys if k[1] == period and k[2] != "__all__" and k[2] not in state}
            knowledge.sums.append(equation(version, total, towns))
            knowledge.at_most_zero.append(
                {(persons, version[persons]): 1, (total, version[total]): -1}
            )


def levels_of(rows: list[dict[str, str]]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    levels: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        for name in ("row", "column"):
            variable, value = row[f"{name}_variable"], row[f"{name}_value"]
            if variable and value != "__all__":
                levels[row["unit"], variable].add((variable, value))
    return levels


def breakdowns(key: Key, levels: dict[tuple[str, str], set[tuple[str, str]]]) -> list[set[Key]]:
    unit, period, agency, pairs = key
    if agency != "__all__":
        return []
    return [
        {(unit, period, agency, pairs | {value}) for value in values}
        for (level_unit, variable), values in levels.items()
        if level_unit == unit and variable not in dict(pairs)
    ]


def halves(key: Key) -> list[set[Key]]:
    unit, period, agency, pairs = key
    return (
        [] if "H" in period else [{(unit, period + half, agency, pairs) for half in ("H1", "H2")}]
    )


def equation(version: dict[Key, int], total: Key, parts: set[Key]) -> dict[Version, int]:
    return {(total, version[total]): 1, **{(part, version[part]): -1 for part in parts}}


def compare(
    knowledge: Knowledge,
    changed: dict[Key, dict[str, str]],
    version: dict[Key, int],
    late_only: bool,
) -> None:
    for key, row in changed.items():
        if row["before"] == "n" or row["after"] == "n":
            continue
        new, old = (key, version[key]), (key, version[key] - 1)
        if {new, old} <= knowledge.printed.keys() | knowledge.hidden.keys():
            knowledge.revised.append((new, old))
            if late_only:
                knowledge.at_most_zero.append({old: 1, new: -1})


class Solver:
    """Least and greatest values, in whole numbers, one connected part of the files at a time."""

    def __init__(self, knowledge: Knowledge, known: dict[Version, int] | None = None) -> None:
        self.fixed = {**knowledge.printed, **(known or {})}
        self.free = [place for place in knowledge.hidden if place not in self.fixed]
        self.low, self.most = knowledge.hidden, knowledge.most
        self.part_of = self._parts(knowledge)
        self.programs: dict[int, tuple[list[Version], LinearConstraint | None, Bounds]] = {}
        self.column_of: dict[Version, int] = {}
        self.seen: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self.rows = defaultdict(list)
        for terms, top in [(t, 0) for t in knowledge.sums] + [
            (t, None) for t in knowledge.at_most_zero
        ]:
            inside = [place for place in terms if place not in self.fixed]
            if inside:
                self.rows[self.part_of[inside[0]]].append((terms, top))

    def _parts(self, knowledge: Knowledge) -> dict[Version, int]:
        leader = {place: place for place in self.free}

        def find(place: Version) -> Version:
            while leader[place] != place:
                leader[place] = leader[leader[place]]
                place = leader[place]
            return place

        for terms in knowledge.sums + knowledge.at_most_zero:
            inside = [place for place in terms if place not in self.fixed]
            for one, other in pairwise(inside):
                leader[find(one)] = find(other)
        number = {place: index for index, place in enumerate(self.free)}
        return {place: number[find(place)] for place in self.free}

    def _program(self, part: int) -> tuple[list[Version], LinearConstraint | None, Bounds]:
        if part not in self.programs:
            columns = [place for place in self.free if self.part_of[place] == part]
            index = {place: column for column, place in enumerate(columns)}
            self.column_of |= index
            data, where, starts, low, high = [], [], [0], [], []
            for terms, top in self.rows[part]:
                constant = sum(
                    sign * self.fixed[place] for place, sign in terms.items() if place in self.fixed
                )
                for place, sign in terms.items():
                    if place in index:
                        data.append(sign)
                        where.append(index[place])
                starts.append(len(data))
                high.append(-constant)
                low.append(-constant if top == 0 else -np.inf)
            table = csr_array(
                (np.array(data, float), where, starts), shape=(len(low), len(columns))
            )
            rule = LinearConstraint(table, low, high) if low else None
            bounds = Bounds(
                [self.low[place] for place in columns], np.full(len(columns), self.most)
            )
            self.programs[part] = (columns, rule, bounds)
        return self.programs[part]

    def interval(self, terms: dict[Version, int]) -> tuple[int, int]:
        """The least and the greatest value of a sum of hidden numbers of one part, printed ones
        filled in.
        """
        constant = sum(
            sign * self.fixed[place] for place, sign in terms.items() if place in self.fixed
        )
        inside = {place: sign for place, sign in terms.items() if place not in self.fixed}
        if not inside:
            return constant, constant
        if len({self.part_of[place] for place in inside}) > 1:
            ends = [self.interval({place: sign}) for place, sign in inside.items()]
            return constant + sum(e[0] for e in ends), constant + sum(e[1] for e in ends)
        part = self.part_of[next(iter(inside))]
        aim = np.array([inside.get(place, 0) for place in self._program(part)[0]], float)
        return constant + self._solve(aim, part), constant - self._solve(-aim, part)

    def _solve(self, aim: np.ndarray, part: int) -> int:
        _, rule, bounds = self._program(part)
        found = milp(aim, constraints=rule, bounds=bounds)
        if (
            found.status == 0 and np.abs(found.x - np.round(found.x)).max(initial=0) > 1e-6
        ):  # not whole: search on
            found = milp(aim, constraints=rule, bounds=bounds, integrality=np.ones(len(aim)))
        if found.status != 0:
            raise ArithmeticError(f"the files contradict each other: {found.message}")
        low, high = self.seen.get(part, (found.x, found.x))
        self.seen[part] = np.minimum(low, found.x), np.maximum(high, found.x)
        return round(found.fun)

    def seen_from_afar(self, part: int) -> None:
        """All numbers of a part as high together as they get, and as low: two solutions that often
        lie far apart.
        """
        columns = self._program(part)[0]
        for sign in (1.0, -1.0):
            self._solve(np.full(len(columns), sign), part)

    def seen_apart(self, place: Version) -> int:
        """How far apart two whole solutions met so far put a number: its interval is at least so
        wide.
        """
        part = self.part_of[place]
        if part not in self.seen:
            self.seen_from_afar(part)
        at = self.column_of[place]
        return round(self.seen[part][1][at]) - round(self.seen[part][0][at])
