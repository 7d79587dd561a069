"""Habits of this code base that no linter knows. Each was once said in review; now it is held
here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import PROGRAM, TOOLS, Module, dotted, modules

LONGEST_FUNCTION = 50
LONGEST_FILE = 350
# File or "file:function" -> its own ceiling, with the reason beside it. Empty is the aim.
CEILINGS: dict[str, int] = {
    # one file, read top to bottom; splitting it would hide what overrides what
    "trustact_site/settings.py": 510,
    # Unpacked by the formatter; each becomes shorter when its capability is next worked on.
}

CLOCK_READS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "time.time",
    "django.utils.timezone.now",
}
# The one clock, and what is measured by the wall rather than written into a record.
CLOCKS = {"reports/core/clock.py"}
MAY_ASK_THE_CLOCK = (
    "reports/web/",
    "reports/api/",
    "reports/management/",
    "reports/templatetags/",
    "reports/checks.py",
    "reports/outbox/nodes.py",  # measures the clock itself against the database's
)
# A check silenced with nothing behind its code: `noqa` and its letters, or `type: ignore` and its
# brackets, at the end of the line.
UNEXPLAINED = re.compile(r"#\s*(?:noqa(?::[\sA-Z0-9,]+)?|type:\s*ignore(?:\[[a-z, -]+\])?)\s*$")
LOGGERS = {"log", "logger", "LOG", "LOGGER"}
LOG_LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "bind"}
MAKERS_OF_MARKUP = (
    "reports/web/shared/html/markup.py",
    "reports/web/shared/html/tables.py",
    "reports/web/shared/forms/",
    "reports/publication/presentation/arrange.py",
)
RENDERER = ("reports/documents/engine.py", "reports/documents/seam.py")


def offenders(found: Iterator[str]) -> str:
    return "\n".join(sorted(found))


def test_functions_fit_on_a_screen():
    assert not offenders(
        f"{module.name}:{function.name} has {lines} lines"
        for module in modules(*PROGRAM, *TOOLS)
        for function in module.functions()
        if (lines := (function.end_lineno or 0) - function.lineno + 1)
        > CEILINGS.get(f"{module.name}:{function.name}", LONGEST_FUNCTION)
    )


def test_files_hold_one_thought():
    assert not offenders(
        f"{module.name} has {lines} lines"
        for module in modules(*PROGRAM, *TOOLS)
        if (lines := module.text.count("\n")) > CEILINGS.get(module.name, LONGEST_FILE)
    )


def test_yes_or_no_arguments_are_named_by_the_caller():
    assert not offenders(
        f"{module.name}:{function.lineno} {function.name}({argument.arg})"
        for module in modules(*PROGRAM, *TOOLS)
        for function in module.functions()
        if "FBT001"
        not in module.text.splitlines()[function.lineno - 1]  # a signature that a library fixes
        for argument in [*function.args.posonlyargs, *function.args.args]
        if argument.annotation is not None and ast.unparse(argument.annotation) == "bool"
    )


def test_only_the_clock_reads_the_time():
    assert not offenders(
        f"{module.name}:{call.lineno} {dotted(call.func)}()"
        for module in modules(*PROGRAM)
        if module.name not in CLOCKS
        for call in module.calls()
        if dotted(call.func) in CLOCK_READS
    )


def test_only_the_rim_asks_the_clock():
    """Verbs and rules are told the time as `at=` and `on=`; web, API, tasks and commands ask for
    it.
    """
    assert not offenders(
        f"{module.name} imports {name}"
        for module in modules(*PROGRAM)
        for name in module.imports()
        if name.startswith("reports.core.clock") and not _may_ask(module.name)
    )


def _may_ask(name: str) -> bool:
    return name.startswith(MAY_ASK_THE_CLOCK) or name.endswith(("/tasks.py", "reports/tasks.py"))


def test_log_events_are_fixed_words():
    """An event is a literal; what varies goes in named fields, so that no object's text can slip
    into a line.
    """
    assert not offenders(
        f"{module.name}:{call.lineno}"
        for module in modules(*PROGRAM)
        for call in module.calls()
        if _is_log(call) and call.args and not isinstance(call.args[0], ast.Constant)
    )


def _is_log(call: ast.Call) -> bool:
    target, _, level = dotted(call.func).rpartition(".")
    return target.rpartition(".")[2] in LOGGERS and level in LOG_LEVELS


def test_no_signals_carry_business_logic():
    assert not offenders(
        f"{module.name} imports {name}"
        for module in modules(*PROGRAM)
        for name in module.imports()
        if name.startswith(("django.db.models.signals", "django.dispatch"))
    )


def test_views_are_functions():
    assert not offenders(
        f"{module.name} imports {name}"
        for module in modules("reports")
        for name in module.imports()
        if name.startswith("django.views.generic") or name == "django.views.View"
    )


def test_few_modules_say_that_text_is_markup():
    """Everything else comes from a template, where text is escaped."""
    assert not offenders(
        f"{module.name}:{call.lineno}"
        for module in modules(*PROGRAM)
        if not module.name.startswith(MAKERS_OF_MARKUP)
        for call in module.calls()
        if dotted(call.func).rpartition(".")[2] in {"mark_safe", "SafeString", "SafeText"}
        and not _is_template(call)
    )


def _is_template(call: ast.Call) -> bool:
    made = call.args[0] if call.args else None
    return isinstance(made, ast.Call) and dotted(made.func) == "render_to_string"


def test_one_module_lays_out_pdfs():
    assert not offenders(
        f"{module.name} imports {name}"
        for module in modules("reports", "trustact_site")
        if not _is_renderer(module)
        for name in module.imports()
        if name.partition(".")[0] == "weasyprint"
    )


def test_every_silenced_check_gives_its_reason():
    assert not offenders(
        f"{module.name}:{number} {line.strip()}"
        for module in modules(*PROGRAM, *TOOLS, "tests")
        for number, line in enumerate(module.text.splitlines(), 1)
        if UNEXPLAINED.search(line)
    )


def test_screens_reach_documents_through_their_capability():
    assert not offenders(
        f"{module.name} imports {name}: call the capability whose document it is"
        for module in modules("reports")
        if module.name.startswith(("reports/web/", "reports/api/"))
        for name in module.imports()
        if name == "reports.documents" or name.startswith("reports.documents.")
    )


def _is_renderer(module: Module) -> bool:
    return module.name in RENDERER
