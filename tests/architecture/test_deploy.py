"""The deployment files agree with the program. No container engine is needed to see that."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from script.lib import needs
from tests.support.environment import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMMAND = re.compile(r"manage\.py ([a-z_]+)\b(?!\.)")


def test_the_image_has_the_libraries_the_program_probes_for():
    wanted = {
        need.package for need in needs.TO_RUN if need.package.startswith(("lib", "fontconfig"))
    }
    assert wanted <= set(DOCKERFILE.split("FROM")[-1].split())


def test_the_image_does_not_run_as_root():
    assert re.search(r"^USER 10001$", DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("name", ["setup", "web", "worker"])
def test_containers_hold_no_rights_they_do_not_need(name):
    service = COMPOSE["services"][name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


def test_nothing_is_published_beyond_loopback():
    published = [
        port for service in COMPOSE["services"].values() for port in service.get("ports", [])
    ]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_no_secret_stands_in_the_environment():
    for service in COMPOSE["services"].values():
        assert not [
            name
            for name in service.get("environment", {})
            if name.endswith(("PASSWORD", "SECRET_KEY"))
        ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_are_hardened(unit):
    text = unit.read_text(encoding="utf-8")
    for line in ("User=trustact", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert line in text


def test_commands_named_in_deployment_exist():
    from django.core.management import get_commands

    named = {
        name for path in _text_files() for name in COMMAND.findall(path.read_text(encoding="utf-8"))
    }
    assert named <= {"help", *get_commands()}


def _text_files() -> list[Path]:
    papers = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    return [
        path for path in [*DEPLOY.rglob("*"), *papers] if path.is_file() and path.suffix != ".pyc"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "deploy/entrypoint.sh",
        "script/python.sh",
        "script/server",
        "script/test",
        "script/check",
        ".ci/run",
    ],
)
def test_shell_scripts_parse(path):
    subprocess.run(["bash", "-n", ROOT / path], check=True)
