"""Open questions of law as objects: what is unsettled, what hangs on it, and who must decide.

The software never answers one. A dated settlement in the state of the law does, and is cited from
then on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    title: str
    text: str
    effect: str
    decided_by: str
    versions: tuple[str, ...] = ()

    def concerns(self, version: str | None) -> bool:
        """Whether the question matters under this version of the law (all versions unless it says
        otherwise).
        """
        return not self.versions or version in self.versions
