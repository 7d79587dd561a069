"""Facts as they are sent: read exactly, or refused field by field with the words allowed."""

from datetime import date

import pytest

from reports.law.assess import DetainerFacts, FactsError, parse_facts
from reports.law.connecticut import CONNECTICUT
from reports.law.facts import FIELDS, Doubt, FieldError, echo

GOOD = {"on": "2026-03-01", "agency_kind": "municipal_police", "purposes": ["hold"], "grounds": []}
KINDS = tuple(CONNECTICUT.vocabulary.agency_kind_words)
PURPOSES = tuple(CONNECTICUT.vocabulary.purpose_words)
GROUNDS = tuple(CONNECTICUT.vocabulary.ground_words)
FORMS = tuple(CONNECTICUT.vocabulary.form_words)


def refused(given):
    with pytest.raises(FactsError) as caught:
        parse_facts(given)
    return caught.value


def only_error(given):
    errors = refused(given).errors
    assert len(errors) == 1
    return errors[0]


def test_required_fields_are_enough():
    assert parse_facts(GOOD) == DetainerFacts(date(2026, 3, 1), "municipal_police", ("hold",))


def test_all_fields_are_read():
    given = GOOD | {"grounds": ["judicial_warrant"], "minor": True, "form": "I-247A", "id": "x"}
    facts = parse_facts(given)
    assert facts == DetainerFacts(
        date(2026, 3, 1), "municipal_police", ("hold",), ("judicial_warrant",), True, "I-247A", "x"
    )
    assert facts.as_dict() == given


def test_optional_fields_that_are_null_count_as_not_given():
    assert parse_facts(GOOD | {"minor": None, "form": None, "id": None}) == parse_facts(GOOD)
    assert parse_facts(GOOD).as_dict() == GOOD | {"minor": False}


def test_every_missing_field_is_named():
    error = refused({})
    assert [fault.field for fault in error.errors] == ["on", "agency_kind", "purposes", "grounds"]
    assert str(error) == "facts not understood: on, agency_kind, purposes, grounds"
    assert error.errors[1].message == f"is missing. Allowed: {', '.join(KINDS)}."
    assert error.errors[2].message == f"is missing. Allowed: {', '.join(PURPOSES)}."
    assert error.errors[3].allowed == GROUNDS


@pytest.mark.parametrize(
    "day",
    [
        None,
        5,
        "",
        "2026-02-30",
        "2026-3-1",
        "20260301",
        "2026-W09-7",
        "2026-03-01T00:00",
        " 2026-03-01",
        "2026-03-01\n",
        "٢٠٢٦-٠٣-٠١",
    ],
)
def test_a_malformed_or_impossible_day_is_refused(day):
    error = only_error(GOOD | {"on": day})
    assert error == FieldError("on", "must be a day that exists, written as 2026-03-01.")


def test_leap_day_is_a_day():
    assert parse_facts(GOOD | {"on": "2028-02-29"}).on == date(2028, 2, 29)


def test_an_unknown_agency_kind_is_quoted_with_the_words_allowed():
    error = only_error(GOOD | {"agency_kind": "police"})
    assert (error.field, error.allowed) == ("agency_kind", KINDS)
    assert error.message == f"'police' is not known. Allowed: {', '.join(KINDS)}."


@pytest.mark.parametrize("value", [5, [], {}, True])
def test_a_word_that_is_no_text_is_unknown(value):
    assert only_error(GOOD | {"agency_kind": value}).field == "agency_kind"
    assert only_error(GOOD | {"form": value}).allowed == FORMS


def test_purposes_must_be_a_list_with_at_least_one_known_word():
    assert only_error(GOOD | {"purposes": []}).message.startswith(
        "must name at least one. Allowed: hold,"
    )
    assert only_error(GOOD | {"purposes": "hold"}).message.startswith(
        "must be a list of words. Allowed: hold,"
    )
    error = only_error(GOOD | {"purposes": ["hold", "hodl", 7]})
    assert error.message.startswith("'hodl', 7 not known. Allowed: hold,")
    assert error.allowed == PURPOSES


