"""Forms whose fields are not as a form's fields should be: an answer, never a fault."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reports.uploads.paper_forms.fillable import read
from tests.uploads.paper_forms.drawn import form


def changed(change: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> bytes:
    """The form with its first field, the date of birth, changed."""
    out = io.BytesIO()
    drawn = form(
        {"birth": "04/12/1988", "sex": "F"}, labels={"birth": "Date of Birth:", "sex": "Sex:"}
    )
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        change(pdf, pdf.pages[0].obj.Annots[0])
        pdf.save(out)
    return out.getvalue()


def fields_of(data: bytes) -> dict[str, str]:
    answer, _ = read({}, data)
    return {name: found["value"] for name, found in answer["fields"].items()}


def of_a_parent(pdf: pikepdf.Pdf, field: pikepdf.Object) -> None:
    """The value and kind stand with the field that the widget is a part of."""
    field.Parent = pdf.make_indirect(Dictionary(FT=field.FT, V=field.V, Kids=Array([field])))
    del field["/FT"], field["/V"]


def of_itself(_pdf: pikepdf.Pdf, field: pikepdf.Object) -> None:
    field.Parent = field
    del field["/V"]


def set_to(key: str, value: object) -> Callable[[pikepdf.Pdf, pikepdf.Object], object]:
    return lambda _pdf, field: field.__setitem__(key, value)


def test_a_value_is_inherited():
    assert fields_of(changed(of_a_parent)) == {"date_of_birth": "1988-04-12", "sex": "F"}


@pytest.mark.parametrize(
    "change",
    [
        of_itself,
        set_to("/V", 5),
        set_to("/V", Name.Off),
        set_to("/V", String(" ")),
        set_to("/FT", Name.Btn),
        set_to("/Rect", Array([0, 0])),
        set_to("/Rect", String("wide")),
        set_to("/Subtype", Name.Link),
        set_to("/Rect", Array([5000, 5000, 5001, 5001])),
    ],
)
def test_a_field_that_is_none_is_passed_by(change):
    assert fields_of(changed(change)) == {"sex": "F"}


def test_corners_may_stand_in_any_order():
    def turned(_pdf: pikepdf.Pdf, field: pikepdf.Object) -> None:
        left, bottom, right, top = field.Rect
        field.Rect = Array([right, top, left, bottom])

    assert fields_of(changed(turned))["date_of_birth"] == "1988-04-12"


@pytest.mark.parametrize("corner", [Name.Left, String("x"), None])
def test_a_corner_that_is_no_number_damages_the_file(corner):
    answer, _ = read({}, changed(set_to("/Rect", Array([0, 0, 1, corner]))))
    assert "refused" in answer


def test_a_page_without_fields_has_nothing_typed():
    def without(pdf: pikepdf.Pdf, _field: pikepdf.Object) -> None:
        del pdf.pages[0].obj["/Annots"]

    assert read({}, changed(without))[0]["typed"] is False


def test_two_values_that_differ_are_not_sure():
    labels = {"one": "Sex:", "two": "Sex:"}
    answer, _ = read({}, form({"one": "F", "two": "M"}, labels=labels))
    assert answer["fields"] == {"sex": {"value": "F", "sure": False}}
