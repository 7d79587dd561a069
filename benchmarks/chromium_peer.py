"""Goal 2: the same page by Chromium, a process for each file and a warm page, and what its
processes weigh.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Result, paired, paired_rates
from benchmarks.notice_peers import as_handed_in
from reports import documents

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-pdf-header-footer",
]


def chromium_results(page: dict[str, str]) -> Iterator[Result]:
    program = shutil.which("chromium")
    if program is None:
        return
    with tempfile.TemporaryDirectory(prefix="trustact-bench-chromium-") as folder:
        source = Path(folder) / "letter.html"
        source.write_text(
            page["html"].replace("</head>", f"<style>{page['css']}</style></head>"),
            encoding="utf-8",
        )
        yield _process_each(program, source, page)
        yield from _warm_page(program, source, page)


def _ours(page: dict[str, str]) -> None:
    from reports.documents import engine

    engine.render(as_handed_in(page))


def _process_each(program: str, source: Path, page: dict[str, str]) -> Result:
    def chromium() -> None:
        target = source.with_suffix(".pdf")
        command = [
            program,
            *FLAGS,
            f"--user-data-dir={source.parent / 'profile'}",
            f"--print-to-pdf={target}",
        ]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)

    ratio = paired(lambda: _ours(page), chromium, 7, warm_up=1)
    return Result(
        name="2 a Chromium process for each file",
        goal="a warm letter at least 8x faster (stretch 11x)",
        reference="our warm letter",
        measured="chromium --print-to-pdf",
        ratio=ratio,
        at_least=8.0,
    )


def _warm_page(program: str, source: Path, page: dict[str, str]) -> Iterator[Result]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS[1:4])
        tab = browser.new_page()
        tab.goto(source.as_uri())
        session = tab.context.new_cdp_session(tab)

        def print_warm() -> bytes:
            tab.reload()
            return base64.b64decode(
                session.send("Page.printToPDF", {"generateTaggedPDF": True})["data"]
            )

        ratio = paired(print_warm, lambda: _ours(page), 15)
        yield Result(
            name="2 a warm Chromium page",
            goal="a warm letter at most 1.5x",
            reference="the page loaded again and printed by a running Chromium",
            measured="our warm letter",
            ratio=ratio,
            at_most=1.5,
        )
        yield Result(
            name="2 memory",
            goal="at most 1/5 of Chromium's processes",
            reference="proportional size of all Chromium processes, MiB",
            measured="proportional size of a drawing process after thirty letters, MiB",
            ratio=paired_rates(_chromium_mib(), _drawing_mib(page)),
            at_most=0.2,
        )
        browser.close()


def _drawing_mib(page: dict[str, str]) -> float:
    """What one worker weighs: the process in which it draws."""
    before = set(_children(os.getpid()))
    for _ in range(30):
        documents.render(as_handed_in(page))
    (drawing,) = set(_children(os.getpid())) - before
    weight = _proportional_kib(drawing) / 1024
    documents.stop()
    return weight


def _chromium_mib() -> float:
    return sum(_proportional_kib(pid) for pid in _below(os.getpid())) / 1024


def _children(pid: int) -> list[int]:
    return [
        int(child)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ]


def _below(pid: int) -> list[int]:
    """Processes that this one started, and theirs, whose program is Chromium."""
    found = [below for child in _children(pid) for below in _below(child)]
    program = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    return [*found, pid] if program.startswith("chrom") else found


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
