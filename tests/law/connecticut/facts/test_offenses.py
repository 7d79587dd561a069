"""The copy of the classes of felonies: every line judged, and what the copy may not do."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from reports.law.connecticut.facts import offenses
from reports.law.connecticut.facts.offenses import (
    FILE,
    PROVENANCE,
    CopyRow,
    CopyVerdict,
    StatedOffense,
    conditions_of,
    copy_rows,
    designations,
    judge,
    recorded_class,
    section_of,
    subdivision_of,
)
from reports.law.connecticut.sources import SOURCES

ROWS = copy_rows()
CLASSES = {"A": "A", "B": "B", "C": "C", "D": "D", "E": "E", "unclassified": "U"}
ORDINARY = [
    row
    for row in ROWS
    if row.section not in {"53a-48", "53a-49"} and row.felony_class in CLASSES and row.tells
]
UNSURE = [row for row in ROWS if row.section not in {"53a-48", "53a-49"} and not row.tells]
AGES_AGO = date(1980, 6, 1)


def of_every(rows: list[CopyRow]) -> Callable[[Callable[[CopyRow], None]], Callable[[], None]]:
    """One test over many lines. Each of thousands of changes to the law pays for every test that is
    collected, so these are not parameters.
    """

    def with_rows(check: Callable[[CopyRow], None]) -> Callable[[], None]:
        def test_of_every() -> None:
            for row in rows:
                try:
                    check(row)
                except AssertionError as failed:
                    raise AssertionError(named(row)) from failed

        return test_of_every

    return with_rows


def named(row: CopyRow) -> str:
    return f"{row.section}{''.join(row.subdivisions[:1])}-{row.felony_class}-{row.condition[:20]}"


def day_within(row: CopyRow) -> date:
    if row.class_from:
        return row.class_from
    return row.class_until or date(2024, 6, 1)


def rest_of(row: CopyRow) -> str:
    """A subdivision that no line names apart, where the section has such lines."""
    return "(z)" if any(o.subdivisions for o in ROWS if o.section == row.section) else ""


def stated(row: CopyRow, **changes: Any) -> StatedOffense:
    said = StatedOffense(
        row.section,
        CLASSES.get(row.felony_class, "B"),
        row.subdivisions[0] if row.subdivisions else rest_of(row),
        day_within(row),
        confirmed=frozenset({row.key}),
    )
    return replace(said, **changes)


def test_the_copy_is_whole_and_says_that_it_is_a_copy():
    assert len(ROWS) == 172
    with FILE.open(newline="", encoding="utf-8") as source:
        lines = list(csv.DictReader(source))
    assert len(lines) == 172
    assert all(line["name"] for line in lines)
    assert len({row.key for row in ROWS}) >= 170
    assert PROVENANCE.mark == "codified_copy_read"
    assert "not verified" in PROVENANCE.note
    assert set(PROVENANCE.sources) <= set(SOURCES)


@of_every(ORDINARY)
def test_a_line_with_everything_recorded_agrees_and_leaves_counsel_to_confirm(row):
    reading = judge(stated(row))
    assert reading.verdict is CopyVerdict.AGREES
    assert reading.reason.endswith(f"says class {row.felony_class}; counsel confirms.")
    assert reading.asks == ()


@of_every(ORDINARY)
def test_another_class_than_that_of_the_line_is_contradicted(row):
    for other in set(CLASSES.values()) - {CLASSES[row.felony_class]}:
        assert judge(stated(row, felony_class=other)).verdict is CopyVerdict.CONTRADICTS


@of_every(ORDINARY)
def test_a_condition_nobody_looked_up_is_asked_for(row):
    reading = judge(stated(row, confirmed=frozenset()))
    if row.to_be_confirmed:
        assert reading.verdict is CopyVerdict.CANNOT_TELL
        assert (row.key, row.condition) in reading.asks[0].options
        assert reading.asks[0].code == "condition"
    else:
        assert reading.verdict is CopyVerdict.AGREES


@of_every(ORDINARY)
def test_without_its_day_the_class_is_not_known(row):
    reading = judge(stated(row, offense_on=None))
    assert (reading.verdict, reading.asks[0].code) == (CopyVerdict.CANNOT_TELL, "offense_day")


@of_every([row for row in ORDINARY if row.class_from or row.class_until])
def test_a_line_does_not_speak_of_the_day_outside_its_own(row):
    one = timedelta(days=1)
    for day in (
        row.class_from and row.class_from - one,
        row.class_until and row.class_until + one,
    ):
        if day:
            reading = judge(stated(row, offense_on=day))
            same = {
                other.felony_class
                for other in ROWS
                if other.section == row.section and other.in_force(day)
            }
            agrees = reading.verdict is CopyVerdict.AGREES
            assert not agrees or row.felony_class in same


@of_every(UNSURE)
def test_a_line_without_one_sure_class_never_agrees(row):
    reading = judge(stated(row))
    assert reading.verdict is not CopyVerdict.AGREES


@of_every([row for row in ROWS if row.subdivisions])
def test_a_subdivision_left_out_is_asked_for(row):
    reading = judge(stated(row, subdivision=""))
    assert reading.verdict is CopyVerdict.CANNOT_TELL
    assert reading.asks[0].code == "subdivision"
    assert (row.subdivisions[0], row.subdivisions[0]) in reading.asks[0].options


def offense(section, felony_class, day="2018-05-01", **more):
    return judge(StatedOffense(section, felony_class, offense_on=date.fromisoformat(day), **more))


def test_the_commonest_risk_of_injury_is_not_of_class_b():
    assert offense("53-21", "B", subdivision="(a)(1)").verdict is CopyVerdict.CONTRADICTS
    assert offense("53-21(a)(1)", "B").verdict is CopyVerdict.CONTRADICTS
    contact = offense("53-21", "B", subdivision="(a)(2)")
    assert (contact.verdict, contact.asks[0].code) == (CopyVerdict.CANNOT_TELL, "condition")


def test_a_class_that_changed_is_that_of_the_day_of_the_offense():
    row = next(row for row in ROWS if (row.section, row.felony_class) == ("53a-151a", "B"))
    key = frozenset({row.key})
    assert offense("53a-151a", "B", "2016-05-01", confirmed=key).verdict is CopyVerdict.CONTRADICTS
    assert offense("53a-151a", "B", "2017-10-01", confirmed=key).verdict is CopyVerdict.AGREES
    assert offense("53a-151a", "C", "2017-09-30").verdict is CopyVerdict.AGREES


def test_a_high_maximum_makes_no_class():
    for section, subdivision in (("21a-278", "(b)"), ("21a-277", "(a)"), ("53-397", "")):
        for felony_class in "AB":
            reading = offense(section, felony_class, subdivision=subdivision)
            assert reading.verdict is CopyVerdict.CONTRADICTS


def test_a_capital_felony_is_a_class_of_its_own():
    reading = offense("53a-54b", "A", "2005-01-01")
    assert (reading.verdict, reading.is_capital) == (CopyVerdict.CANNOT_TELL, True)


@pytest.mark.parametrize("section", ["53a-48", "53a-49"])
def test_an_attempt_is_asked_for_the_crime_meant(section):
    reading = offense(section, "B")
    assert (reading.verdict, reading.asks[0].code) == (CopyVerdict.CANNOT_TELL, "object")


@pytest.mark.parametrize("inchoate", ["attempt", "conspiracy"])
def test_an_attempt_has_the_class_of_its_crime_but_for_class_a(inchoate):
    assert offense("53a-92", "B", inchoate=inchoate).verdict is CopyVerdict.AGREES
    assert offense("53a-92", "A", inchoate=inchoate).verdict is CopyVerdict.CONTRADICTS
    assert offense("53a-134", "B", inchoate=inchoate).verdict is CopyVerdict.CANNOT_TELL
    assert offense("53a-102", "B", inchoate=inchoate).verdict is CopyVerdict.CONTRADICTS


def test_what_the_copy_does_not_hold_it_does_not_judge():
    unknown = offense("53a-999", "B")
    assert (unknown.verdict, unknown.is_in_copy) == (CopyVerdict.CANNOT_TELL, False)
    assert offense("53a-134", "B").is_in_copy
    assert offense("53a-134", "B", "1971-09-30").verdict is CopyVerdict.CANNOT_TELL
    assert offense("53a-134", "B", "1971-10-01").verdict is CopyVerdict.AGREES
    assert offense("53a-192a", "A", "2017-10-01").verdict is CopyVerdict.AGREES


def test_a_subdivision_the_copy_does_not_name_is_asked_for():
    reading = offense("53a-70", "B", subdivision="(z)")
    assert (reading.verdict, reading.asks[0].code) == (CopyVerdict.CANNOT_TELL, "subdivision")
    assert offense("53a-134", "B", subdivision="(a)(2)").verdict is CopyVerdict.AGREES


def test_two_answers_of_different_classes_are_no_answer():
    rows = [row for row in ROWS if row.section == "53a-72b"]
    both = frozenset(row.key for row in rows)
    assert offense("53a-72b", "B", confirmed=both).verdict is CopyVerdict.CANNOT_TELL


def test_a_class_that_is_not_recorded_is_contradicted_by_any():
    assert offense("53a-134", "").verdict is CopyVerdict.CONTRADICTS


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("53a-70", "53a-70"),
        ("C.G.S. § 53A-70aa (a)", "53a-70aa"),
        ("53a-70(a)(1)", "53a-70"),
        (" Burglary ", "burglary"),
    ],
)
def test_a_section_is_found_however_it_was_written(written, section):
    assert section_of(written) == section


@pytest.mark.parametrize("written", ["(a)(2)", "a(2)", "(A) (2)", "a 2"])
def test_a_subdivision_has_one_spelling(written):
    assert subdivision_of(written) == "(a)(2)"


def test_the_designations_of_a_line_are_read_apart():
    assert designations("") == designations("with 53a-51") == ()
    assert designations("(a)(9) to (11)") == ("(a)(9)", "(a)(10)", "(a)(11)")
    assert designations("(c)(1) or (2)") == ("(c)(1)", "(c)(2)")
    assert designations("(a)(2)(C) or (D)") == ("(a)(2)(c)", "(a)(2)(d)")
    assert designations("(b) (d) (e)") == ("(b)", "(d)", "(e)")
    assert designations("(a)(3) before 2022") == ("(a)(3)",)


def test_the_conditions_of_a_section_are_offered_in_words():
    offered = dict(conditions_of("C.G.S. 53a-72b"))
    assert sorted(offered.values()) == ["victim 16 or over", "victim under 16"]
    assert (
        "(a)(2) contact with intimate parts of child under 16"
        in dict(conditions_of("53-21")).values()
    )
    assert conditions_of("53a-134") == conditions_of("") == ()


def test_a_recorded_class_is_put_into_the_words_of_the_copy():
    assert [recorded_class(known) for known in ("A", "U", "")] == ["A", "unclassified", "none"]


def test_a_line_covers_what_is_below_its_own_subdivision_and_nothing_beside_it():
    row = next(row for row in ROWS if row.subdivisions == ("(j)",))
    assert row.covers("(j)")
    assert row.covers("(j)(1)")
    assert not row.covers("(a)")
    assert not row.covers("(jj)")


CONTRADICTED = (
    "A, A or B, B, B or C, B or C or D, B or D, B or D or E, C, C or D, D, E or unclassified,"
    " unclassified"
)
SENTENCES = {
    "An attempt or a conspiracy has the class of the crime meant, 53a-51.",
    "Classes are those of the day of the offense, which is not recorded.",
    (
        "The class depends on the subdivision, and the one recorded is not among those in the copy"
        " of the statutes read."
    ),
    "The class depends on what the judgment says, and that is not recorded.",
    "The copy of the statutes read does not give one sure class for it.",
    "The copy of the statutes read names no class for that day.",
    "The section is not in the copy of the statutes read; check the class.",
    *(
        f"On what the judgment says the copy of the statutes read has class {known}; check the"
        " class."
        for known in ("A", "B", "C", "D", "E", "unclassified")
    ),
    *(
        f"The copy of the statutes read says class {known}; counsel confirms."
        for known in ("A", "B", "C", "D", "E", "unclassified")
    ),
    *(
        f"The copy of the statutes read says class {known} for that section and day; check the"
        " class."
        for known in CONTRADICTED.split(", ")
    ),
}
ASKED = {
    ("object", "Record the section of the crime meant, and mark attempt or conspiracy."),
    ("offense_day", "On which day was the offense, as the judgment says?"),
    ("subdivision", "Which subdivision does the judgment name?"),
    ("condition", "Which of these does the judgment say?"),
}


def ways_to_record(row: CopyRow) -> list[StatedOffense]:
    """The line as it stands, and recorded wrong or in part in every way."""
    said = stated(row)
    return [
        said,
        *(replace(said, felony_class=other) for other in (*CLASSES.values(), "")),
        replace(said, confirmed=frozenset()),
        replace(said, offense_on=None),
        replace(said, offense_on=AGES_AGO),
        replace(said, subdivision=""),
        replace(said, subdivision="(zz)"),
        replace(said, inchoate="attempt"),
        replace(said, section="53a-9999"),
        replace(said, section="53a-48"),
    ]


def test_every_sentence_that_the_copy_gives_is_one_of_these():
    found = [judge(said) for row in ROWS for said in ways_to_record(row)]
    assert {reading.reason for reading in found} == SENTENCES
    assert {(ask.code, ask.text) for reading in found for ask in reading.asks} == ASKED


@pytest.mark.parametrize(
    ("conditional", "recorded", "verdict"),
    [
        ("B", "B", CopyVerdict.AGREES),
        ("B", "C", CopyVerdict.CONTRADICTS),
        ("C", "B", CopyVerdict.CANNOT_TELL),
        ("C", "C", CopyVerdict.CANNOT_TELL),
    ],
)
def test_a_condition_beside_a_plain_line_matters_only_where_it_changes_the_class(
    monkeypatch, conditional, recorded, verdict
):
    plain = next(
        row
        for row in ORDINARY
        if row.felony_class == "B" and not row.condition and not row.subdivisions
    )
    other = replace(plain, felony_class=conditional, condition="if armed")
    monkeypatch.setattr(offenses, "copy_rows", lambda: (plain, other))
    assert judge(stated(plain, felony_class=recorded, confirmed=frozenset())).verdict is verdict


@pytest.mark.parametrize(("other", "is_capital"), [("capital", True), ("C", False)])
def test_a_capital_felony_among_the_answers_is_said(monkeypatch, other, is_capital):
    plain = next(row for row in ORDINARY if row.felony_class == "B" and not row.subdivisions)
    rows = tuple(
        replace(plain, felony_class=known, condition=f"if {known}") for known in ("B", other)
    )
    monkeypatch.setattr(offenses, "copy_rows", lambda: rows)
    reading = judge(stated(plain, confirmed=frozenset()))
    assert reading.asks[0].code == "condition"
    assert reading.is_capital is is_capital
