"""The notice as data: its complete wording, frozen before it is rendered.

What C.G.S. sec. 54-192h(e)(1) requires (the copy, the intent to comply, the written reason) is
decided here in words; rendering adds none. Sealed as canonical JSON, so the same notice always has
the same hash.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A text in one language."""

    lang: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`style` is text, item, question, answer, quote, note, lead, choice (a box to tick) or fill (a
    line to write on).

    `lang` is set where it differs from the column's: for quoted words.
    """

    style: str
    text: str
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeColumn:
    """One section in one language. Without a heading it continues the section before.
    `heading_lang` is set where the heading is in another language than the column.
    """

    lang: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    heading_lang: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeSection:
    """One part of the notice, in the person's language and in English."""

    name: str
    columns: tuple[NoticeColumn, ...]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A short text beside a value, in each language of the notice."""

    name: str
    sayings: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeHeading:
    """The agency, as printed at the top."""

    name: str
    address_lines: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True)
class NoticeContent:
    """One whole notice. `languages` starts with the person's own; English comes last."""

    schema: int
    kind: str
    languages: tuple[str, ...]
    heading: NoticeHeading
    number: str
    code: str
    check_address: str
    issued_on: str
    issued_on_shown: tuple[Sentence, ...]
    person_name: str
    family_name: str
    recipient_name: str
    titles: tuple[Sentence, ...]
    marks: tuple[Label, ...]
    labels: tuple[Label, ...]
    sections: tuple[NoticeSection, ...]
    citations: tuple[str, ...]
    law_version: str

    @property
    def language(self) -> str:
        return self.languages[0]

    def label(self, name: str) -> tuple[Sentence, ...]:
        return next(label.sayings for label in self.labels if label.name == name)


def to_json(content: NoticeContent) -> str:
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(serialised: str) -> str:
    return hashlib.sha256(serialised.encode()).hexdigest()


def from_json(serialised: str) -> NoticeContent:
    raw = json.loads(serialised)
    if raw["schema"] != SCHEMA:
        raise ValueError(f"Letters of schema {raw['schema']} cannot be read here.")
    return NoticeContent(
        **{
            **raw,
            "languages": tuple(raw["languages"]),
            "citations": tuple(raw["citations"]),
            "heading": NoticeHeading(
                **{**raw["heading"], "address_lines": tuple(raw["heading"]["address_lines"])}
            ),
            "titles": _sentences(raw["titles"]),
            "issued_on_shown": _sentences(raw["issued_on_shown"]),
            "marks": _labels(raw["marks"]),
            "labels": _labels(raw["labels"]),
            "sections": tuple(_section(section) for section in raw["sections"]),
        }
    )


def _sentences(raw: list[dict[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(**saying) for saying in raw)


def _labels(raw: list[dict[str, Any]]) -> tuple[Label, ...]:
    return tuple(Label(name=label["name"], sayings=_sentences(label["sayings"])) for label in raw)


def _section(raw: dict[str, Any]) -> NoticeSection:
    return NoticeSection(
        name=raw["name"], columns=tuple(_column(column) for column in raw["columns"])
    )


def _column(raw: dict[str, Any]) -> NoticeColumn:
    paragraphs = tuple(Paragraph(**paragraph) for paragraph in raw["paragraphs"])
    return NoticeColumn(
        lang=raw["lang"],
        heading=raw["heading"],
        paragraphs=paragraphs,
        heading_lang=raw.get("heading_lang", ""),
    )
