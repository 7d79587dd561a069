"""One benchmark in a process of its own: prepare what it needs, run it, print its ratios, keep its
results.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from benchmarks.harness import as_results

COMPARED = (
    "celery",
    "cryptography",
    "django",
    "django-crispy-forms",
    "psycopg",
    "redis",
    "uharfbuzz",
    "weasyprint",
)


def main() -> int:
    name, target = sys.argv[1], Path(sys.argv[2])
    module = importlib.import_module(f"benchmarks.bench_{name}")
    with ExitStack() as stack:
        database = getattr(module, "DATABASE", "")
        if database:
            stack.enter_context(
                empty_installation(database, getattr(module, "DATABASE_SETTINGS", ()))
            )
        results = as_results(module.run())
    for result in results:
        print(line(name, result), flush=True)
    kept = {"benchmark": name, **circumstances(), "results": results}
    target.write_text(json.dumps(kept, indent=2, default=str) + "\n", encoding="utf-8")
    return 0


@contextmanager
def empty_installation(database: str, tuned: Sequence[str] = ()) -> Iterator[None]:
    """Tables without rows on a fresh database, in a data folder of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="trustact-bench-", ignore_cleanup_errors=True)
        )
        for variable in [name for name in os.environ if name.startswith("TRUSTACT_")]:
            del os.environ[variable]
        os.environ |= {"TRUSTACT_DATA": folder, "DJANGO_SETTINGS_MODULE": "trustact_site.settings"}
        if database == "postgresql":
            os.environ["TRUSTACT_DATABASE_URL"] = stack.enter_context(running_postgresql(tuned))
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        stack.callback(connections.close_all)
        yield


@contextmanager
def running_postgresql(tuned: Sequence[str] = ()) -> Iterator[str]:
    """A PostgreSQL of our own, as durable as a real one: benchmarks that commit must pay for it."""
    from tests.support.postgresql import PostgresqlServer

    server = PostgresqlServer(durable=True, tuned=tuned)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def line(benchmark: str, result: dict[str, Any]) -> str:
    """One result as people read it: a ratio, or what was counted beside its goal."""
    if "ratio" not in result:
        return _counted(result)
    ratio = result["ratio"]
    spread = f"{ratio['lowest']:.2f}-{ratio['highest']:.2f}"
    verdict = {True: "met", False: "MISSED", None: ""}[result.get("is_met")]
    return (
        f"{benchmark}: {result['name']}\n    {ratio['median']:.2f}x ({spread}, {ratio['rounds']}"
        f" rounds) of {result.get('reference', 'its reference')}{_bound(result)}  {verdict}"
    )


def _counted(result: dict[str, Any]) -> str:
    goal = result.get("goal")
    bound = "" if goal is None else f"  (goal {goal})"
    verdict = {True: "met", False: "MISSED", None: ""}[result.get("is_met")]
    return f"{result['value']!s:>12}  {result['name']}{bound}  {verdict}".rstrip()


def _bound(result: dict[str, Any]) -> str:
    if result.get("at_most") is not None:
        return f", goal at most {result['at_most']}x"
    if result.get("at_least") is not None:
        return f", goal at least {result['at_least']}x"
    return ""


def circumstances() -> dict[str, Any]:
    """The machine and the versions: a ratio without them cannot be compared later."""
    installed = {entry.metadata["Name"].lower(): entry.version for entry in distributions()}
    return {
        "on": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "system": platform.platform(),
        },
        "python": platform.python_version(),
        "versions": {name: installed[name] for name in COMPARED if name in installed},
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for row in described.read_text(encoding="utf-8").splitlines():
            if row.startswith("model name"):
                return row.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    sys.exit(main())
