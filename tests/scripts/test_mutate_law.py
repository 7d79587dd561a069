"""The copy of the law that `script/mutate_law` changes passes its own tests before any change."""

import subprocess
import sys
from pathlib import Path

from script.lib import mutate_law


def test_the_unchanged_copy_passes_and_names_every_survivors_function(tmp_path: Path) -> None:
    mutate_law.copy_law(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "setup.cfg", "tests/law/test_calendars.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for function, _ in mutate_law.reasons():
        module, _, name = function.rpartition(".")
        source = (tmp_path / module.replace(".", "/")).with_suffix(".py").read_text("utf-8")
        defined = name.removeprefix("x_").removeprefix("xǁ").rpartition("ǁ")[2]
        assert f"def {defined}(" in source, f"{function} is not in the law any more"
