"""The act lifts or makes prohibitions; it gives no power, 54-192h(g). No screen, letter or file may
say otherwise.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, modules
from tests.support.environment import ROOT

NEVER = re.compile(
    r"\bauthori[sz](ed|es|ation)\b|\b(allowed|permitted) by (the"
    r" )?(law|act|statute)\b|\bautorizad[oa]s?\b"
    r"|\bpermitid[oa]s? por la ley\b",
    re.IGNORECASE,
)
HEADER_OF_A_REQUEST = '"Authorization"'
SHOWN = ("*.html", "*.txt", "*.js", "*.po", "*.svg", "*.json")


def said_by(module: Module) -> Iterator[str]:
    """Every text a module holds that somebody may read: all strings but docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def test_no_text_of_the_program_calls_an_act_authorized_or_allowed_by_law():
    found = [
        (module.name, text)
        for module in modules("reports")
        for text in said_by(module)
        if NEVER.search(text) and f'"{text}"' != HEADER_OF_A_REQUEST
    ]
    assert found == []


def test_no_template_script_or_translation_does():
    files = [
        path
        for folder in ("templates", "reports")
        for shown in SHOWN
        for path in (ROOT / folder).rglob(shown)
    ]
    assert len(files) > 50
    assert [path.name for path in files if NEVER.search(path.read_text(encoding="utf-8"))] == []


def test_the_words_would_be_found():
    for words in (
        "This hold is authorized.",
        "autorizado",
        "Allowed by law",
        "permitted by the act",
        "AUTHORISED",
    ):
        assert NEVER.search(words)
    assert not NEVER.search("not prohibited; the words allowed are: hold")
