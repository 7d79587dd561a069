"""The same letter by typst, in its own language: the reference for the stretch goal of bulk
re-issue (18).

It shows what another engine makes possible; it does not draw our letters. What it would have to
prove first: text of right-to-left scripts read aloud word for word, PDF/A-2a beside PDF/UA-1,
language per passage, the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import segno

FONTS = Path(__file__).resolve().parents[1] / "var" / "fonts" / "files"
HEAD = """#set document(title: "Notice")
#set page(paper: "us-letter", margin: (x: 16mm, top: 14mm, bottom: 16mm), numbering: "1 / 1")
#set text(font: ("Noto Sans", "Noto Naskh Arabic", "Noto Sans CJK SC"), size: 9.5pt, lang: "en")
#set par(spacing: 0.6em)
#show heading: set text(fill: rgb("#16284c"))
"""
SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\#$*_`<>@[]~=+-/\"'"})


def typst_drawing() -> Callable[[dict[str, str]], bytes]:
    """A compiler kept over all letters, as one would use it."""
    import typst

    compiler = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True)
    letters = count(1)

    def render(page: dict[str, str]) -> bytes:
        # Each letter another number and name: typst remembers what did not change, as it would in a
        # bulk re-issue.
        content = json.loads(page["content"])
        content["number"] = f"{content['number']}-{next(letters)}"
        content["person_name"] += f" {content['number'][-3:]}"
        source = source_of(content)
        data = compiler.compile(
            input=source.encode(), format="pdf", pdf_standards="ua-1", timestamp=0
        )
        if not isinstance(data, bytes):
            raise TypeError("typst gave back no single file.")
        return data

    return render


def source_of(content: dict[str, Any]) -> str:
    """The whole letter as typst's markup."""
    return HEAD + "\n".join(_lines(content))


def _lines(content: dict[str, Any]) -> Iterator[str]:
    head = content["heading"]
    code = f'#image(bytes("{_code(content)}"), format: "svg", width: 22mm, alt: "Square code")'
    lines = " \\ ".join(map(_safe, [*head["address_lines"], head["phone"]]))
    yield (
        f"#grid(columns: (1fr, 30mm), [#text(15pt)[*{_safe(head['name'])}*] \\ {lines}], [{code}])"
    )
    for mark in content["marks"]:
        yield "#block(stroke: 1pt + red, inset: 4pt)[" + " \\ ".join(_texts(mark["sayings"])) + "]"
    yield "= " + " \\/ ".join(_texts(content["titles"]))
    shown = " \\ ".join(_texts(content["issued_on_shown"]))
    yield (
        "#table(columns: 3, table.header[To][Letter number][Day],"
        f" [{_safe(content['person_name'])}], "
    )
    yield f"[{_safe(content['number'])}], [{shown}])"
    for section in content["sections"]:
        columns = "".join(f"[{_column(column)}]," for column in section["columns"])
        yield f"#grid(columns: {len(section['columns'])}, column-gutter: 8mm, {columns})"
    yield "#block(stroke: 0.8pt, inset: 6pt, width: 100%)["
    labels = [label for label in content["labels"] if label["name"].startswith("service.")]
    yield " \\ ".join(" \\/ ".join(_texts(label["sayings"])) for label in labels) + "]"


def _column(column: dict[str, Any]) -> str:
    heading = f"== {_safe(column['heading'])}\n" if column["heading"] else ""
    parts = [_paragraph(paragraph) for paragraph in column["paragraphs"]]
    return f'#set text(lang: "{column["lang"][:2]}")\n{heading}' + "\n\n".join(parts)


def _paragraph(paragraph: dict[str, str]) -> str:
    words = _safe(paragraph["text"])
    if paragraph["style"] == "question":
        return f"=== {words}"
    return (
        f"- {words}"
        if paragraph["style"] == "item"
        else f"*{words}*"
        if paragraph["style"] == "answer"
        else words
    )


def _texts(sayings: list[dict[str, str]]) -> list[str]:
    return [_safe(saying["text"]) for saying in sayings]


def _safe(text: str) -> str:
    return " ".join(text.translate(SPECIAL).split())


def _code(content: dict[str, Any]) -> str:
    """The same square code, as SVG inside the source."""
    code = segno.make(
        content["check_address"] + content["code"],
        error="m",
        micro=False,
        boost_error=False,
        mask=2,
    )
    return str(code.svg_inline()).replace("\\", "\\\\").replace('"', '\\"')
