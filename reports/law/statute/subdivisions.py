"""A section of a statute taken apart: subsections, subdivisions and subparagraphs, and the
sentences of each.

Connecticut numbers (a) (1) (A) (i). The last stands within a sentence and does not part it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

DIGEST = 16
# "(b)" where a part can begin: after the end of another, or after the mark of the part that it
# stands in.
MARK = re.compile(r"\((?P<mark>[a-z]|\d{1,2}|[A-Z])\)(?=\s)")
BEFORE_A_MARK = re.compile(r"(?:^|[.;:]|[.;]\s*[”\"]|[;,]\s*(?:and|or)|\([a-z0-9A-Z]{1,2}\))\s*$")
# "subparagraph (B) of this subdivision" names a part and does not begin one.
A_REFERENCE = re.compile(r"\s+(?:of (?:this|the|section|subsection|subdivision)|and \(|or \()")
# Acts that amend print what goes in brackets and what stays beside it.
AMENDING = re.compile(r"is repealed and the following is substituted", re.IGNORECASE)
DELETED = re.compile(r"\[[^\]]*\]")
HISTORY = re.compile(
    r"\s\((?:P\.\s?A\.|[0-9]{4}, P\.\s?A\.)[^()]*(?:\([^()]*\)[^()]*)*\)\s|\sHistory:"
)
SENTENCE_END = re.compile(r"(?<=[.;])[”\"]?\s+(?=[A-Z“\"])")
JOINING = re.compile(r"[;,.]?\s*(?:\b(?:and|or))?\s*$")


@dataclass(frozen=True, slots=True)
class StatuteSentence:
    """One sentence of a text and the part it stands in, such as "(b)(1)(A)"."""

    place: str
    text: str

    @property
    def digest(self) -> str:
        """The same for the same words, however they are set: case, punctuation, the kind of
        quotation marks and a closing "and" or "or" make no difference.
        """
        return sha256(" ".join(words_of(self.text)).encode()).hexdigest()[:DIGEST]


def words_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", JOINING.sub("", text)).casefold()
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", plain.replace("’", "'"))


def sentences(text: str) -> tuple[StatuteSentence, ...]:
    """Every sentence of the section in order. Headings before (a) and notes after the last part are
    left out; of an amending act the text as amended is read.
    """
    return tuple(
        StatuteSentence(place, sentence)
        for place, part in _parts(_running(text))
        for sentence in SENTENCE_END.split(part)
        if words_of(sentence)
    )


def _running(text: str) -> str:
    """The text in one line, without soft breaks, brackets of an amending act and notes."""
    if AMENDING.search(text):
        text = DELETED.sub(" ", text)
    running = " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").split())
    noted = HISTORY.search(running)
    return running[: noted.start()] if noted else running


def _parts(running: str) -> Iterator[tuple[str, str]]:
    """Place and words of each part, in order; nothing where the text has no subsection (a)."""
    path: tuple[str, ...] = ()
    start = 0
    for found in MARK.finditer(running):
        after = _path_with(path, found["mark"])
        if after is None or not _begins(running, found):
            continue
        if path:
            yield place_of(path), running[start : found.start()].strip()
        path, start = after, found.end()
    if path:
        yield place_of(path), running[start:].strip()


def _begins(running: str, found: re.Match[str]) -> bool:
    before = running[max(0, found.start() - 12) : found.start()]
    return bool(BEFORE_A_MARK.search(before)) and not A_REFERENCE.match(running, found.end())


def place_of(path: tuple[str, ...]) -> str:
    return "".join(f"({mark})" for mark in path)


def _path_with(path: tuple[str, ...], mark: str) -> tuple[str, ...] | None:
    """The path that the mark leads to, if it can follow this one: the first mark of its kind within
    a part, or a later one than the last.
    """
    depth = _depth_of(mark)
    if len(path) < depth:
        return None
    if len(path) == depth:
        return (*path, mark) if mark in {"a", "1", "A"} else None
    return (*path[:depth], mark) if _number(mark) > _number(path[depth]) else None


def _depth_of(mark: str) -> int:
    if mark.isdigit():
        return 1
    return 2 if mark.isupper() else 0


def _number(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark)
