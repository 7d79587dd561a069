"""Code that nothing uses: functions, classes, methods and properties that vulture finds no use of
in the program, that no template names, and that stand on no list of exceptions below.

A use in a test does not count: what only tests keep alive is deleted with them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

from script.lib.places import ROOT

LOOKED_AT = ("reports", "trustact_site", "script", "benchmarks", "manage.py")
KINDS = {"function", "class", "method", "property"}
LEFT_OUT = ["*/migrations/*", "*/tests/*"]
# Called by a framework or by a name put together at run time.
DECORATED = [
    "@job_handler*",
    "@register.*",
    "@register",
    "@admin.*",
    "@task*",
    "@shared_task*",
    "@*.connect*",
    "@describes_*",
    "@router.*",
]
CALLED_BY_FRAMEWORKS = {
    "handle",
    "add_arguments",
    "help",
    "ready",
    "clean",
    "deconstruct",
    "formfield",
    "from_db_value",
    "get_prep_value",
    "db_type",
    "get_internal_type",
    "contribute_to_class",
    "pre_save",
    "to_python",
    "prepare_value",
    "process_request",
    "process_response",
    "process_exception",
    "process_view",
    "Command",
    "Meta",
    "format",
    "emit",
    "has_permission",
    "get_by_natural_key",
    "natural_key",
    "label_from_instance",
    "setUp",
    "allow_migrate",
}
# Name -> why nothing in the source is seen to use it. Empty is the aim.
EXCEPTIONS = {
    "ReportsConfig": "Django finds it by INSTALLED_APPS",
    "value_to_string": "serializers of Django's fields",
    "row_guard_operations": "named by a migration",
    "trail_guard_operations": "named by a migration",
    "_update_meta": "overrides pyHanko",
    "register_extensions": "overrides pyHanko",
    "redirect_request": "overrides urllib",
    "to_url": "a URL converter of Django",
    "__getitem__": "crispy forms and templates",
    "receive_data_chunk": "an upload handler of Django",
    "file_complete": "an upload handler of Django",
    "running_verb": "tests ask whether a write has its verb",
    "handle_starttag": "overrides the parser of HTML",
    "handle_endtag": "overrides the parser of HTML",
    "handle_data": "overrides the parser of HTML",
    "operation_security": "overrides django-ninja's description",
    "free_port": "tests start servers on it",
    "fetch": "overrides WeasyPrint's fetcher",
    "__call__": "called as a function",
    "is_open_for_signup": "an adapter of allauth",
    "pre_authenticate": "an adapter of allauth",
    "pre_login": "an adapter of allauth",
    "get_login_redirect_url": "an adapter of allauth",
    "get_logout_redirect_url": "an adapter of allauth",
    "is_safe_url": "an adapter of allauth",
    "get_client_ip": "an adapter of allauth",
    "get_login_stages": "an adapter of allauth",
    "add_message": "an adapter of allauth",
    "is_reauthentication_required": "an adapter of allauth",
    "get_reauthentication_methods": "an adapter of allauth",
    "generate_authenticator_name": "an adapter of allauth",
    "get_totp_label": "an adapter of allauth",
    "_get_site_name": "an adapter of allauth",
    "get_success_url": "a view of allauth",
    "validate": "a validator of passwords, called by Django",
    "get_help_text": "a validator of passwords, called by Django",
}


def main() -> int:
    found = list(dead_code())
    for item in found:
        path = Path(item.filename).relative_to(ROOT)
        print(f"{path}:{item.first_lineno} {item.typ} {item.name} is used by nothing: delete it")
    for name in sorted(set(EXCEPTIONS) - _names_excused()):
        print(f"script/lib/dead_code.py: {name} needs no exception any more: delete its line")
        return 1
    return 1 if found else 0


def dead_code() -> Iterator[Item]:
    """What nothing uses, in the order of files and lines."""
    for item in _unused():
        if item.name not in EXCEPTIONS:
            yield item


def _names_excused() -> set[str]:
    return {item.name for item in _unused() if item.name in EXCEPTIONS}


@cache
def _unused() -> tuple[Item, ...]:
    reader = Vulture(ignore_decorators=DECORATED)
    reader.scavenge([ROOT / name for name in LOOKED_AT], exclude=LEFT_OUT)
    in_templates, quoted = _words_of_templates(), _quoted_names()
    return tuple(
        item
        for item in sorted(
            reader.get_unused_code(), key=lambda item: (item.filename, item.first_lineno)
        )
        if item.typ in KINDS
        and item.name not in CALLED_BY_FRAMEWORKS | in_templates | quoted
        and not item.name.startswith(("clean_", "visit_", "do_", "test_"))
    )


def _words_of_templates() -> set[str]:
    """Every word inside a template's tags and braces: how templates call code."""
    words: set[str] = set()
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file():
            for inside in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text(encoding="utf-8")):
                words.update(re.findall(r"[A-Za-z_]\w*", inside))
    return words


def _quoted_names() -> set[str]:
    """The last word of dotted names in strings: how settings name code."""
    words: set[str] = set()
    for name in ("reports", "trustact_site"):
        for path in (ROOT / name).rglob("*.py"):
            for dotted in re.findall(
                r"[\"'](?:\w+\.)+(\w+)[\"']", path.read_text(encoding="utf-8")
            ):
                words.add(dotted)
    return words


if __name__ == "__main__":
    sys.exit(main())
