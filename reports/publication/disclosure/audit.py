"""Attack what is withheld on behalf of everybody: who can narrow which number below its T."""

from collections.abc import Iterable, Iterator

import numpy as np

from reports.publication.disclosure.alternative_tables import AlternativeTables
from reports.publication.disclosure.attack import Attack, InterchangeableCells
from reports.publication.disclosure.attackers import Attacker, Attackers
from reports.publication.disclosure.half_year_system import HalfYearSystem
from reports.publication.disclosure.linear_system import Flags, Floats
from reports.publication.disclosure.published_history import Exposure

FEW = 2  # so many numbers are tried one by one


class Audit:
    """Attacks one half-year's numbers, as withheld now. Alternatives are kept from attempt to
    attempt.
    """

    def __init__(self, universe: HalfYearSystem) -> None:
        self.universe, self.system = universe, universe.system
        self.attackers = Attackers(universe)
        self.alike = InterchangeableCells(self.system)
        self.witnesses = AlternativeTables(self.system)

    def exposed(self, attacker: Attacker) -> Iterator[int]:
        """The withheld numbers that this attacker narrows below their T, one after the other.

        Most are cleared without a linear program: by the room among numbers in the same sums, or by
        alternatives that earlier programs found.
        """
        wanted = self.attackers.demands(attacker)
        unknown = self.system.open & ~attacker.knows
        wanted[self.alike.room(self.system.value - attacker.floor, unknown) >= wanted] = 0.0
        wanted[self.witnesses.widths(attacker.knows, attacker.floor) >= wanted] = 0.0
        if wanted.any():
            yield from self._tried(attacker, wanted, unknown)

    def _tried(self, attacker: Attacker, wanted: Floats, unknown: Flags) -> Iterator[int]:
        """Those that are really narrow, by linear programs."""
        attack = Attack(
            self.system, self.alike, unknown=unknown, floor=attacker.floor, witnesses=self.witnesses
        )
        if np.count_nonzero(wanted) > FEW:
            attack.look_around(np.flatnonzero(wanted))
        count, seen = -1, wanted
        for place in np.flatnonzero(wanted):
            if count != self.witnesses.count:
                count, seen = (
                    self.witnesses.count,
                    self.witnesses.widths(attacker.knows, attacker.floor),
                )
            if seen[place] < wanted[place] and not attack.width_at_least(
                int(place), float(wanted[place])
            ):
                yield int(place)

    def all_exposed(self, attackers: Iterable[Attacker]) -> Iterator[tuple[Attacker, int]]:
        """Every number with everyone who narrows it."""
        for attacker in attackers:
            for place in self.exposed(attacker):
                yield attacker, place


def exposures(universe: HalfYearSystem) -> list[Exposure]:
    """Every withheld number that somebody narrows too far, computed from scratch."""
    audit = Audit(universe)
    return [
        Exposure(
            universe.system.items[place].cell, attacker.name, int(universe.system.minimum[place])
        )
        for attacker, place in audit.all_exposed(audit.attackers)
    ]
