"""A text lined up with the register marks exactly the entries whose words differ."""

from __future__ import annotations

import re

import pytest

from reports.law.assess import JURISDICTION
from reports.law.provenance import EntryKind, Provenance, ProvenanceMark
from reports.law.statute.comparison import NotThisSection, compare
from tests.law.example_state import ACT, ATLANTIS, CODE

PARTS = re.compile(r"(?:\([a-zA-Z0-9]+\))+")
COMPARED = ("no_mooring", "ferry_is_open", "sound_horn", "trident")


def told(text: str) -> dict[str, object]:
    found = compare(text, ACT, ATLANTIS)
    return {
        "matches": set(found.matches),
        "differs": {one.entry: one.because for one in found.differs},
        "missing": set(found.missing),
        "new": [(one.place, one.text, one.beside) for one in found.new],
    }


def expected(**other: object) -> dict[str, object]:
    return {"matches": set(COMPARED), "differs": {}, "missing": set(), "new": [], **other}


def test_the_same_text_matches_whole():
    assert told(CODE) == expected()
    assert compare(CODE, ACT, ATLANTIS).is_same


@pytest.mark.parametrize(
    ("old", "new", "entry", "place"),
    [
        ("a fork", "a spear", "trident", "(a)(1)"),
        ("at night", "by night", "no_mooring", "(b)(1)(A)"),
        ("concerns ferries", "concerns boats", "ferry_is_open", "(b)(2)"),
        ("at once", "within an hour", "sound_horn", "(c)"),
    ],
)
def test_a_changed_word_marks_the_entries_of_its_sentence_alone(old, new, entry, place):
    assert told(CODE.replace(old, new)) == expected(
        matches=set(COMPARED) - {entry}, differs={entry: (f"{place}: other words",)}
    )


def test_what_is_ours_and_what_the_text_says_stand_side_by_side():
    [found] = compare(CODE.replace("a fork", "a spear"), ACT, ATLANTIS).differs
    assert (found.ours, found.text) == ("A fork.", '"Trident" means a spear; and')


def test_a_sentence_no_entry_speaks_of_changes_no_entry():
    changed = CODE.replace("The king may moor.", "The queen may moor.")
    assert told(changed)["matches"] == set(COMPARED)
    assert not compare(changed, ACT, ATLANTIS).differs


def test_a_part_left_out_is_missing():
    without = CODE[: CODE.index("(c) The watch")]
    assert told(without) == expected(matches=set(COMPARED) - {"sound_horn"}, missing={"sound_horn"})


def test_what_was_added_is_new_beside_the_entries_of_its_part():
    added = f"{CODE} The horn is loud. (d) Ferries are free."
    assert told(added) == expected(
        new=[("(c)", "The horn is loud.", ("sound_horn",)), ("(d)", "Ferries are free.", ())]
    )


def test_the_same_words_in_another_place_differ_in_their_citation():
    moved = CODE.replace("(c) The watch", "(c) Ships wait. (d) The watch")
    assert told(moved) == expected(
        matches=set(COMPARED) - {"sound_horn"},
        differs={"sound_horn": ("(c): another place, (d)",)},
        new=[("(c)", "Ships wait.", ("sound_horn",))],
    )


@pytest.mark.parametrize("text", ["", "A fine day.", "(a) Another act; (1) about geese."])
def test_another_text_is_refused(text):
    with pytest.raises(NotThisSection):
        compare(text, ACT, ATLANTIS)


def test_an_unknown_version_is_refused():
    with pytest.raises(KeyError):
        compare(CODE, "1999-01-01", ATLANTIS)


def test_every_entry_of_connecticut_that_cites_the_section_has_its_words_recorded():
    """Whatever is said to be read in the copy has the digests of what was read."""
    read = JURISDICTION.read_text
    named = {entry for sentence in read.sentences for entry in sentence.entries}
    assert named == {
        entry.name
        for entry in JURISDICTION.register
        if read.section in entry.provenance.citation and entry.kind is not EntryKind.OVERLAY
    }
    known = {entry.name: entry.provenance for entry in JURISDICTION.register}
    assert {_mark_of(known[name], read.version) for name in named} == {
        ProvenanceMark.CODIFIED_COPY_READ
    }


def _mark_of(known: Provenance, version: str) -> ProvenanceMark:
    marks = {mark.version: mark.mark for mark in known.by_version}
    return marks.get(version, known.mark)


def test_every_sentence_stands_where_an_entry_cites_it():
    """The citation of an entry names the part that each of its sentences stands in."""
    cited = {entry.name: entry.provenance.citation for entry in JURISDICTION.register}
    # Who is bound stands in (a)(9) and again at the head of (b)(1).
    also = {("(b)(1)", "agency_not_covered")}
    assert [
        (sentence.place, name)
        for sentence in JURISDICTION.read_text.sentences
        for name in sentence.entries
        if not any(sentence.place.startswith(part) for part in PARTS.findall(cited[name]))
        and (sentence.place, name) not in also
    ] == []


def test_an_earlier_act_whose_words_were_not_kept_says_so():
    found = compare("(a) Something of 2013.", "2014-01-01", JURISDICTION)
    assert (found.read, found.matches, found.new) == ("", (), ())
    assert "hold_needs_a_factor" in found.unread
    assert "felony_classes" in found.elsewhere
