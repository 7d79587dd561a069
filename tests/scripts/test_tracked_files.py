"""The net catches what it is there for, and lets ordinary lines through."""

from __future__ import annotations

import pytest

from script.lib.tracked_files import FOREIGN, forbidden_in


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG", "a private key"),
        ("key = AKIAIOSFODNN7EXAMPLE", "an access key"),
        ("password = 'correct-horse-battery-staple'", "a password"),
        (f"token = 'glpat-{'x1' * 10}'", "GitLab Token"),
        (f"hook = 'SG.{'a' * 22}.{'b' * 43}'", "SendGrid API Key"),
        ("--extra-index-url https://mirror.example/simple", "a package index"),
        ('"resolved": "https://mirror.example/a.tgz"', "a package index"),
        ("see /home/clerk/notes", "a path of one machine"),
        ("see /root/.config", "a path of one machine"),
    ],
)
def test_caught(line, what):
    assert (1, what) in list(forbidden_in(line))


@pytest.mark.parametrize(
    "line",
    [
        "password = form.cleaned_data['password']",
        "PASSWORD=",
        "the /desk/ page",
        "reports/web/home/page.html",
        "1/home/x",
        "password = 'correct-horse-battery-staple'  # pragma: allowlist secret",
    ],
)
def test_let_through(line):
    assert not list(forbidden_in(line))


def test_foreign_files():
    assert FOREIGN.search("static/fonts/a.woff2")
    assert not FOREIGN.search("static/site.css")
