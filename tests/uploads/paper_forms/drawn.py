"""Federal forms drawn by the tests: invented people, labels beside or above their fields."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

LABELS = {
    "subject": "Subject ID:",
    "event": "Event #:",
    "file": "File No:",
    "date": "Date:",
    "from": "FROM: (Department of Homeland Security Office Address)",
    "to": "TO: (Name and Title of Institution)",
    "name": "Name of Alien:",
    "birth": "Date of Birth:",
    "citizenship": "Citizenship:",
    "sex": "Sex:",
    "officer": "(Name and title of Immigration Officer)",
}
FILLED = {
    "subject": "355001122",
    "event": "HXK2611000123",
    "file": "A 012 345 678",
    "date": "11/30/2026",
    "from": "450 Main Street, Hartford CT",
    "to": "New Haven Police",
    "name": "MUÑOZ-DÍAZ, Ana María",
    "birth": "04/12/1988",
    "citizenship": "CANARIA",
    "sex": "F",
    "officer": "T. Ibrahim, SDDO",
}
TITLE = "IMMIGRATION DETAINER - NOTICE OF ACTION"
NUMBER = "DHS Form I-247A (3/17)"
PRINTS = ("beside", "above", "inside", "mixed")
WIDTH, HEIGHT = 612, 792


def form(
    filled: dict[str, str] | None = None,
    *,
    print_: str = "beside",
    lines: Iterable[str] = (TITLE, NUMBER),
    labels: dict[str, str] | None = None,
    pages_before: int = 0,
) -> bytes:
    """A fillable PDF. `print_` says where a label stands: beside its field, above it, within the
    top of it as a small caption, or above it where it is in no parenthesis and below where it is.
    """
    pdf = pikepdf.new()
    for _ in range(pages_before):
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    words = [_shown(line, 60, HEIGHT - 30 - 14 * at) for at, line in enumerate(lines)]
    fields = []
    values = FILLED if filled is None else filled
    for at, (key, label) in enumerate((LABELS if labels is None else labels).items()):
        left, bottom = 40 + 280 * (at % 2), HEIGHT - 130 - 60 * (at // 2)
        place = {
            "beside": (left, bottom + 4),
            "above": (left, bottom + 20),
            "mixed": (left, bottom - 8 if label.startswith("(") else bottom + 20),
        }
        words.append(_shown(label, *place.get(print_, (left + 2, bottom + 26))))
        room = {"beside": (left + 170, bottom, left + 270, bottom + 16)}
        box = room.get(
            print_, (left, bottom, left + 260, bottom + (34 if print_ == "inside" else 16))
        )
        fields.append(pdf.make_indirect(_field(f"f{at}", values.get(key, ""), box)))
    page.obj.Contents = pdf.make_stream("\n".join(words).encode("cp1252"))
    page.obj.Resources = Dictionary(
        Font=Dictionary(
            F=Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
    )
    page.obj.Annots = Array(fields)
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _shown(line: str, left: float, bottom: float) -> str:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F 6 Tf {left} {bottom} Td ({escaped}) Tj ET"


def _field(name: str, value: str, box: tuple[float, float, float, float]) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String(name),
        V=String(value),
        Rect=Array(box),
        F=4,
    )
