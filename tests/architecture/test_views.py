"""Every address says who may call it, and no page can do what the content security policy
forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from reports.web.shared.guards import declaration_of
from tests.support.environment import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREENS = [path for path in TEMPLATES if "pdf" not in path.parts and "emails" not in path.parts]
# What a template may not contain, and why.
FORBIDDEN = {
    "escaping switched off": re.compile(r"\|\s*safe\b(?!seq)|\{%\s*autoescape\s+off"),
    "a handler in the markup": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a style in the markup": re.compile(r"<[^>]*\sstyle\s*="),
    "a script without a nonce": re.compile(r"<script(?![^>]*\b(?:nonce|src)=)[^>]*>"),
    "something from another machine": re.compile(
        r"<(?:script|link|img|iframe|source)\b(?![^>]*itemprop=)[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//"
    ),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        where = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from patterns(entry, where)
        else:
            yield where, entry


def test_every_address_says_who_may_call_it():
    undeclared = [
        where
        for where, entry in patterns(get_resolver())
        if declaration_of(entry.callback) is None and not where.startswith("api/")
    ]
    assert undeclared == []


@pytest.mark.parametrize(
    "path", SCREENS, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_templates_keep_to_the_policy(path):
    text = path.read_text(encoding="utf-8")
    assert [why for why, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_pages_answer_to_nobody_by_accident():
    names = [where for where, _ in patterns(get_resolver())]
    assert len(names) == len(set(names)), "two views stand at one address"
