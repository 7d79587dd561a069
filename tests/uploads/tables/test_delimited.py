"""Delimited text: its encoding, its delimiter, its records."""

from __future__ import annotations

import pytest

from reports.uploads.tables import ReadAs, TableRefused, read_table
from tests.uploads.tables.made import (
    problems,
    rows,
)

PLAIN = "id,name,town\n001,José,Avon\n002,Zoë,New Haven\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_text_in_any_usual_encoding_is_read_and_the_encoding_said(encoding, said):
    table = read_table(PLAIN.encode(encoding))
    assert table.encoding == said
    assert [row.cells[1] for row in table.rows()] == ["José", "Zoë"]


@pytest.mark.parametrize("encoding", ["cp437", "cp850"])
def test_letters_of_old_machines_are_read(encoding):
    text = "id,name\n" + "".join(f"{n},Muñoz García Peña\n" for n in range(30))
    assert rows(text.encode(encoding))[0][1] == ("0", "Muñoz García Peña")


def test_another_encoding_can_be_said():
    assert rows("a,b\nЖ,1\n".encode("cp1251"), encoding="cp1251")[0][1] == ("Ж", "1")
    with pytest.raises(TableRefused, match="no text in the encoding ascii"):
        read_table(PLAIN.encode(), ReadAs(encoding="ascii"))
    with pytest.raises(TableRefused, match="Choose another"):
        read_table(PLAIN.encode(), ReadAs(encoding="klingon"))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_said(sign):
    table = read_table(PLAIN.replace(",", sign).encode())
    assert (table.delimiter, table.row_count, table.columns) == (sign, 2, ("id", "name", "town"))


def test_a_comma_within_values_does_not_pass_for_the_delimiter():
    text = "id;name;note\n1;Doe, Jane;a, b, c\n2;Roe, Rick;d\n"
    assert rows(text.encode())[0][1] == ("1", "Doe, Jane", "a, b, c")


def test_a_line_that_says_the_delimiter_is_believed_and_counted():
    assert rows(b"sep=|\nid|name\n1|a,b;c\n") == [(3, ("1", "a,b;c"))]


def test_the_delimiter_can_be_changed():
    assert rows(b"a,b;c\n1,2;3\n", delimiter=";")[0][1] == ("1,2", "3")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_of_every_system(end):
    assert [number for number, _ in rows(PLAIN.replace("\n", end).encode())] == [2, 3]


def test_blank_lines_are_counted_and_values_may_run_over_lines():
    assert rows(b'id,note\n\n1,"two\nlines"\n,\n2,x\n') == [
        (3, ("1", "two\nlines")),
        (5, ("2", "x")),
    ]


def test_leading_zeros_and_long_numbers_stay_as_written():
    assert rows(b"id,number\n007,012345678901234567890\n")[0][1] == ("007", "012345678901234567890")


def test_a_quotation_mark_within_a_value_spoils_its_row_only():
    data = b'id,name\n1,"Jack "the" Doe"\n2,Roe\n'
    assert problems(data) == [(2, "", "error")]
    assert rows(data) == [(3, ("2", "Roe"))]


@pytest.mark.parametrize("data", [b'id,name\n1,"Doe\n2,Roe\n', b'a,b\n1,"' + b"x" * 40_000 + b"\n"])
def test_a_quotation_mark_never_closed_refuses_the_file_and_names_its_row(data):
    with pytest.raises(TableRefused, match="opened in row 2 is never closed"):
        read_table(data)


def test_a_file_that_changes_its_encoding_half_way_names_the_cells():
    data = "id,name\n1,José\n".encode("cp1252") + "2,Zoë\n3,Ana\n".encode()
    assert problems(data) == [(3, "name", "error")]
