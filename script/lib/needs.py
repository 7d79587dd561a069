"""What the program needs from the operating system, how to see that it is there, and which Debian
package brings it.

Each need is probed by use (the library loads, the program is found), not by asking the package
manager, so any way of installing it counts.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing from the operating system."""

    package: str
    purpose: str
    is_met: Callable[[], bool]


def library(soname: str, *, package: str, purpose: str) -> Need:
    """A shared library that must load."""

    def loads() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(package=package, purpose=purpose, is_met=loads)


def program(*names: str, package: str, purpose: str) -> Need:
    """A program that must be found under one of its names."""
    return Need(
        package=package, purpose=purpose, is_met=lambda: any(shutil.which(name) for name in names)
    )


def _venv_package() -> str:
    debian_python = Path(sys.executable).resolve().parent == Path("/usr/bin")
    return f"python3.{sys.version_info.minor}-venv" if debian_python else "python3-venv"


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()


def _postgresql_is_there() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


TO_RUN = (
    Need(_venv_package(), "makes .venv", lambda: bool(importlib.util.find_spec("ensurepip"))),
    library("libpango-1.0.so.0", package="libpango-1.0-0", purpose="lays out the text of letters"),
    library(
        "libpangoft2-1.0.so.0", package="libpangoft2-1.0-0", purpose="lays out the text of letters"
    ),
    library(
        "libharfbuzz-subset.so.0",
        package="libharfbuzz-subset0",
        purpose="keeps letters small and quick",
    ),
    program("fc-cache", package="fontconfig", purpose="finds the fonts of letters"),
    Need(
        "ca-certificates",
        "secure downloads of packages",
        lambda: Path("/etc/ssl/certs/ca-certificates.crt").exists(),
    ),
)
TO_TEST = (
    *TO_RUN,
    program(
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
        package="chromium-browser" if _is_ubuntu() else "chromium",
        purpose="the browser of the journey tests",
    ),
    Need("postgresql", "the second database of the tests", _postgresql_is_there),
    program("redis-server", package="redis-server", purpose="the broker of the tests"),
    program("pdftotext", package="poppler-utils", purpose="reads letters back in tests"),
    program(
        "soffice",
        package="libreoffice-calc-nogui",
        purpose="opens published files as their readers do",
    ),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """The needs that are not met."""
    return [need for need in needs if not need.is_met()]


def ensure(needs: Iterable[Need]) -> None:
    """Install what is missing where this user may; otherwise name it and stop."""
    wanted = missing(needs)
    if not wanted:
        return
    apt = _package_manager()
    if apt is None:
        raise SystemExit(_request(wanted))
    packages = [need.package for need in wanted]
    print(f"Installing {', '.join(packages)} ...", flush=True)
    said = _quietly([*apt, "-qq", "update"]) + _quietly(
        [*apt, "-qq", "install", "-y", "--no-install-recommends", *packages]
    )
    still = missing(wanted)
    if still:
        print(said)
        raise SystemExit(_request(still))


def _quietly(command: list[str]) -> str:
    """Run a step of the package manager; its words are of interest only if packages are missing
    afterwards.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout


def _package_manager() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    silent_sudo = shutil.which("sudo") and subprocess.run(
        ["sudo", "-n", "true"], check=False, capture_output=True
    )
    return (
        ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]
        if silent_sudo and not silent_sudo.returncode
        else None
    )


def _request(wanted: list[Need]) -> str:
    lines = [f"  {need.package:<22} {need.purpose}" for need in wanted]
    packages = " ".join(need.package for need in wanted)
    return "\n".join(
        [
            "These packages are missing and could not be installed from here:",
            *lines,
            f"Run this, then start again: sudo apt-get install {packages}",
        ]
    )
