"""The commands as people run them: formats, exit codes, and no database."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from reports.law.connecticut import CONNECTICUT
from reports.law.register.state_json import dump_state
from reports.law.state import SHIPPED_STATE, Confirmation, LawState
from reports.lawbook.models import LawbookVersion
from reports.management.commands import export_law_state, law_status
from tests.law.test_assessment import EXAMPLE, EXPECTED
from tests.law.test_state_json import FULL


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def facts_file(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(EXAMPLE), "utf-8")
    return str(path)


@pytest.fixture
def state_file(tmp_path):
    path = tmp_path / "state.json"
    path.write_text(dump_state(FULL), "utf-8")
    return str(path)


def refused(*arguments):
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, stdout=out)
    return caught.value, out.getvalue()


def test_one_object_from_a_file(facts_file):
    assert json.loads(run("assess", facts_file))["id"] == EXPECTED["id"]


def test_one_object_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(EXAMPLE).encode())))
    assert json.loads(run("assess"))["law_version"] == "2025-10-01"


def test_a_line_each_and_bad_lines_do_not_stop_the_run(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text(
        f'{json.dumps(EXAMPLE)}\n{{"id": "bad"}}\n\nnope\n{json.dumps(EXAMPLE)}', "utf-8"
    )
    error, printed = refused("assess", str(path), "--jsonl")
    answers = [json.loads(line) for line in printed.splitlines()]
    assert [answer["id"] for answer in answers] == [EXAMPLE["id"], "bad", None, EXAMPLE["id"]]
    assert error.returncode == 2
    assert "2 line(s)" in str(error)


def test_good_lines_alone_end_well(facts_file):
    assert len(run("assess", facts_file, "--jsonl").splitlines()) == 1


def test_bad_facts_are_bad_input_naming_each_field_and_the_words(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text('{"on": "x", "agency_kind": "y", "purposes": [], "grounds": []}', "utf-8")
    error, printed = refused("assess", str(path))
    assert error.returncode == 2
    assert printed == ""
    assert all(f"\n{field}: " in str(error) for field in ("on", "agency_kind", "purposes"))
    assert "municipal_police" in str(error)


def test_a_missing_file_is_bad_input():
    for arguments in (("assess", "/nowhere"), ("assess", "--state", "/nowhere")):
        assert refused(*arguments)[0].returncode == 2


def test_a_state_is_applied(facts_file, state_file):
    assert (
        json.loads(run("assess", facts_file, "--state", state_file))["findings"][0]["verified"]
        is True
    )


def test_a_broken_state_is_bad_input(facts_file, tmp_path):
    broken = tmp_path / "state.json"
    for content in (b"{", b"\xff\xff"):
        broken.write_bytes(content)
        assert refused("assess", facts_file, "--state", str(broken))[0].returncode == 2


def test_law_status_lists_the_register(state_file):
    shown = json.loads(run("law_status", "--json", "--state", state_file))
    assert len(shown["entries"]) == len(CONNECTICUT.register)
    assert shown["unverified"] == len(CONNECTICUT.register) - 1
    text = run("law_status", "--state", state_file)
    assert text.endswith(f"1 verified, {shown['unverified']} unverified\n")


def test_require_verified_fails_until_everything_is(state_file, tmp_path):
    assert refused("law_status", "--require-verified", "--state", state_file)[0].returncode == 1
    names = [entry.name for entry in CONNECTICUT.register]
    everything = LawState(
        tuple(Confirmation(name, "A. Lawyer", FULL.confirmations[0].on) for name in names)
    )
    complete = tmp_path / "complete.json"
    complete.write_text(dump_state(everything), "utf-8")
    assert " 0 unverified" in run("law_status", "--require-verified", "--state", str(complete))


@pytest.mark.django_db
def test_what_is_exported_can_be_assessed_with(facts_file, tmp_path):
    exported = tmp_path / "exported.json"
    exported.write_text(run("export_law_state"), "utf-8")
    assert json.loads(run("assess", facts_file, "--state", str(exported)))["findings"]


@pytest.mark.django_db
def test_before_there_are_tables_the_shipped_state_is_exported(monkeypatch):
    monkeypatch.setattr(LawbookVersion._meta, "db_table", "no_such_table")
    assert export_law_state.current_state() == SHIPPED_STATE
    assert json.loads(run("law_status", "--json"))["unverified"] <= len(CONNECTICUT.register)
    assert law_status.current_state is export_law_state.current_state
