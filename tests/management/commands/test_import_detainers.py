"""The command tells by its exit code what became of a file."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from reports.detainers.models import Detainer
from reports.uploads.tables import read_table
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import another, as_csv, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path, capsys):
    def bring(data, *arguments, name="log.csv"):
        source = tmp_path / name
        source.write_bytes(data)
        code, by = 0, person().email
        try:
            call_command(
                "import_detainers",
                str(source),
                "--agency",
                agency().code,
                "--by",
                by,
                "--json",
                *arguments,
            )
        except CommandError as refused:
            code = refused.returncode
        said = capsys.readouterr()
        return code, json.loads(said.out or "{}"), said.err

    return bring


def test_good_rows_end_with_zero_and_again_too(bring):
    code, said, _ = bring(as_csv(row(), another(2)))
    assert (code, said["stored"], Detainer.objects.count()) == (0, 2, 2)
    code, said, _ = bring(as_csv(row(), another(2)))
    assert (code, said["unchanged"], Detainer.objects.count()) == (0, 2, 2)


def test_bad_rows_end_with_two_conflicts_with_one_and_both_with_two(bring):
    code, said, errors = bring(as_csv(row(), another(2, sex="Q")))
    assert (code, said["stored"], said["refused"]) == (2, 1, 1)
    assert "Row 3, column sex: 'Q'" in errors
    assert bring(as_csv(row(channel="email")))[0] == 1
    assert bring(as_csv(row(channel="email"), another(2, sex="Q")))[0] == 2


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_file_comes_back_with_its_errors(bring, tmp_path, suffix):
    out = tmp_path / f"out.{suffix}"
    bring(as_csv(row(), another(2, sex="Q")), "--dry-run", "--annotated", str(out))
    table = read_table(out.read_bytes())
    assert table.columns[-1] == "import_errors"
    assert ["" for _ in table.rows()] == ["", ""]
    assert "none of the words allowed" in list(table.rows())[1].cells[-1]
    assert not Detainer.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--agency", "nowhere", "--by", "x@example.org"], "No agency has the code"),
        (["--agency", "hartford", "--by", "x@example.org"], "Nobody here has the address"),
    ],
)
def test_who_and_where_must_be_known(tmp_path, arguments, said):
    agency()
    source = tmp_path / "log.csv"
    source.write_bytes(as_csv(row()))
    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_detainers", str(source), *arguments)
    assert refused.value.returncode == 2


def test_a_file_that_is_no_table_ends_with_two(bring):
    assert bring(b"%PDF-1.7")[0] == 2
    assert bring(b"a,b\n1,2\n")[0] == 2
