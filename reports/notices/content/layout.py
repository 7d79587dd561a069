"""From the wording of a notice to the page that is rendered: no words are added here.

Everything is escaped, here and in the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.documents import MEMORY, Asset, Page, is_right_to_left
from reports.notices.codes import display_code
from reports.notices.content.document import NoticeColumn, NoticeContent, Paragraph, Sentence
from reports.notices.content.facts import COVERS
from reports.notices.content.style import TITLE, stylesheet
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import ISOLATE, POP
from reports.notices.text.languages import ENGLISH, LANGUAGES

TEMPLATE = "documents/notice/notice.html"
SCRIPT_TEMPLATE = "documents/notice/script.html"
SCRIPT_TITLE = "Script for reading a notice aloud"
RECEIPT_TEMPLATE = "documents/notice/receipt.html"
RECEIPT_TITLE = "Receipt for a notice"
ISOLATES = re.compile(f"([{ISOLATE}{POP}])")
SHORT = 40
HOW_CHOICES = ("in_person", "jail_mail", "post", "read_aloud", "refused")
SERVICE_LINES = ("day_time", "by", "interpreter", "signature")


def page_of(content: NoticeContent, pictures: Sequence[bytes] = (), *, large: bool = False) -> Page:
    """The page of a notice. `pictures` are the pages behind a cover, as JPEG; `large` is large
    print.
    """
    names = [f"page-{number}.jpg" for number in range(1, len(pictures) + 1)]
    context = {**_context(content), "large": large, "pictures": _pictures(content, names)}
    return Page(
        html=render_to_string(TEMPLATE, context),
        css=stylesheet(),
        lang=content.language,
        created=f"{content.issued_on}T12:00:00Z",
        title=TITLE,
        assets={
            name: Asset(data=data, content_type="image/jpeg")
            for name, data in zip(names, pictures, strict=True)
        },
    )


def script_page_of(content: NoticeContent) -> Page:
    """The script for reading a notice aloud: passage by passage, with a box for each. Instructions
    to the reader are in English.
    """
    return Page(
        html=render_to_string(SCRIPT_TEMPLATE, _context(content)),
        css=stylesheet(),
        lang=content.language,
        created=f"{content.issued_on}T12:00:00Z",
        title=SCRIPT_TITLE,
    )


def receipt_page_of(receipt: NoticeContent) -> Page:
    """The receipt for a notice (`compose.receipt_for`), on one sheet that the agency keeps."""
    labels = {name: _sentence_texts(receipt.label(f"receipt.{name}")) for name in ("got", "read")}
    context = {**_context(receipt), **labels}
    return Page(
        html=render_to_string(RECEIPT_TEMPLATE, context),
        css=stylesheet(),
        lang=receipt.language,
        created=f"{receipt.issued_on}T12:00:00Z",
        title=RECEIPT_TITLE,
    )


def _pictures(content: NoticeContent, names: Sequence[str]) -> list[dict[str, str]]:
    """Each with its own text in both languages; the cover says what they show."""
    return [
        {"address": f"{MEMORY}{name}", "alt": _joined(content.label(f"copy.page.{number}"))}
        for number, name in enumerate(names, start=1)
    ]


def _context(content: NoticeContent) -> dict[str, Any]:
    return {
        "content": content,
        "person_dir": name_direction(content.person_name),
        "recipient_dir": name_direction(content.recipient_name),
        "is_served": NoticeKind(content.kind) not in COVERS,
        "two_languages": len(content.languages) > 1,
        "titles": _sentence_texts(content.titles),
        "marks": [_sentence_texts(mark.sayings) for mark in content.marks],
        "issued_on": _sentence_texts(content.issued_on_shown),
        "label": {
            label.name.replace(".", "_"): _sentence_texts(label.sayings) for label in content.labels
        },
        "code": display_code(content.code),
        "qr": qr_picture(page_address(content), alt=_joined(content.label("head.qr"))),
        "sections": [
            {
                "name": section.name,
                "columns": [_column(column) for column in section.columns],
            }
            for section in content.sections
        ],
        "how_choices": [_sentence_texts(content.label(f"service.{name}")) for name in HOW_CHOICES],
        "service_lines": [
            _sentence_texts(content.label(f"service.{name}")) for name in SERVICE_LINES
        ],
    }


def page_address(content: NoticeContent) -> str:
    """The address in the QR code. It includes the notice's language, which the printed notice
    reveals and the code alone does not.
    """
    page = f"{content.check_address}{content.code}"
    return page if content.language == ENGLISH.code else f"{page}?lang={content.language}"


def _sentence_texts(sayings: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [
        {"lang": saying.lang, "dir": direction(saying.lang), "text": kept_apart(saying.text)}
        for saying in sayings
    ]


def _joined(sayings: tuple[Sentence, ...]) -> str:
    return " / ".join(saying.text for saying in sayings)


def _column(column: NoticeColumn) -> dict[str, Any]:
    return {
        "lang": column.lang,
        "dir": direction(column.lang),
        "heading": column.heading,
        "heading_attrs": language_attributes(column.heading_lang),
        "groups": list(_groups(column.paragraphs)),
    }


def name_direction(name: str) -> str:
    """A name keeps its own direction, also where its line is broken: a hyphen stays with the word
    it follows.
    """
    return "rtl" if is_right_to_left(name) else "ltr"


def direction(lang: str) -> str:
    return "rtl" if LANGUAGES[lang].right_to_left else "ltr"


def _groups(paragraphs: tuple[Paragraph, ...]) -> Iterator[dict[str, Any]]:
    """Consecutive items make one list."""
    items: list[dict[str, Any]] = []
    for paragraph in paragraphs:
        if paragraph.style == "item":
            items.append(_paragraph_context(paragraph))
            continue
        if items:
            yield {"style": "list", "items": items}
            items = []
        yield _paragraph_context(paragraph)
    if items:
        yield {"style": "list", "items": items}


def _paragraph_context(paragraph: Paragraph) -> dict[str, Any]:
    lang = paragraph.lang
    return {
        "style": paragraph.style,
        "text": kept_apart(paragraph.text),
        "attrs": language_attributes(lang),
    }


def language_attributes(lang: str) -> str:
    """The attributes of what is in another language than its column; else none."""
    return format_html(' lang="{}" dir="{}"', lang, direction(lang)) if lang else ""


def kept_apart(text: str) -> SafeString:
    """Escaped text; values that keep their own direction are put into <bdi>, nested ones too."""
    markup, _ = _set_apart(iter(ISOLATES.split(text)), inside=False)
    return markup


def _set_apart(pieces: Iterator[str], *, inside: bool) -> tuple[SafeString, str]:
    """The pieces up to the character that ends them, as markup and as plain text."""
    done: list[tuple[SafeString | str]] = []
    plain = ""
    for piece in pieces:
        if piece == ISOLATE:
            inner, value = _set_apart(pieces, inside=True)
            done.append((_bdi(inner, value),))
            plain += value
        elif piece != POP:
            done.append((piece,))
            plain += piece
        elif inside:
            break
    return format_html_join("", "{}", done), plain


def _bdi(markup: SafeString, value: str) -> SafeString:
    turned = "rtl" if is_right_to_left(value) else "ltr"
    marked = (
        '<bdi dir="{}" class="short">{}</bdi>' if len(value) <= SHORT else '<bdi dir="{}">{}</bdi>'
    )
    return format_html(marked, turned, markup)


def qr_picture(address: str, *, alt: str) -> SafeString:
    """The QR code as runs of squares: PDF/A refuses smoothed bitmaps, and a fixed mask is five
    times as fast.
    """
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=2)
    rows = list(code.matrix_iter(border=0))
    path = "".join(_runs(rows))
    size = len(rows)
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><title>{}</title>'
        '<path stroke="#000" fill="none" d="{}"/></svg>',
        size,
        size,
        alt,
        path,
    )


def _runs(rows: list[Iterable[int]]) -> Iterator[str]:
    """Each row as one stroke with gaps: half as many commands as there are squares."""
    for down, row in enumerate(rows):
        end = None
        for dark, signs in groupby(enumerate(row), key=lambda sign: bool(sign[1])):
            places = [place for place, _ in signs]
            if dark:
                yield f"M{places[0]} {down}.5" if end is None else f"m{places[0] - end} 0"
                yield f"h{len(places)}"
                end = places[-1] + 1
