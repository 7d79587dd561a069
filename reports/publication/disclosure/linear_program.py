"""One linear program, solved by HiGHS. `milp` without whole-number variables is linear, and the
fastest to call.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from reports.publication.disclosure.linear_system import Floats

SLACK = 1e-6


@dataclass(frozen=True)
class LinearProgram:
    """A linear program without its objective: equations, upper limits, bounds of each variable."""

    rows: LinearConstraint
    bounds: Bounds

    def least(self, aim: Floats) -> Floats | None:
        """The point where the objective is least; None where no point satisfies the program."""
        found = milp(aim, constraints=self.rows, bounds=self.bounds)
        point: Floats | None = found.x if found.status == 0 else None
        return point

    def least_whole(self, aim: Floats) -> Floats | None:
        """The same in whole numbers: most corner points are whole already, the others are searched
        for.
        """
        point = self.least(aim)
        if point is not None and np.abs(point - np.round(point)).max(initial=0.0) > SLACK:
            found = milp(
                aim, constraints=self.rows, bounds=self.bounds, integrality=np.ones(len(aim))
            )
            point = found.x if found.status == 0 else None
        return None if point is None else np.round(point)


def program(
    *,
    equations: csr_array,
    right_side: Floats,
    limits: csr_array,
    limit_side: Floats,
    low: Floats,
    high: Floats,
) -> LinearProgram:
    """Build a program whose equations hold exactly and whose limits hold from above."""
    below = np.concatenate([right_side, np.full(limits.shape[0], -np.inf)])
    above = np.concatenate([right_side, limit_side])
    rows = vstack([equations, limits], format="csr") if limits.shape[0] else equations
    return LinearProgram(LinearConstraint(rows, below, above), Bounds(low, high))
