"""Letters put into one tagged file: beside drawing them, beside losing their tags, and what a
thousand take.

No letter of a real job is like another, so the file's memory of equal streams is switched off for
the thousand: each copy is written as if it were another letter.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import pikepdf

from benchmarks.harness import Result, paired, paired_rates
from reports import documents
from reports.documents.binding.merge import MergeInput, merge_into, merge_tagged
from reports.documents.binding.object_writer import ObjectFile
from reports.notices.content.layout import page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from reports.notices.printing.bundle import Separator, separator_sheet

DATABASE = "sqlite"  # only so that templates are found
LANGUAGES = ("es", "ar", "pt", "zh-Hans", "ht")
ROUNDS, IN_A_FILE = 9, 40
FEW, MANY = 100, 1000


@cache
def letters() -> list[bytes]:
    """A job's worth, in five languages and to as many people, each behind its separator."""
    found = []
    for place in range(IN_A_FILE // 2):
        language = LANGUAGES[place % len(LANGUAGES)]
        words = replace(
            specimen(NoticeKind.N1_INTENT, language), person_name=f"Invented Person {place}"
        )
        found += [
            separator_sheet(Separator(title=f"Letter {place}")),
            documents.render(page_of(words)).data,
        ]
    return found


def run() -> list[Result]:
    return [*_speed(), _memory()]


def _speed() -> Iterator[Result]:
    parts, words = letters(), specimen(NoticeKind.N1_INTENT, "es")
    page = page_of(words)
    alone = letters()[:2]
    yield Result(
        name="merge a letter",
        goal="at most half of what drawing it takes",
        reference="one Spanish letter drawn",
        measured="one letter and its separator put into a file",
        ratio=paired(lambda: documents.render(page), lambda: merge_tagged(alone), ROUNDS),
        at_most=0.5,
    )
    yield Result(
        name="merge a job",
        goal="measured",
        reference="pages put together and their tags lost",
        measured="pages put together with their tags",
        ratio=paired(lambda: _without_tags(parts), lambda: merge_tagged(parts), ROUNDS),
        detail={
            "files": len(parts),
            "bytes": len(merge_tagged(parts)),
            "bytes_of_parts": sum(map(len, parts)),
        },
    )


def _without_tags(parts: list[bytes]) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        for page in whole.pages:
            del page.obj["/StructParents"]
        whole.save(target)
    return target.getvalue()


def _memory() -> Result:
    """The highest memory of a process that puts a hundred letters into a file, and a thousand."""
    few, many = (_job(count) for count in (FEW, MANY))
    return Result(
        name="merge a thousand",
        goal="memory at most 1.5x that of a hundred",
        reference=f"{FEW} letters with separators, highest MiB",
        measured=f"{MANY} letters with separators, highest MiB",
        ratio=paired_rates(few["mib"], many["mib"]),
        at_most=1.5,
        detail={"few": few, "many": many},
    )


def _job(count: int) -> dict[str, float]:
    with tempfile.NamedTemporaryFile() as held:
        held.write(json.dumps([part.hex() for part in letters()]).encode())
        held.flush()
        command = [sys.executable, "-m", "benchmarks.bench_merging", held.name, str(count)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(said)
    return found


def _measure(path: str, count: int) -> None:
    import time

    parts = [bytes.fromhex(part) for part in json.loads(Path(path).read_text(encoding="utf-8"))]
    ObjectFile.once = _never_once  # type: ignore[method-assign]  # the peer of this measure
    begun = time.process_time()
    with tempfile.TemporaryFile() as target:
        merge_into(target, (MergeInput(part) for part in islice(cycle(parts), 2 * count)))
        size = target.tell()
    seconds = time.process_time() - begun
    # Not ru_maxrss, which begins with what the parent held.
    highest = (
        int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])
        / 1024
    )
    print(
        json.dumps(
            {
                "mib": round(highest, 1),
                "file_mib": round(size / 2**20, 1),
                "cpu_s": round(seconds, 1),
            }
        )
    )


def _never_once(self: ObjectFile, entries: bytes, data: bytes) -> int:
    number = self.reserve()
    self.put_stream(number, entries, data)
    return number


if __name__ == "__main__":
    _measure(sys.argv[1], int(sys.argv[2]))
