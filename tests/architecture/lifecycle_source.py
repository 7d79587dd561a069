"""What the source says of the five lifecycles: who writes a status, and which rows are enforced."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, dotted, modules

HOME = "reports/lifecycle.py"
# Other things have a status that is no lifecycle's: jobs of the outbox, answers of HTTP, and the
# papers that go with a notice.
OTHER_STATUS = ("reports/outbox/", "reports/notices/actions/enclose.py")
MODELS = frozenset({"Detainer", "Notice", "Submission", "Edition", "RoleRequest", "new_version"})
WRITERS = frozenset({"update", "create", "get_or_create", "update_or_create"})
TAKERS = frozenset({"move", "begin"})


def status_writes() -> list[str]:
    """Where a status is written past the lifecycle: file and line of each."""
    return [
        f"{module.name}:{line}"
        for module in modules("reports")
        if module.name != HOME and not module.name.startswith(OTHER_STATUS)
        for line in _writes_in(module)
    ]


def _writes_in(module: Module) -> Iterator[int]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.expr) and (_is_written_status(node) or _writes_status(node)):
            yield node.lineno


def _is_written_status(node: ast.expr) -> bool:
    """`row.status = ...`; `self.status` belongs to another kind of object."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Store):
        return False
    return node.attr == "status" and dotted(node.value) != "self"


def _writes_status(call: ast.expr) -> bool:
    if not isinstance(call, ast.Call):
        return False
    name = dotted(call.func).rsplit(".", 1)[-1] or getattr(call.func, "attr", "")
    if name == "setattr":
        return any(isinstance(a, ast.Constant) and a.value == "status" for a in call.args)
    named = any(keyword.arg == "status" for keyword in call.keywords)
    return named and (name in MODELS or name in WRITERS)


def taken_events() -> dict[str, set[str]]:
    """For each lifecycle's name in the code, the members of its events that `move` or `begin` is
    called with; a name that is chosen at run time counts by every member named in its function's
    module.
    """
    found: dict[str, set[str]] = {}
    for module in modules("reports"):
        for call in module.calls():
            machine, _, taker = dotted(call.func).rpartition(".")
            if taker in TAKERS and machine.endswith("_LIFECYCLE") and module.name != HOME:
                found.setdefault(machine, set()).update(_events_in(module, call.args[1]))
    return found


def _events_in(module: Module, argument: ast.expr) -> set[str]:
    """The event named in the call, or, for a variable or a function, every event that the modules
    of the capability name.
    """
    if dotted(argument).split(".")[0].endswith("Event"):
        return {dotted(argument).split(".")[-1]}
    folder = "/".join(module.name.split("/")[:2]) + "/"
    return {
        node.attr
        for other in modules("reports")
        if other.name.startswith(folder) and not other.name.endswith("/status.py")
        for node in ast.walk(other.tree)
        if isinstance(node, ast.Attribute) and dotted(node.value).endswith("Event")
    }


def permissions_enforced() -> tuple[int, int]:
    """How many rows of the five tables are enforced, and how many there are.

    A row is enforced where its event goes through the lifecycle, which asks its `who`, and no
    status is written past it.
    """
    from tests.lifecycle.machines import LIFECYCLES

    taken = taken_events()
    rows = enforced = 0
    for machine in LIFECYCLES:
        members = taken.get(f"{machine.subject.upper()}_LIFECYCLE", set())
        for row in machine.transitions:
            rows += 1
            enforced += getattr(row.event, "name", "") in members
    return (0 if status_writes() else enforced), rows
