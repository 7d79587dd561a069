"""The commands as people script them: exit codes, files, JSON."""

from __future__ import annotations

import io
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command

from reports.publication.models.editions import Edition, Threshold
from tests.publication.stored import AT, office

pytestmark = pytest.mark.usefixtures("stored_world")
CHECKERS = ["--checker", "checker.one@opm.example", "--checker", "CHECKER.TWO@opm.example"]


@pytest.fixture(autouse=True)
def _spring_of_2026():
    with time_machine.travel(AT, tick=True):
        yield


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*words: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        run(*words)
    return caught.value


def choose_t(value: str = "6") -> None:
    office()
    run("set_threshold", value, "--by", "opm_legal@opm.example", "--reason", "As agreed.")


def publish(*more: str) -> str:
    return run(
        "publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *CHECKERS, *more
    )


def test_threshold_is_kept_with_who_and_why():
    choose_t()
    kept = Threshold.objects.get()
    assert (kept.value, kept.reason, kept.set_by.email) == (
        6,
        "As agreed.",
        "opm_legal@opm.example",
    )


@pytest.mark.parametrize(("value", "code"), [("0", 2), ("six", 2), ("-3", 2), ("5000", 2)])
def test_a_threshold_that_is_none_is_bad_input(value, code):
    office()
    assert (
        refused("set_threshold", "--by=opm_legal@opm.example", "--reason=x", "--", value).returncode
        == code
    )


def test_only_legal_sets_it():
    office()
    words = ("set_threshold", "6", "--by", "opm_publisher@opm.example", "--reason", "x")
    assert refused(*words).returncode == 1


def test_build_writes_the_files_and_publishes_nothing(tmp_path):
    choose_t()
    said = json.loads(run("build_edition", "2025H1", "--out", str(tmp_path / "out"), "--json"))
    assert said["audit_passes"] is True
    assert (tmp_path / "out" / "tables.csv").is_file()
    assert not Edition.objects.exists()


def test_build_needs_a_threshold_and_a_half_year_that_is_over(tmp_path):
    assert refused("build_edition", "2025H1", "--out", str(tmp_path)).returncode == 1
    choose_t()
    assert refused("build_edition", "2026H1", "--out", str(tmp_path)).returncode == 2
    assert refused("build_edition", "2025", "--out", str(tmp_path)).returncode == 2


def test_publish_then_audit(tmp_path):
    choose_t()
    said = json.loads(publish("--out", str(tmp_path / "out"), "--json"))
    assert said["edition"] == 1
    assert (tmp_path / "out" / "SHA256SUMS").is_file()
    assert json.loads(run("audit_editions", "--json"))["passes"] is True


def test_publish_wants_three_different_people():
    choose_t()
    same = ["--checker", "checker.one@opm.example"] * 2
    assert (
        refused(
            "publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *same
        ).returncode
        == 2
    )
    lone = ["--checker", "checker.one@opm.example"]
    assert (
        refused(
            "publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *lone
        ).returncode
        == 2
    )
    wrong = ["--checker", "checker.one@opm.example", "--checker", "opm_legal@opm.example"]
    assert (
        refused(
            "publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *wrong
        ).returncode
        == 1
    )
    unknown = ["--checker", "checker.one@opm.example", "--checker", "nobody@opm.example"]
    assert (
        refused(
            "publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *unknown
        ).returncode
        == 2
    )
    assert not Edition.objects.public().exists()


def test_in_production_an_operator_cannot_publish_alone(settings):
    choose_t()
    settings.PRODUCTION = True
    words = ("publish_edition", "2025H1", "--publisher", "opm_publisher@opm.example", *CHECKERS)
    assert refused(*words).returncode == 1


def test_audit_finds_an_edition_whose_pattern_was_loosened():
    choose_t()
    publish()
    edition = Edition.objects.public().get()
    entries = edition.pattern["entries"]
    exposed = [row for row in entries if row[3] and row[0].startswith("events|2025H1|a")]
    for row in exposed[1:]:
        row[3] = 0
    for row in entries:
        if row[0] == "events|2025H1|__all__|":
            row[3] = 0
    edition.save(update_fields=["pattern"])
    assert refused("audit_editions").returncode == 1
