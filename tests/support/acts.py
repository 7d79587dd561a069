"""Writing to the audit log by hand, where no act of the program is at hand: a verb of its own."""

from __future__ import annotations

from reports.audit import actions
from reports.core.verbs import verb

record = verb(system=True)(actions.record)
