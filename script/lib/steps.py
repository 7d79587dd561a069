"""The steps between a prepared machine and a serving one: tables, static files, demo data,
sign-ins.

One process does them all, since loading the program costs more than any of them when nothing
changed. With
`--static-only` a node of a larger installation prepares only what it serves itself; tables belong
to one `setup`.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from trustact_site.startup import one_sentence, refuse_unsafe_start


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustact_site.settings")
    with one_sentence():
        django.setup()
        refuse_unsafe_start(with_warnings=False)  # before anything is changed
        if "--static-only" not in sys.argv[1:]:
            migrate()
        refuse_unsafe_start()  # and what can be said only of tables that stand
    collect_static()
    if settings.DEMO:
        load_demo_once()
        keep_sign_ins()
    return 0


def migrate() -> None:
    """Bring the tables up to date, if they are not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        index_people()


def index_people() -> None:
    """Bring the blind indexes of people up to date; a node without keys leaves that to one that has
    them.
    """
    try:
        call_command("index_people")
    except CommandError as error:
        print(f"{error} Run `manage.py index_people` where they are.", file=sys.stderr)


def collect_static() -> None:
    """Compress and name static files by their content, if any changed."""
    stamp = Path(settings.DATA_DIR) / "static.stamp"
    wanted = _static_fingerprint()
    if (
        stamp.is_file()
        and stamp.read_text(encoding="ascii") == wanted
        and Path(settings.STATIC_ROOT).is_dir()
    ):
        return
    print("Preparing static files ...", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted, encoding="ascii")


def _static_fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _static_files():
        found = path.stat()
        digest.update(f"{path}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[Path]:
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def load_demo_once() -> None:
    """Invented people and their detainers, the first time only."""
    stamp = Path(settings.DATA_DIR) / "demo.stamp"
    if stamp.is_file():
        return
    print("Loading demo data ...", flush=True)
    call_command("seed_demo", verbosity=0)
    stamp.touch()


def keep_sign_ins() -> None:
    """Who can sign in to the demo, printed once it is ready."""
    words = io.StringIO()
    call_command("demo_accounts", stdout=words)
    path = Path(settings.DATA_DIR) / "run" / "sign-ins.txt"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(words.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
