"""LibreOffice, as a reader who double-clicks a downloaded file."""

from __future__ import annotations

import csv
import os
import subprocess
from pathlib import Path

SECONDS = 120
SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"


def as_opened(file: Path, folder: Path, *, sheet: int = 1) -> list[list[str]]:
    """The rows of a sheet as LibreOffice shows them, with a profile of its own."""
    out = folder / f"opened-{file.stem}-{sheet}"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            SHEET_AS_CSV.format(sheet=sheet),
            "--outdir",
            str(out),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
    )
    (written,) = out.glob("*.csv")
    with written.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))
