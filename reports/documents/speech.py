"""What each piece of drawn text says, from the words of the page. Pure: knows no renderer, no PDF.

A renderer drops the space at which it breaks a line, adds a hyphen where it breaks a word, changes
the case of letters where the style asks for it. The words of the page are known, so each drawn
piece is found in them again, letter by letter, and says what was written there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

BLANK = re.compile(r"[ \t\n\r\f]+")
SOFT_HYPHEN = "\u00ad"
# Elements that are part of the line they stand in; every other begins a passage of its own.
INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "em", "i", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var"),
    }
)
# What stands in these is not drawn as text.
SILENT = frozenset(("head", "script", "style", "template", "title"))


@dataclass(frozen=True)
class Piece:
    """One drawn piece of text and the element it stands in. What the style wrote by itself (list
    marks, page numbers) is `is_generated` and stands nowhere in the page.
    """

    element: Any
    text: str
    is_generated: bool = False


@dataclass(frozen=True)
class SpokenText:
    """What a piece says. `is_found` is false where the words of the page do not hold it."""

    text: str
    is_found: bool = True


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


@dataclass
class Passage:
    """The words of one block, and how much of them was drawn."""

    text: str
    letters: str = ""
    places: list[int] = field(default_factory=list)  # of each letter in the text
    rendered: set[int] = field(default_factory=set)  # of the letters
    end: int = 0  # of the piece found last, among the letters
    last: int = -1  # number of that piece
    is_spaced: bool = False  # whether white space was drawn behind it as a piece of its own

    def __post_init__(self) -> None:
        self.letters, self.places = _letters(self.text)

    @property
    def is_whole(self) -> bool:
        return len(self.rendered) == len(self.letters)

    def find(self, letters: str) -> int:
        """Where these letters stand: next, else further on, else anywhere, as a table's head is
        drawn on each page. -1 where they stand nowhere.
        """
        if self.letters.startswith(letters, self.end):
            return self.end
        begin = self.letters.find(letters, self.end)
        return begin if begin >= 0 else self.letters.find(letters)

    def between(self, begin: int, end: int) -> str:
        """The text from one letter up to another, with the signs without a shape behind it."""
        stop = self.places[end - 1] + 1
        while stop < len(self.text) and _is_shapeless(self.text[stop]):
            stop += 1
        return self.text[self.places[begin] : stop].replace(SOFT_HYPHEN, "")

    def is_apart(self, end: int, begin: int) -> bool:
        """Whether white space and nothing else lies between a letter and the next one."""
        if begin != end or not begin:
            return False
        return any(
            letter.isspace() for letter in self.text[self.places[end - 1] : self.places[begin]]
        )


class PageText:
    """The words of a page by its passages, and the language in force at each element.

    `root` is an element tree of the page.
    """

    def __init__(self, root: Any) -> None:
        self._blocks: dict[Any, Any] = {}
        self._languages: dict[Any, str] = {}
        self._written: dict[Any, list[str]] = {}
        self._take(root, block=None, lang="", is_silent=False)
        self._passages = {
            block: Passage(BLANK.sub(" ", "".join(parts))) for block, parts in self._written.items()
        }

    def _take(self, element: Any, *, block: Any, lang: str, is_silent: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""  # a comment has none
        is_silent = is_silent or not tag or tag in SILENT or tag.startswith("{")
        lang = (tag and element.get("lang")) or lang
        if block is None or tag not in INLINE:
            self._write(block, " ")
            block = element
            self._written[block] = []
        self._blocks[element], self._languages[element] = block, lang
        self._write(block, " " if tag == "br" else "" if is_silent else element.text)
        for child in element:
            self._take(child, block=block, lang=lang, is_silent=is_silent)
            self._write(block, "" if is_silent else child.tail)

    def _write(self, block: Any, text: str | None) -> None:
        if block is not None and text:
            self._written[block].append(text)

    def language_of(self, element: Any) -> str:
        return self._languages.get(element, "")

    def passage_of(self, element: Any) -> Passage | None:
        """The passage that an element stands in; None for what is no element of the page."""
        return self._passages.get(self._blocks.get(element))

    def undrawn(self) -> int:
        """How many passages were not drawn whole."""
        return sum(not passage.is_whole for passage in self._passages.values())


def spoken(pieces: Iterable[Piece], words: PageText) -> list[SpokenText]:
    """What each piece says, in the order of drawing. The space between two pieces is said by the
    first of them.
    """
    spoken_texts: list[SpokenText] = []
    for number, piece in enumerate(pieces):
        passage = None if piece.is_generated else words.passage_of(piece.element)
        if passage is None:
            spoken_texts.append(SpokenText(piece.text, is_found=piece.is_generated))
        else:
            spoken_texts.append(_found(piece, passage, number, spoken_texts))
    return spoken_texts


def _found(
    piece: Piece, passage: Passage, number: int, spoken_texts: list[SpokenText]
) -> SpokenText:
    letters, _ = _letters(piece.text)
    if not letters:
        passage.is_spaced = True
        return SpokenText(" ")
    begin = passage.find(letters)
    if begin < 0:  # without the hyphen that was added where the line breaks
        letters, _ = _letters(piece.text[:-1])
        begin = passage.find(letters) if letters else -1
    if begin < 0:
        return SpokenText(piece.text, is_found=False)
    if passage.last >= 0 and not passage.is_spaced and passage.is_apart(passage.end, begin):
        before = spoken_texts[passage.last].text
        spoken_texts[passage.last] = SpokenText(before if before.endswith(" ") else f"{before} ")
    passage.last, passage.end, passage.is_spaced = number, begin + len(letters), False
    passage.rendered.update(range(begin, passage.end))
    return SpokenText(passage.between(begin, passage.end))


def _letters(text: str) -> tuple[str, list[int]]:
    """What of a text has a shape, without regard to case, and where each of it stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if not (sign.isspace() or _is_shapeless(sign)):
            folded = sign.casefold()
            letters.append(folded)
            places += [place] * len(folded)
    return "".join(letters), places


def _is_shapeless(sign: str) -> bool:
    """Joiners, marks of direction, soft hyphens: a renderer may leave them out of what it draws."""
    return unicodedata.category(sign) == "Cf"
