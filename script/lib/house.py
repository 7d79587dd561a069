"""What the code base looks like in numbers, read from its source: sizes, layers, who writes what.

Nothing here runs the program. `script/bench house` prints these beside the figures of one request.
"""

from __future__ import annotations

import ast
import math
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from script.lib.places import ROOT

WIDEST_PYTHON, WIDEST_TEMPLATE = 100, 120
# Django's convention puts every command in one folder.
COMMANDS = "reports/management/commands"
AUDIT_WRITERS = {"record"}
PACKED = "# fmt" + ": "


@dataclass(frozen=True)
class SourceFile:
    """One Python file of the repository."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def module(self) -> str:
        return self.name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows, by pathspec."""
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def sources(*patterns: str) -> list[SourceFile]:
    """Python files without migrations."""
    return [
        SourceFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in tracked(*patterns)
        if path.suffix == ".py" and "/migrations/" not in path.as_posix()
    ]


def figures() -> dict[str, int | float | str]:
    """Each figure under a name that says what is counted."""
    program, tests = sources("reports"), sources("tests")
    web = [file for file in program if file.name.startswith("reports/web/")]
    return {
        **_sizes(program, tests),
        **_writes_in(web),
        **_circles(program),
        "lines packed past the formatter (reports)": sum(f.text.count(PACKED) for f in program),
        "lines packed past the formatter (tests)": sum(f.text.count(PACKED) for f in tests),
        f"Python lines over {WIDEST_PYTHON} columns": _wide(
            tracked("reports/*.py", "tests/*.py", "script/*.py", "benchmarks/*.py"), WIDEST_PYTHON
        ),
        f"template lines over {WIDEST_TEMPLATE} columns": _wide(
            tracked("templates/*.html"), WIDEST_TEMPLATE
        ),
        "public class names used more than once": len(doubled_class_names(program)),
        "Transition classes": _defined(program, "Transition"),
    }


def _sizes(program: list[SourceFile], tests: list[SourceFile]) -> dict[str, int | float | str]:
    at_a_level = Counter(
        file.folder
        for file in program
        if file.folder != COMMANDS and not file.name.endswith("/__init__.py")
    )
    lengths = sorted(file.lines for file in program)
    functions = [
        (function.end_lineno or 0) - function.lineno + 1
        for file in program
        for function in file.functions()
    ]
    lines, tested = sum(lengths), sum(file.lines for file in tests)
    return {
        "most .py files at one level": max(at_a_level.values()),
        "source lines of reports": lines,
        "lines of tests": tested,
        "ratio tests : source": round(tested / lines, 2),
        "longest file": lengths[-1],
        "file length, ninth decile": lengths[math.floor(0.9 * len(lengths))],
        "longest function": max(functions),
        "functions over 50 lines": sum(length > 50 for length in functions),
        "modules over 40 lines with a mirrored test": _mirrored(program),
    }


def _mirrored(program: list[SourceFile]) -> str:
    """`reports/a/b/c.py` is tried in `tests/a/b/test_c.py`."""
    asked = [file for file in program if file.lines > 40 and _has_public_function(file)]
    found = [file for file in asked if mirror_of(file.name).exists()]
    return f"{len(found)} of {len(asked)}"


def mirror_of(name: str) -> Path:
    """Where the tests of a module stand."""
    path = Path(name).relative_to("reports")
    return ROOT / "tests" / path.with_name(f"test_{path.name}")


def _has_public_function(file: SourceFile) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        for node in file.tree.body
    )


def _writes_in(web: list[SourceFile]) -> dict[str, int | float | str]:
    """A screen asks a query and calls a verb; it opens no transaction and writes no audit log."""
    return {
        ".objects. in web": _attributes(web, lambda name: name == "objects"),
        "transactions in web": _attributes(web, lambda name: name == "atomic"),
        "row locks in web": _attributes(web, lambda name: name == "select_for_update"),
        "files in web that record in the audit log": sum(map(_imports_recorder, web)),
    }


def _attributes(files: Iterable[SourceFile], wanted: Callable[[str], bool]) -> int:
    return sum(
        isinstance(node, ast.Attribute) and wanted(node.attr)
        for file in files
        for node in ast.walk(file.tree)
    )


def _imports_recorder(file: SourceFile) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "reports.audit.actions"
        and any(alias.name in AUDIT_WRITERS for alias in node.names)
        for node in ast.walk(file.tree)
    )


def _wide(paths: Iterable[Path], widest: int) -> int:
    return sum(
        len(line) > widest
        for path in paths
        if "/migrations/" not in path.as_posix()
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def doubled_class_names(program: Iterable[SourceFile]) -> dict[str, list[str]]:
    """Public classes of one name in several modules, but for what Django itself names."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for file in program:
        for node in file.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(file.name)
    return {
        name: places
        for name, places in homes.items()
        if len(places) > 1 and name not in {"Command", "Migration"}
    }


def _defined(program: Iterable[SourceFile], name: str) -> int:
    return sum(
        isinstance(node, ast.ClassDef) and node.name == name
        for file in program
        for node in file.tree.body
    )


# Circles -----------------------------------------------------------------------------------------


def _circles(program: list[SourceFile]) -> dict[str, int | float | str]:
    graph = import_graph(program)
    return {
        "circles of files": len(circles(graph)),
        "circles of sibling folders": len(circles(_folders(graph))),
    }


def import_graph(program: list[SourceFile]) -> dict[str, set[str]]:
    """What each module imports when it is loaded; late imports and type hints do not count."""
    modules = {file.module for file in program}
    graph: dict[str, set[str]] = {}
    for file in program:
        found = {name for name in _imported(file.tree.body) if name}
        graph[file.module] = {
            target
            for name in found
            if (target := _nearest(name, modules)) is not None and target != file.module
        }
    return graph


def _imported(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _nearest(name: str, modules: set[str]) -> str | None:
    if name in modules:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in modules else None


def _folders(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Imports between folders of which neither holds the other."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module, targets in graph.items():
        here = module.rpartition(".")[0]
        for target in targets:
            there = target.rpartition(".")[0]
            if not f"{there}.".startswith(f"{here}.") and not f"{here}.".startswith(f"{there}."):
                found[here].add(there)
    return found


def circles(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """Groups of nodes that reach one another (Tarjan 1972)."""
    search = _Search(graph)
    for node in sorted(graph):
        if node not in search.index:
            search.visit(node)
    return [found for found in search.found if len(found) > 1]


class _Search:
    """Strongly connected components; the deepest chain of imports is far below Python's limit."""

    def __init__(self, graph: Mapping[str, set[str]]) -> None:
        self.graph = graph
        self.index: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.stack: list[str] = []
        self.found: list[set[str]] = []

    def visit(self, node: str) -> None:
        self.index[node] = self.lowest[node] = len(self.index)
        self.stack.append(node)
        for target in sorted(self.graph.get(node, ())):
            if target not in self.index:
                self.visit(target)
                self.lowest[node] = min(self.lowest[node], self.lowest[target])
            elif target in self.stack:
                self.lowest[node] = min(self.lowest[node], self.index[target])
        if self.lowest[node] == self.index[node]:
            start = self.stack.index(node)
            self.found.append(set(self.stack[start:]))
            del self.stack[start:]
