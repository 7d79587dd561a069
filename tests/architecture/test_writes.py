"""Only verbs write. What is said here is held by reading the source; that entries of the audit log
are refused outside a verb is held while the program runs (reports/audit/actions.py).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.architecture.source import Function, Module, dotted, modules

# Who may open a transaction: what verbs are made of, and engines that keep transactions themselves.
ENGINES = {
    "reports/core/verbs.py",
    "reports/core/snapshots.py",
    "reports/outbox/actions.py",
    "reports/outbox/runner.py",
    "reports/backups/database_copy.py",
    "reports/demo/seed.py",
}
SCREENS = ("reports/web/", "reports/api/")
# From where the program is set going: nobody above them opens a transaction.
ENTRIES = (*SCREENS, "reports/management/", "/tasks.py", "reports/tasks.py")
WITHIN = ("one_moment", "reading_transaction", "savepoint", "atomic")
MAKE_IT_A_VERB = "make it a verb in its capability's actions, with @verb of reports/core/verbs.py"
LOCK = ("", "select_for_update")
RECORD = ("reports.audit.actions", "record")

Name = tuple[str, str]


def offenders(found: Iterator[str]) -> str:
    return "\n".join(sorted(found))


def test_only_verbs_and_engines_open_transactions():
    assert not offenders(
        f"{module.name}:{node.lineno} opens a transaction: {MAKE_IT_A_VERB};"
        " a reading of one moment stands in reports/core/snapshots.py"
        for module in modules("reports")
        if module.name not in ENGINES
        for node in ast.walk(module.tree)
        if dotted(node).endswith("transaction.atomic")
        or (isinstance(node, ast.alias) and node.name == "atomic")
    )


def test_screens_record_nothing_and_lock_nothing():
    assert not offenders(
        f"{module.name}:{node.lineno} {what}: {MAKE_IT_A_VERB}, and call it"
        for module in modules("reports")
        if module.name.startswith(SCREENS)
        for node, what in _acts(module)
    )


def _acts(module: Module) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "reports.audit.actions":
            yield node, "writes the audit log"
        elif isinstance(node, ast.Attribute) and node.attr == "select_for_update":
            yield node, "locks rows"


def test_whatever_is_set_going_records_and_locks_within_a_verb():
    """Followed through the source from screens, commands and tasks, by names of functions."""
    source = Source(modules("reports"))
    assert not offenders(
        f"{source.file_of(name)}: {name[1]} reaches {reached} outside a verb: {MAKE_IT_A_VERB}"
        for name in source.unprotected()
        if _is_entry(source.file_of(name))
        for reached in source.reached_bare(name)
    )


def _is_entry(file: str) -> bool:
    return file.startswith(ENTRIES) or file.endswith("/tasks.py")


class Source:
    """The functions of modules, what each calls, and which calls stand within a transaction."""

    def __init__(self, found: tuple[Module, ...]) -> None:
        self.modules = {_module_name(module): module for module in found}
        self.imports = {name: _imports(module) for name, module in self.modules.items()}
        self.functions: dict[Name, Function] = {
            (name, node.name): node
            for name, module in self.modules.items()
            for node in module.tree.body
            if isinstance(node, Function)
        }

    def file_of(self, name: Name) -> str:
        return self.modules[name[0]].name

    @cache  # noqa: B019  one object, as long as the test
    def calls(self, name: Name) -> list[tuple[Name, bool]]:
        """What a function calls, each with whether the call stands within a transaction."""
        return [
            found
            for statement in self.functions[name].body
            for found in self._calls(name[0], statement, inside=False)
        ]

    def _calls(self, module: str, node: ast.AST, *, inside: bool) -> Iterator[tuple[Name, bool]]:
        if isinstance(node, ast.With):
            inside = inside or any(
                word in ast.unparse(item.context_expr) for item in node.items for word in WITHIN
            )
        if isinstance(node, ast.Call) and (called := self.resolve(module, dotted(node.func))):
            yield called, inside
        if isinstance(node, ast.Attribute) and node.attr == LOCK[1]:
            yield LOCK, inside
        for child in ast.iter_child_nodes(node):
            yield from self._calls(module, child, inside=inside)

    def resolve(self, module: str, written: str) -> Name | None:
        """The function a name stands for, through imports of functions and of modules."""
        first, _, rest = written.partition(".")
        for _ in range(5):
            if not rest and (module, first) in self.functions:
                return module, first
            target = self.imports.get(module, {}).get(first)
            if target is None:
                return None
            if target in self.modules:
                module, (first, _, rest) = target, rest.partition(".")
            else:
                module, _, first = target.rpartition(".")
        return None

    def is_verb(self, name: Name) -> bool:
        marks = self.functions[name].decorator_list
        return any(ast.unparse(mark).startswith("verb") for mark in marks)

    def unprotected(self) -> set[Name]:
        """Functions that record or lock, directly or through others, outside any verb."""
        bare: set[Name] = {LOCK, RECORD}
        grown = True
        while grown:
            fresh = {
                name
                for name in self.functions
                if name not in bare
                and not self.is_verb(name)
                and any(called in bare and not inside for called, inside in self.calls(name))
            }
            grown = bool(fresh)
            bare |= fresh
        return bare - {LOCK, RECORD}

    def reached_bare(self, name: Name) -> list[str]:
        bare = self.unprotected() | {LOCK, RECORD}
        return [
            f"{called[0]}.{called[1]}".lstrip(".")
            for called, inside in self.calls(name)
            if called in bare and not inside
        ]


def _module_name(module: Module) -> str:
    return module.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports(module: Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.asname or a.name.partition(".")[0]: a.name for a in node.names}
    return found


ENTRY = """
from reports.audit.actions import record
from reports.core.verbs import verb

def _note(): record()

@verb
def act(*, by, at): _note()

def good(): act()
def bad(): _note()
def locks(rows): rows.select_for_update()
"""


def test_the_reader_tells_a_bare_write_from_one_within_a_verb():
    recorder = Module("reports/audit/actions.py", "", ast.parse("def record(): pass"))
    screen = Module("reports/web/screen.py", ENTRY, ast.parse(ENTRY))
    source = Source((recorder, screen))
    bare = {name for module, name in source.unprotected() if module == "reports.web.screen"}
    assert bare == {"_note", "bad", "locks"}


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_every_engine_is_one(name):
    """A name that is left in the list would let somebody in later."""
    (module,) = (found for found in modules("reports") if found.name == name)
    assert "atomic(" in module.text or "@transaction.atomic" in module.text
