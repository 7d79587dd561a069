"""What the command tells of how a table is read."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.uploads.tables.made import log

pytestmark = pytest.mark.sqlite  # no database is asked


def hide_a_row(sheet):
    sheet.insert_rows(1, 2)
    sheet["A1"] = "The log"
    sheet.row_dimensions[5].hidden = True
    sheet["C6"] = "=1/0"


def test_the_command_says_how_a_workbook_is_read(tmp_path, capsys):
    source = tmp_path / "log.xlsx"
    source.write_bytes(log(hide_a_row))
    call_command("read_table", str(source), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["sheets"], answer["sheet"], answer["header_row"]) == (["Sheet"], "Sheet", 3)
    assert (answer["columns"], answer["rows"]) == (["id", "day", "n", "f"], 3)
    assert answer["hidden_rows"] == [5]
    (problem,) = answer["problems"]
    assert (problem["row"], problem["column"]) == (6, "n")
    assert "formula" in problem["message"]


def test_the_command_says_how_text_is_read_and_shows_no_value(tmp_path, capsys):
    source = tmp_path / "log.csv"
    source.write_bytes("Name;Ort\nJosé;x\n#N/A;y\n".encode("cp1252"))
    call_command("read_table", str(source), "--header-row", "1")
    said = capsys.readouterr().out
    assert "encoding cp1252, delimiter ';'" in said
    assert "row 3, column Name" in said
    assert "José" not in said


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (b"%PDF-1.7", [], "no table"),
        (b"a,b\n1,2\n", ["--sheet", "Other"], "no sheet"),
        (b"a,b\n1,2\n", ["--encoding", "none"], "another encoding"),
        (None, [], "cannot be read"),
    ],
)
def test_the_command_refuses_with_the_code_for_bad_input(tmp_path, content, arguments, said):
    source = tmp_path / "in"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(CommandError, match=said) as refused:
        call_command("read_table", str(source), *arguments)
    assert refused.value.returncode == 2
