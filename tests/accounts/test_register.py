"""The agencies Connecticut has, and people added by command."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from reports.accounts.agency_seed import load_agencies
from reports.accounts.models import Agency, AgencyKind, User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_all_agencies_are_there_once_and_edits_survive():
    assert load_agencies(at=NOW) == 105
    Agency.objects.filter(code="avon").update(name="Avon (edited)")
    assert load_agencies(at=NOW) == 0
    assert Agency.objects.get(code="avon").name == "Avon (edited)"
    assert Agency.objects.municipal().count() == 95


def test_each_entry_says_where_it_comes_from():
    load_agencies(at=NOW)
    assert not Agency.objects.filter(provenance="").exists()
    assert Agency.objects.get(code="hartford").ori_status == "FOUND"
    assert "DERIVED" in Agency.objects.get(code="avon").ori_status
    assert Agency.objects.filter(code__startswith="groton", ori="").count() == 3


def test_state_side_agencies_begin_with_their_coverage():
    load_agencies(at=NOW)
    before = Agency.objects.on(date(2025, 9, 30)).values_list("code", flat=True)
    assert "ct-juvenile-probation" not in before
    assert "ct-juvenile-probation" in Agency.objects.on(date(2025, 10, 1)).values_list(
        "code", flat=True
    )
    assert set(Agency.objects.values_list("kind", flat=True)) == set(AgencyKind.values) - {"other"}


def command(*args):
    out = io.StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_create_user_prints_a_one_time_link(client):
    load_agencies(at=NOW)
    made = command(
        "create_user", "new.clerk@hartford.example", "--role", "clerk", "--agency", "hartford"
    )
    assert made["link"].startswith("http://127.0.0.1:8000/signin/")
    assert User.objects.get(email="new.clerk@hartford.example").memberships.get().role == "clerk"
    page = client.get(made["link"].removeprefix("http://127.0.0.1:8000"), follow=True)
    assert page.status_code == 200


@pytest.mark.parametrize(
    "args",
    [
        ("x@y.example", "--role", "clerk"),
        ("x@y.example", "--role", "clerk", "--agency", "atlantis"),
        ("x@y.example", "--role", "opm_legal", "--agency", "hartford"),
        ("not an address", "--role", "opm_legal"),
    ],
)
def test_create_user_refuses_with_exit_2(args):
    load_agencies(at=NOW)
    with pytest.raises(CommandError) as refusal:
        call_command("create_user", *args)
    assert refusal.value.returncode == 2
    assert not User.objects.exists()


def test_import_users_takes_all_or_nothing(tmp_path):
    load_agencies(at=NOW)
    file = tmp_path / "people.csv"
    file.write_text(
        "email,role,agency,name\na@h.example,clerk,hartford,Ann\n\nb@h.example,opm_legal,,Bo\n"
    )
    assert len(command("import_users", str(file))) == 2
    file.write_text("email,role,agency\nc@h.example,clerk,hartford\nd@h.example,emperor,hartford\n")
    with pytest.raises(CommandError, match="Row 3, column role"):
        call_command("import_users", str(file))
    assert not User.objects.filter(email="c@h.example").exists()


def test_the_first_person_of_an_empty_installation_finds_the_register():
    command("create_user", "clerk@h.example", "--role", "clerk", "--agency", "hartford")
    assert Agency.objects.count() == 105
    Agency.objects.filter(code="avon").update(code="avon-renamed")
    command("create_user", "clerk2@h.example", "--role", "clerk", "--agency", "hartford")
    assert Agency.objects.count() == 105


def test_a_history_file_is_enough_to_begin_with(tmp_path):
    file = tmp_path / "history.csv"
    file.write_text(
        "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age\navon,2024H1,,none,,,,,\n"
    )
    assert command("import_history", str(file))["created"] == 1
