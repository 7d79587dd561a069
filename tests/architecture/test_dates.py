"""Local days are asked of law.moments, days and times for people are written by core.dates; a
template asks the filters made of both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import PROGRAM, Module, dotted, modules
from tests.support.environment import ROOT

ZONES = {"reports/law/moments.py", "trustact_site/settings.py"}
DATES = "reports/core/dates.py"
# Names of months and weekdays, and a clock with AM and PM: what people read, not machines.
FOR_PEOPLE = re.compile(r"%-?[aAbBpI]")
# Django's own filters follow the zone and the words that happen to be active.
DJANGO_FILTERS = re.compile(r"{{[^}]*\|\s*(?:date|time|timesince|timeuntil)\b|{%\s*now\b")
DJANGO_FORMATTERS = ("django.utils.dateformat", "django.utils.formats")
# A format that reads what people type, or that a machine reads; nothing of it is shown.
NOT_SHOWN = {
    "reports/audit/entry_hash.py": "the canonical text that is hashed",
    "reports/submissions/receipts.py": "the creation date inside a file",
    "reports/web/shared/forms/date_inputs.py": "the value of a time input",
    "reports/web/shared/forms/fields.py": "the formats in which days and times may be typed",
}


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Every string of the code, docstrings and other bare strings left out."""
    bare = {
        id(node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def test_only_law_moments_knows_a_zone():
    found = [
        f"{module.name}:{call.lineno} calls ZoneInfo; use local(), local_day() or LOCAL_TIME of"
        " reports.law.moments"
        for module in modules(*PROGRAM)
        if module.name not in ZONES
        for call in module.calls()
        if dotted(call.func).split(".")[-1] == "ZoneInfo"
    ]
    assert not found, "\n".join(found)


def test_only_law_moments_turns_a_moment_into_a_day():
    found = [
        f"{module.name}:{function.lineno} defines {function.name};"
        " it belongs to reports.law.moments"
        for module in modules("reports")
        if module.name != "reports/law/moments.py"
        for function in module.functions()
        if function.name.strip("_") == "local_day"
    ]
    assert not found, "\n".join(found)


def test_only_core_dates_writes_days_and_times():
    found = [
        f"{module.name}:{line} writes a date as {text!r}; it belongs to reports.core.dates"
        for module in modules("reports")
        if module.name != DATES and module.name not in NOT_SHOWN
        for line, text in texts(module)
        if FOR_PEOPLE.search(text)
    ]
    assert not found, "\n".join(found)


def test_only_core_dates_formats_with_django():
    found = [
        f"{module.name} imports {name}; days and times are written by reports.core.dates"
        for module in modules("reports")
        if module.name != DATES
        for name in module.imports()
        if name.startswith(DJANGO_FORMATTERS)
    ]
    found += [
        f"{module.name}:{call.lineno} calls strftime; days and times are written by"
        " reports.core.dates"
        for module in modules("reports")
        if module.name != DATES and module.name not in NOT_SHOWN
        for call in module.calls()
        if dotted(call.func).endswith(".strftime")
    ]
    assert not found, "\n".join(found)


def test_a_template_asks_the_filters_of_this_program():
    found = [
        f"{path.relative_to(ROOT)}:{number} formats a day itself; use day, iso_day, moment or clock"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DJANGO_FILTERS.search(line)
    ]
    assert not found, "\n".join(found)
