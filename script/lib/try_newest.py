"""`script/try_newest`: whether the newest releases of the renderer still fit, and if not, why.

A throw-away environment takes all packages from the clone's own and the named ones anew. In it the
tests of PDF files run. Nothing here is changed, and no other check waits for the answer: a release
that does not fit makes files plain, never none.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from script.lib import prepare
from script.lib.places import ROOT, VENV_PYTHON

NEWEST = ("weasyprint", "pydyf", "pikepdf")
TESTS = "tests/documents"


@dataclass(frozen=True)
class Finding:
    """What one module of tests says of the releases; `because` is empty where they fit."""

    module: str
    tests: int
    because: str

    @property
    def line(self) -> str:
        verdict = f"does not fit, because {self.because}" if self.because else "fits"
        return f"{self.module:<24} {self.tests:>4} tests   {verdict}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/try_newest", description=__doc__)
    parser.add_argument("--tests", default=TESTS, help=f"what is run; {TESTS} when left out")
    parser.add_argument("requirements", nargs="*", help="as weasyprint==69.0; the newest of each")
    chosen = parser.parse_args()
    prepare.prepare(for_tests=True)
    with tempfile.TemporaryDirectory(prefix="trustact-newest-") as folder:
        python = environment(Path(folder), chosen.requirements or NEWEST)
        print(versions(python))
        report = Path(folder) / "report.xml"
        run_tests(python, chosen.tests, report)
        found = list(findings(report.read_text(encoding="utf-8"))) if report.is_file() else []
    print("\n".join(one.line for one in found) or "The tests could not be started.")
    return 0 if found and not any(one.because for one in found) else 1


def environment(folder: Path, requirements: Sequence[str]) -> Path:
    """An environment that sees the clone's packages behind its own."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    (packages,) = (folder / "env" / "lib").glob("python*/site-packages")
    own = answer(VENV_PYTHON, "import sysconfig; print(sysconfig.get_path('purelib'))")
    (packages / "clone.pth").write_text(f"{own}\n", encoding="utf-8")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--upgrade", *requirements], check=True
    )
    return python


def versions(python: Path) -> str:
    code = "from importlib.metadata import version"
    tell = f"{code}; print(*(f'{{n}} {{version(n)}}' for n in {NEWEST!r}), sep=', ')"
    return answer(python, tell)


def answer(python: Path, code: str) -> str:
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def run_tests(python: Path, tests: str, report: Path) -> None:
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    subprocess.run([*command, *tests.split()], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def findings(report: str) -> Iterator[Finding]:
    """One line for each module of tests, from pytest's report."""
    cases: dict[str, list[str]] = {}
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314  written by our own pytest
        module = (case.get("classname") or case.get("name") or "").rpartition(".")[2]
        cases.setdefault(module, []).append(_fault(case))
    for module, faults in sorted(cases.items()):
        first = next((fault for fault in faults if fault), "")
        more = sum(map(bool, faults)) - 1
        yield Finding(module, len(faults), f"{first} (and {more} more)" if more > 0 else first)


def _fault(case: ET.Element) -> str:
    fault = case.find("failure")
    fault = case.find("error") if fault is None else fault
    message = "" if fault is None else fault.get("message") or "it failed"
    return message.partition("\n")[0].removeprefix("AssertionError: ")[:160]


if __name__ == "__main__":
    sys.exit(main())
