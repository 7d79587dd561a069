"""Every row of the decision table, under every version."""

from datetime import date, timedelta

import pytest

from reports.law.assess import assess
from reports.law.connecticut import CONNECTICUT
from tests.law.support import VERSIONS, facts_of, finding_of, table_rows

ROWS = table_rows()
CASES = [(row, version) for row in ROWS for version in VERSIONS]
NAMES = [f"{row['purpose']}-{row['ground']}-{version}" for row, version in CASES]
LAST_DAYS = {
    version: date.fromisoformat(following) - timedelta(days=1)
    for version, following in zip(VERSIONS, (*VERSIONS[1:], "2036-01-01"), strict=True)
}
OF_2014_IN_TABLE = "citation_2014"


def grounds_of(row):
    return () if row["ground"] == "none" else (row["ground"],)


@pytest.mark.parametrize(("row", "version"), CASES, ids=NAMES)
def test_the_outcome_of_the_row_holds_on_the_first_and_the_last_day_of_the_version(row, version):
    for day in (date.fromisoformat(version), LAST_DAYS[version]):
        assert finding_of(row["purpose"], *grounds_of(row), on=day).outcome == row[version]


@pytest.mark.parametrize(("row", "version"), CASES, ids=NAMES)
def test_the_open_questions_of_the_row_are_raised_in_their_order(row, version):
    finding = finding_of(row["purpose"], *grounds_of(row), on=date.fromisoformat(version))
    assert list(finding.questions) == [
        question
        for question in row["open_question"].split()
        if CONNECTICUT.questions[question].concerns(version)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['purpose']}-{row['ground']}")
@pytest.mark.parametrize("version", VERSIONS[1:])
def test_head_review_and_the_notices_of_the_row_are_owed(row, version):
    """The release notice follows the act of telling, so it stands beside every request; the table
    names it where a request leads there. A review that hangs on what was asked is asked for by the
    purposes that name a release date.
    """
    facts = facts_of(row["purpose"], grounds=grounds_of(row), on=date.fromisoformat(version))
    owed = {duty.duty: duty.when for duty in assess(facts).duties}
    notices = row["notices"].split()
    assert (owed.get("copy_and_intent_notice") == "on_receipt") == ("N1" in notices)
    if "N2-if-release-notified" in notices:
        assert owed["release_notification_notice"] == "if_release_is_notified"
    assert ("head_review" in owed) == (row["pre_approval"] == "head_review")


def test_review_is_due_beside_a_hold_once_the_release_date_is_asked_as_well():
    conditional = {row["purpose"] for row in ROWS if row["pre_approval"].endswith("asked")}
    assert conditional == {"custody_status", "transfer"}
    for purpose in conditional:
        assert assess(facts_of(purpose, "notify_release")).owes("head_review")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['purpose']}-{row['ground']}")
def test_the_citation_begins_with_the_paragraph_of_the_row(row):
    paragraph = row["citation"].split("; ")[0].split(" ")[0]
    cited = finding_of(row["purpose"], *grounds_of(row)).citation
    assert cited.startswith("outside 54-192h" if paragraph == "outside" else "54-192h" + paragraph)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[OF_2014_IN_TABLE]], ids=lambda row: row["ground"]
)
def test_the_citation_of_2014_is_that_of_the_row(row):
    assert (
        finding_of(row["purpose"], *grounds_of(row), on=date(2014, 1, 1)).citation
        == row[OF_2014_IN_TABLE]
    )


def test_the_table_names_every_purpose_and_no_word_we_do_not_know():
    assert {row["purpose"] for row in ROWS} == set(CONNECTICUT.vocabulary.purpose_words)
    assert {row["ground"] for row in ROWS} - {"none"} <= set(CONNECTICUT.vocabulary.ground_words)


@pytest.mark.parametrize("purpose", CONNECTICUT.vocabulary.purpose_words)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_ground_the_table_does_not_list_has_the_outcome_of_none(purpose, version):
    listed = {row["ground"] for row in ROWS if row["purpose"] == purpose}
    none = finding_of(purpose, on=date.fromisoformat(version))
    for ground in set(CONNECTICUT.vocabulary.ground_words) - listed:
        finding = finding_of(purpose, ground, on=date.fromisoformat(version))
        assert finding.outcome == none.outcome
        assert set(none.questions) <= set(finding.questions)
