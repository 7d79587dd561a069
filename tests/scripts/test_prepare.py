"""The set-up installs once, names what it may not install, and waits for no one it need not wait
for.
"""

from __future__ import annotations

import pytest

from script.lib import needs, prepare

ABSENT = needs.library("libnever.so.9", package="libnever9", purpose="nothing")
PRESENT = needs.program("sh", package="dash", purpose="runs the commands")


def test_a_missing_library_and_a_present_program():
    assert needs.missing([ABSENT, PRESENT]) == [ABSENT]


def test_what_may_not_be_installed_is_named_with_the_command(monkeypatch):
    monkeypatch.setattr(needs, "_package_manager", lambda: None)
    with pytest.raises(SystemExit) as left:
        needs.ensure([ABSENT, PRESENT])
    assert "libnever9" in str(left.value)
    assert "sudo apt-get install libnever9" in str(left.value)
    assert "dash" not in str(left.value)


def test_everything_there_asks_for_nothing(monkeypatch):
    monkeypatch.setattr(
        needs, "_package_manager", lambda: pytest.fail("asked for the package manager")
    )
    needs.ensure([PRESENT])


def test_packages_are_installed_only_when_the_lock_changes(monkeypatch, tmp_path):
    commands: list[object] = []
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    monkeypatch.setattr(prepare, "_run", lambda command, **_: commands.append(command))
    lock = tmp_path / "requirements.txt"
    for text in ("a==1", "a==1", "a==2"):
        lock.write_text(text)
        prepare.install([lock])
    assert len(commands) == 2


def test_packages_are_installed_with_hashes(monkeypatch, tmp_path):
    commands: list[list[object]] = []
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    monkeypatch.setattr(prepare, "_run", lambda command, **_: commands.append(command))
    (tmp_path / "requirements.txt").write_text("a==1")
    prepare.install([tmp_path / "requirements.txt"])
    assert "--require-hashes" in commands[0]
