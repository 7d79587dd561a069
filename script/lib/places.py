"""Where things stand in this clone."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"


def data_root() -> Path:
    """`var`, or what TRUSTACT_DATA names instead."""
    return Path(os.environ.get("TRUSTACT_DATA") or VAR).resolve()


def data_folder(*, demo: bool) -> Path:
    """The installation's data: `demo` and real data never share a folder."""
    return data_root() / ("demo" if demo else "data")