def test_grounds_may_be_empty_but_not_missing_or_unknown():
    assert parse_facts(GOOD).grounds == ()
    assert (
        only_error({key: value for key, value in GOOD.items() if key != "grounds"}).field
        == "grounds"
    )
    assert only_error(GOOD | {"grounds": None}).message.startswith("is missing.")
    assert only_error(GOOD | {"grounds": ["none"]}).message.startswith("'none' not known.")
    assert only_error(GOOD | {"grounds": [["hold"]]}).field == "grounds"


def test_at_most_five_unknown_words_are_quoted():
    message = only_error(GOOD | {"grounds": ["a", "b", "c", "d", "e", "f"]}).message
    assert message.startswith("'a', 'b', 'c', 'd', 'e' not known.")


def test_long_input_is_not_repeated_whole():
    assert echo("x" * 100) == "'" + "x" * 39 + "..."
    assert echo("x" * 38) == "'" + "x" * 38 + "'"


@pytest.mark.parametrize("value", ["yes", 1, 0, []])
def test_minor_is_true_or_false(value):
    assert only_error(GOOD | {"minor": value}) == FieldError("minor", "must be true or false.")


@pytest.mark.parametrize("value", [1, [], {}])
def test_id_is_text(value):
    assert only_error(GOOD | {"id": value}) == FieldError("id", "must be text.")


def test_unknown_fields_are_named_shortened():
    error = only_error(GOOD | {"ground": []})
    assert error == FieldError(
        "ground", f"is not a field of the facts. Allowed: {', '.join(FIELDS)}.", FIELDS
    )
    assert only_error(GOOD | {"n" * 90: 1}).field == "n" * 40


@pytest.mark.parametrize("given", [None, [], "x", 4])
def test_what_is_no_object_is_refused(given):
    assert only_error(given) == FieldError("facts", "must be an object with named fields", FIELDS)


def test_an_error_shows_its_words_only_where_there_are_some():
    assert FieldError("on", "m").as_dict() == {"field": "on", "message": "m"}
    assert FieldError("on", "m", ("a",)).as_dict() == {
        "field": "on",
        "message": "m",
        "allowed": ["a"],
    }


DOUBT = {"ground": "felony_ab_conviction", "cause": "copy_contradicts"}


def test_doubts_are_read_and_written_as_they_are_stored():
    given = GOOD | {"doubts": [DOUBT, DOUBT | {"purposes": ["hold"]}]}
    facts = parse_facts(given)
    assert facts.doubts == (
        Doubt("felony_ab_conviction", "copy_contradicts"),
        Doubt("felony_ab_conviction", "copy_contradicts", ("hold",)),
    )
    assert facts.as_dict()["doubts"] == given["doubts"]
    assert [doubt.hangs_over("interview") for doubt in facts.doubts] == [True, False]
    assert "doubts" not in parse_facts(GOOD).as_dict()
    assert parse_facts(GOOD | {"doubts": None}).doubts == ()


@pytest.mark.parametrize(
    "doubt",
    [
        5,
        {},
        {"ground": "felony_ab_conviction"},
        DOUBT | {"ground": "none"},
        DOUBT | {"cause": "whim"},
        DOUBT | {"cause": ["copy_contradicts"]},
        DOUBT | {"purposes": "hold"},
        DOUBT | {"purposes": ["hodl"]},
        DOUBT | {"why": "because"},
    ],
)
def test_a_doubt_that_cannot_be_read_is_refused(doubt):
    error = only_error(GOOD | {"doubts": [DOUBT, doubt]})
    assert error.field == "doubts"
    assert error.message.startswith("must name a ground and a cause, and purposes if not for all")
    assert "copy_contradicts" in error.allowed


def test_doubts_are_a_list():
    assert only_error(GOOD | {"doubts": "x"}) == FieldError("doubts", "must be a list of objects.")


def test_circumstances_are_written_only_where_they_were_said():
    usual = parse_facts(GOOD)
    assert (usual.not_legally_competent, usual.in_custody) == (False, None)
    assert {"not_legally_competent", "in_custody"}.isdisjoint(usual.as_dict())
    said = parse_facts(GOOD | {"not_legally_competent": True, "in_custody": False})
    assert said.as_dict()["not_legally_competent"] is True
    assert said.as_dict()["in_custody"] is False
    for field in ("not_legally_competent", "in_custody"):
        assert only_error(GOOD | {field: "no"}) == FieldError(field, "must be true or false.")
