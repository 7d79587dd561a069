"""Whether this process may start. Every road asks here: the web server (`wsgi.py`), the worker
(`run_worker`, and Celery started by hand), the steps of `script/server`, of the container and of
the units; `manage.py preflight` asks the same without starting anything.

The rules themselves are Django's system checks: its own for deployment, and `reports/checks.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

REFUSED = 2  # the exit code


class StartRefused(ImproperlyConfigured):
    """What is set is not safe to run with. The message names each thing, and how to mend it."""


@dataclass(frozen=True)
class StartReport:
    """What a start would say, as sentences with the cure."""

    refused: tuple[str, ...]
    warned: tuple[str, ...]


def examine_start(*, ignoring: Sequence[str] = ()) -> StartReport:
    """Every check, those for deployment and for the database included. Django's own warnings about
    deployment refuse a production start, and say nothing about one on loopback.
    """
    from django.conf import settings
    from django.core import checks
    from django.db import connections

    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    connections.close_all()  # a web server forks after this
    refused: list[str] = []
    warned: list[str] = []
    for message in found:
        is_of_deployment = str(message.id).startswith("security.")
        if message.is_silenced() or message.id in ignoring:
            continue
        if message.level >= checks.ERROR or (is_of_deployment and settings.PRODUCTION):
            refused.append(_sentence(message.msg, message.hint))
        elif message.level >= checks.WARNING and not is_of_deployment:
            warned.append(_sentence(message.msg, message.hint))
    return StartReport(refused=tuple(refused), warned=tuple(warned))


def refuse_unsafe_start(*, with_warnings: bool = True) -> None:
    """Raise StartRefused where anything is unsafe; say aloud what is only a warning."""
    report = examine_start()
    if report.refused:
        raise StartRefused(" ".join(report.refused))
    for sentence in report.warned if with_warnings else ():
        print(f"Warning: {sentence}", file=sys.stderr, flush=True)  # noqa: T201 - a start speaks to whoever starts it


@contextmanager
def one_sentence(*, as_json: bool = False) -> Iterator[None]:
    """Leave with what is wrong and its cure, instead of a traceback, where a setting is refused."""
    try:
        yield
    except ImproperlyConfigured as wrong:
        if as_json:
            answer = {"refused": [str(wrong)], "warnings": []}
            print(json.dumps(answer, ensure_ascii=False))  # noqa: T201 - the answer of a command
        else:
            print(f"The program does not start: {wrong}", file=sys.stderr, flush=True)  # noqa: T201 - as above
        raise SystemExit(REFUSED) from None


def _sentence(message: object, hint: object) -> str:
    words = " ".join(str(part).strip() for part in (message, hint) if part)
    return words if words.endswith((".", "!", "?")) else f"{words}."
