"""An official text beside the law register: which entries say what it says, which differ and how,
which paragraphs are gone and which are new.

Only wording and place are compared. Whether an entry's reading is right is for two lawyers to
confirm; a sentence that is the same word for word as the one read means that nothing has to be read
anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any, TypeVar

from reports.law.engine.jurisdiction import Jurisdiction
from reports.law.provenance import EntryKind, RegisterEntry
from reports.law.read_sentences import ReadSentence
from reports.law.register.entry_text import texts
from reports.law.statute.subdivisions import StatuteSentence, sentences

OTHER_WORDS = "other words"
OTHER_PLACE = "another place"
LEFT_OUT = "left out"
Row = TypeVar("Row", StatuteSentence, ReadSentence)


class NotThisSection(ValueError):
    """The text has no subsections, or is of another section than the register's."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry whose words were found otherwise.

    :ivar ours: what the entry says, in our words.
    :ivar text: what the text says there; empty where it says nothing.
    :ivar because: for each sentence, its place and what differs.
    """

    entry: str
    ours: str
    text: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewSentence:
    """A sentence that the copy read does not have, and the entries that speak of its part."""

    place: str
    text: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole answer. Every entry of the version stands in exactly one of `matches`, `differs`,
    `missing`, `unread` and `elsewhere`.

    :ivar version: the version of the act whose entries were compared.
    :ivar read: the version whose words were read; another than `version` where those were not.
    :ivar unread: entries of this version of the act that no recorded sentence stands behind.
    :ivar elsewhere: entries that rest on other texts.
    """

    section: str
    version: str
    read: str
    matches: tuple[str, ...]
    differs: tuple[Difference, ...]
    missing: tuple[str, ...]
    new: tuple[NewSentence, ...]
    unread: tuple[str, ...]
    elsewhere: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_same(self) -> bool:
        """Whether the text says, sentence by sentence, what was read."""
        return not (self.differs or self.missing or self.new)


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one sentence that was read."""

    sentence: ReadSentence
    text: str = ""
    because: str = ""

    @property
    def why(self) -> str:
        return f"{self.sentence.place}: {self.because}"


def compare(text: str, version: str, jurisdiction: Jurisdiction) -> Comparison:
    """Line the text up with the entries of this version of the act.

    :raises NotThisSection: the text cannot be this section.
    :raises KeyError: the jurisdiction has no such version.
    """
    act = {known.code: known.provenance.citation for known in jurisdiction.versions}[version]
    read = jurisdiction.read_text
    given = sentences(text)
    # The words of an earlier version stand behind entries of later ones; never the other way.
    comparable = read.sentences if version >= read.version else ()
    _check_section(given, read.section, comparable)
    found, new = _lined_up(given, comparable)
    entries = [entry for entry in jurisdiction.register if _speaks_of(entry, version)]
    behind = _by_entry(found)
    ours = texts(jurisdiction)
    lined = [(entry, behind[entry.name]) for entry in entries if behind.get(entry.name)]
    return Comparison(
        section=read.section,
        version=version,
        read=read.version if comparable else "",
        matches=tuple(e.name for e, of in lined if not any(one.because for one in of)),
        differs=tuple(
            _difference(e, of, ours)
            for e, of in lined
            if any(one.because for one in of) and not _is_gone(of)
        ),
        missing=tuple(e.name for e, of in lined if _is_gone(of)),
        new=new if comparable else (),
        unread=tuple(
            e.name for e in entries if not behind.get(e.name) and _is_of(e, act, read.section)
        ),
        elsewhere=tuple(
            e.name for e in entries if not behind.get(e.name) and not _is_of(e, act, read.section)
        ),
    )


def _check_section(
    given: tuple[StatuteSentence, ...], section: str, comparable: tuple[ReadSentence, ...]
) -> None:
    if not given:
        raise NotThisSection(
            "No subsection (a) was found. Give the words of the section with its marks (a), (1),"
            " (A) as text; a picture of them cannot be read."
        )
    known = {sentence.digest for sentence in comparable}
    same = known & {sentence.digest for sentence in given}
    places = {sentence.place for sentence in comparable}
    shared = len(places & {sentence.place for sentence in given})
    if comparable and not same and shared * 2 < len(places):
        raise NotThisSection(
            f"This is not section {section}: no sentence of it was found, nor most of its parts."
        )


def _lined_up(
    given: tuple[StatuteSentence, ...], read: tuple[ReadSentence, ...]
) -> tuple[list[_Found], tuple[NewSentence, ...]]:
    """Each read sentence with what became of it, and the sentences of the text that are left."""
    places = defaultdict(set)
    for sentence in given:
        places[sentence.digest].add(sentence.place)
    known = {sentence.digest for sentence in read}
    left = _by_place(sentence for sentence in given if sentence.digest not in known)
    found = [_same(sentence, places) for sentence in read if sentence.digest in places]
    for place, gone in _by_place(s for s in read if s.digest not in places).items():
        others = left.get(place, [])
        for old, now in zip_longest(gone, others[: len(gone)]):
            found.append(
                _Found(old, now.text, OTHER_WORDS) if now else _Found(old, because=LEFT_OUT)
            )
        left[place] = others[len(gone) :]
    beside = _entries_at(read)
    new = tuple(
        NewSentence(one.place, one.text, beside.get(one.place, ()))
        for one in given
        if one in left.get(one.place, ())
    )
    return found, new


def _same(sentence: ReadSentence, places: Mapping[str, set[str]]) -> _Found:
    now = places[sentence.digest]
    if sentence.place in now:
        return _Found(sentence)
    return _Found(sentence, because=f"{OTHER_PLACE}, {' and '.join(sorted(now))}")


def _by_place(rows: Iterable[Row]) -> dict[str, list[Row]]:
    kept: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kept[row.place].append(row)
    return kept


def _entries_at(read: tuple[ReadSentence, ...]) -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for sentence in read:
        named[sentence.place] = tuple(
            dict.fromkeys((*named.get(sentence.place, ()), *sentence.entries))
        )
    return named


def _by_entry(found: list[_Found]) -> dict[str, list[_Found]]:
    kept: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        for entry in one.sentence.entries:
            kept[entry].append(one)
    return kept


def _is_gone(found: list[_Found]) -> bool:
    return all(one.because == LEFT_OUT for one in found)


def _difference(entry: RegisterEntry, found: list[_Found], ours: Mapping[str, str]) -> Difference:
    changed = [one for one in found if one.because]
    return Difference(
        entry=entry.name,
        ours=ours.get(entry.name) or entry.title,
        text="\n".join(one.text for one in changed if one.text),
        because=tuple(one.why for one in changed),
    )


def _speaks_of(entry: RegisterEntry, version: str) -> bool:
    known = entry.versions or tuple(mark.version for mark in entry.provenance.by_version)
    return not known or version in known


def _is_of(entry: RegisterEntry, act: str, section: str) -> bool:
    """Whether the entry rests on this act, as its section or as the public act, though no sentence
    of it was read for this version.
    """
    citation = entry.provenance.citation
    return entry.kind is not EntryKind.OVERLAY and (section in citation or act in citation)
