"""Letters drawn with nothing kept from one to the next: reads pages as JSON lines, answers with
each file's hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from reports.documents import engine as pdf
from reports.documents import reuse
from reports.documents.page import Page
from tests.support.environment import ROOT


def hashes_without_reuse(pages: Sequence[Page]) -> list[str]:
    lines = "".join(json.dumps(named(page)) + "\n" for page in pages)
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.plain_drawing"],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    return done.stdout.split()


def named(page: Page) -> dict[str, str]:
    return {
        "html": page.html,
        "css": page.css,
        "title": page.title,
        "lang": page.lang,
        "created": page.created,
    }


def hash_of(page: Page) -> str:
    data = pdf.render_document(
        page.html,
        css=page.css,
        title=page.title,
        lang=page.lang,
        created=page.created,
        assets=page.assets,
    )
    return hashlib.sha256(data).hexdigest()


def _keep_nothing(weasyprint: ModuleType) -> None:
    """In the place of `reuse.reuse`."""


def _as_html(weasyprint: ModuleType, page: str, fetcher: Any) -> Any:
    return weasyprint.HTML(string=page, url_fetcher=fetcher)


def main() -> None:
    vars(reuse).update(reuse=_keep_nothing, parsed=_as_html)
    for line in sys.stdin:
        sys.stdout.write(hashlib.sha256(pdf.render_document(**json.loads(line))).hexdigest() + "\n")


if __name__ == "__main__":
    main()
