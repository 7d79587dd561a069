"""What must never stand in a tracked file: a secret, a package index, a path of somebody's machine,
a foreign file.

A basic net under review, not a substitute for it. Test keys and demo passwords are made when they
are needed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector

from script.lib.places import ROOT

FORBIDDEN = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{16}"),
    "an access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{20,}|sk_live_[A-Za-z0-9]{20,})\b"
    ),
    "a password": re.compile(
        r"(?i)\b(?:password|secret_key|api_key)\s*=\s*[\"'][^\"'\s{}$]{16,}[\"']"
    ),
    "a package index": re.compile(
        r"(?i)(?:--(?:extra-)?index-url|--find-links)\s+\S|\"resolved\":\s*\"http|[/@.]pypi\.org/simple"
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]+)/[A-Za-z.]"),
}
ALLOWED = "pragma: allowlist secret"
# Fonts, style sheets and scripts of others are fetched by lock, never kept.
FOREIGN = re.compile(r"\.(?:woff2?|ttf|otf|eot|min\.js|min\.css)$")
# Files about the rules themselves, which must quote what they forbid.
ABOUT_THE_RULES = frozenset(
    {
        "script/lib/tracked_files.py",
        "tests/scripts/test_tracked_files.py",
        "tests/scripts/test_lock.py",
    }
)
# What detect-secrets takes for a secret and is none here; private keys are asked for above.
GUESSES = frozenset({"Basic Auth Credentials", "Private Key", "Public IP (ipv4)"})
LARGEST = 2 * 1024 * 1024


def main() -> int:
    complaints = [complaint for path in tracked() for complaint in complaints_about(path)]
    print("\n".join(complaints))
    return 1 if complaints else 0


def tracked() -> list[Path]:
    """Every file under version control that is still there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    return [
        path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()
    ]


def complaints_about(path: Path) -> Iterator[str]:
    """What is wrong with one file."""
    name = str(path.relative_to(ROOT))
    if FOREIGN.search(name):
        yield f"{name}: a file of others; fetch it by lock instead."
    if path.stat().st_size > LARGEST:
        yield f"{name}: larger than {LARGEST} bytes."
    if name not in ABOUT_THE_RULES:
        yield from (f"{name}:{line}: {what}" for line, what in forbidden_in(_text(path)))


@cache
def known_forms() -> dict[str, list[re.Pattern[str]]]:
    """Secrets of well-known services, by the forms that detect-secrets knows. Its guesses by
    entropy and by the name of a variable would name every hash of a test; user:password@host is how
    settings are explained.
    """
    found: dict[str, Any] = get_mapping_from_secret_type_to_class()
    return {
        name: list(detector.denylist)
        for name, detector in found.items()
        if issubclass(detector, RegexBasedDetector) and name not in GUESSES
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def forbidden_in(text: str) -> Iterator[tuple[int, str]]:
    """Line numbers and what stands there. A line that says that it may, in the words that
    detect-secrets has for it, is passed over.
    """
    lines = text.splitlines()
    kinds = {**{what: [pattern] for what, pattern in FORBIDDEN.items()}, **known_forms()}
    for what, patterns in kinds.items():
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            line = text.count("\n", 0, match.start())
            if ALLOWED not in lines[line]:
                yield line + 1, what


if __name__ == "__main__":
    sys.exit(main())
