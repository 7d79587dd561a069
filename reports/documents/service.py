"""Drawing pages and opening foreign files in processes of their own, with a memory limit and a
clock on the wall.

Each worker thread keeps one process that draws and one that opens what came from outside, so that
no foreign file is ever opened where letters are drawn. Each gets one request at a time. One that
dies, hangs or grows is ended by its own id and replaced; the request then fails loudly.
"""

from __future__ import annotations

import logging
import os
import select
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from time import monotonic
from typing import Any

from reports.documents import errors
from reports.documents.errors import RenderError
from reports.documents.frames import FAILED, REQUEST, joined, packed, parted, unpacked
from reports.documents.metadata import CREATED
from reports.documents.page import Page, RenderResult
from reports.documents.scans import UnreadableScan

WALL_CLOCK_SECONDS = 20.0
START_SECONDS = 60.0
REQUESTS_PER_CHILD = 1000
ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1 << 16
RENDER = "reports.documents.jobs:render"
PICTURES, COUNT = "reports.documents.jobs:page_pictures", "reports.documents.jobs:count_pages"

logger = logging.getLogger(__name__)
_mine = threading.local()


class WorkerDied(RenderError):
    """The process died, hung or ran out of memory. Trying again may help."""


class WorkerTooSlow(WorkerDied):
    """It did not answer within its time, and was ended."""


def render(page: Page, *, seconds: float = WALL_CLOCK_SECONDS) -> RenderResult:
    """One tagged, archival PDF of the page. Raises RenderError.

    Where the renderer does not fit, the file is drawn plainly and says so: a letter is owed at once
    (`RenderResult.lacks`).
    """
    values = {
        "html": page.html,
        "css": page.css,
        "lang": page.lang,
        "title": page.title,
        "created": page.created,
        "assets": [
            {"name": name, "content_type": asset.content_type, "size": len(asset.data)}
            for name, asset in page.assets.items()
        ],
    }
    _, body = joined([asset.data for asset in page.assets.values()])
    answer, data = _render_child().ask(RENDER, values, body, seconds)
    rendered = RenderResult(data, answer["lacks"])
    if rendered.is_plain:
        logger.error(
            "A file was drawn without its text layer. The renderer lacks: %s", rendered.lacks
        )
    return rendered


def page_pictures(data: bytes, content_type: str) -> list[bytes]:
    """The pages of a scan as JPEG. Raises UnreadableScan."""
    values = {"content_type": content_type}
    answer, body = open_foreign(PICTURES, values, data)
    return parted(answer["sizes"], body)


def count_pages(data: bytes, content_type: str) -> int:
    """How many pages a scan has. Raises UnreadableScan."""
    answer, _ = open_foreign(COUNT, {"content_type": content_type}, data)
    return int(answer["pages"])


def open_foreign(
    work: str, values: dict[str, Any], data: bytes, *, seconds: float = WALL_CLOCK_SECONDS
) -> tuple[dict[str, Any], bytes]:
    """Have `work` ("module:function") done on what came from outside, where there is nothing to
    steal. Raises RenderError.
    """
    return _child("foreign files").ask(work, values, data, seconds)


def warm() -> None:
    """Start the drawing process of this thread, so that the first letter need not wait for it.
    Raises FontsMissing.
    """
    _render_child()


def stop() -> None:
    """End the processes of this thread."""
    for child in _children().values():
        child.end()
    _children().clear()


def _children() -> dict[str, Worker]:
    children: dict[str, Worker] = vars(_mine).setdefault("children", {})
    return children


def _render_child() -> Worker:
    """With its renderer loaded, which takes it about a second."""
    child = _child("rendering")
    if not child.requests:
        page = {"html": "<p>.</p>", "css": "", "lang": "en", "title": "-", "created": CREATED}
        child.ask(RENDER, page | {"assets": []}, b"", START_SECONDS)
    return child


def _child(purpose: str) -> Worker:
    child = _children().get(purpose)
    if child is None or not child.usable:
        if child is not None:
            child.end()
        child = _children()[purpose] = Worker()
    return child


class Worker:
    """One process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.requests = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reports.documents.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_bare_environment(),
            start_new_session=True,
        )
        self._finalizer = weakref.finalize(self, _end, self.process, self.owner)
        self._answer(START_SECONDS)

    @property
    def usable(self) -> bool:
        """A process inherited over a fork belongs to the parent."""
        return (
            self.owner == os.getpid()
            and self.requests < REQUESTS_PER_CHILD
            and self.process.poll() is None
        )

    def ask(
        self, work: str, values: dict[str, Any], body: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        self.requests += 1
        assert self.process.stdin is not None  # noqa: S101  opened with a pipe
        try:
            self.process.stdin.write(packed(REQUEST, values | {"work": work}, body))
            self.process.stdin.flush()
        except BrokenPipeError as broken:
            raise self._lost() from broken
        return self._answer(seconds)

    def end(self) -> None:
        self._finalizer()

    def _answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        deadline = monotonic() + seconds
        frame = unpacked(lambda size: self._read(size, deadline))
        if frame is None:
            raise self._lost()
        what, values, body = frame
        if what == FAILED:
            raise _fault(values)
        return values, body

    def _read(self, size: int, deadline: float) -> bytes:
        assert self.process.stdout is not None  # noqa: S101  opened with a pipe
        pipe, parts = self.process.stdout.fileno(), bytearray()
        while len(parts) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - monotonic()))
            if not ready:
                self.end()
                raise WorkerTooSlow("The work took longer than it may.")
            part = os.read(pipe, min(CHUNK, size - len(parts)))
            if not part:
                raise self._lost()
            parts += part
        return bytes(parts)

    def _lost(self) -> WorkerDied:
        self.end()
        return WorkerDied("The process stopped before its work was done.")


def _bare_environment() -> dict[str, str]:
    """No secret of the parent reaches the process that reads what people typed."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "TRUSTACT_FONTS", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    return kept | {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue


def _fault(fault: dict[str, str]) -> RenderError:
    kinds = {
        kind.__name__: kind
        for kind in (
            errors.FontsMissing,
            errors.MissingGlyphs,
            errors.ExternalResource,
            UnreadableScan,
        )
    }
    return kinds.get(fault["kind"], RenderError)(fault["message"])
