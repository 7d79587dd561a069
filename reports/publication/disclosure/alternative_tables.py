"""Alternative tables (witnesses): other true values that would have given exactly the same
published picture.

Each is kept as its difference from the truth, in whole numbers, and is checked against every
identity when it is added. For an attacker who must consider it possible (it changes none of the
attacker's own numbers and takes from no number more than the others contributed) it proves a lower
bound of an interval's width, without a linear program.
"""

import numpy as np

from reports.publication.disclosure.linear_system import Flags, Floats, LinearSystem, Numbers


class AlternativeTables:
    """The alternatives found so far, for all attackers together."""

    def __init__(self, system: LinearSystem) -> None:
        self.system = system
        self.count = 0
        self._met: set[bytes] = set()
        self._row: list[Numbers] = []
        self._place: list[Numbers] = []
        self._move: list[Floats] = []

    def add(self, move: Floats) -> None:
        """Add a difference from the truth. Raises ArithmeticError where an identity would not
        hold.
        """
        if np.any(self.system.equations @ move) or np.any(
            self.system.limits @ (self.system.value + move) > 0
        ):
            raise ArithmeticError("a solution that does not satisfy the identities")
        places = np.flatnonzero(move)
        key = places.tobytes() + move[places].tobytes()
        if places.size and key not in self._met:
            self._met.add(key)
            self._row.append(np.full(len(places), self.count))
            self._place.append(places)
            self._move.append(move[places])
            self.count += 1

    def widths(self, known: Flags, floor: Floats) -> Floats:
        """A lower bound of each number's interval width, for an attacker with this knowledge."""
        high = np.zeros(len(self.system.items))
        low = np.zeros(len(self.system.items))
        if not self.count:
            return high
        row, place, move = self._joined()
        fixed = known | ~self.system.open
        wrong = fixed[place] | (self.system.value[place] + move < floor[place])
        possible = np.ones(self.count, bool)
        possible[row[wrong]] = False
        good = possible[row]
        np.maximum.at(high, place[good], move[good])
        np.minimum.at(low, place[good], move[good])
        return high - low

    def _joined(self) -> tuple[Numbers, Numbers, Floats]:
        if len(self._row) > 1:
            self._row = [np.concatenate(self._row)]
            self._place = [np.concatenate(self._place)]
            self._move = [np.concatenate(self._move)]
        return self._row[0], self._place[0], self._move[0]
