"""Sums of accepted submissions: the same as a count by hand after every way to be accepted, and
mended when wrong.
"""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.audit.models import AuditEntry
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.totals import repair_totals, store_missing_totals
from reports.submissions.compilation import stored_lines
from reports.submissions.content import ReportLine
from reports.submissions.models import Submission, SubmissionLine, SubmissionTotals
from reports.submissions.totals.compare import differences, recount_all
from reports.submissions.totals.definition import COLUMNS
from tests.submissions.by_hand import kept_sums, sums_by_hand
from tests.submissions.helpers import (
    DURING,
    LATER,
    accepted,
    an_agency,
    certified,
    half_year,
    log_access,
    returned,
)
from tests.submissions.test_amending import amend
from tests.submissions.test_import_history import ROW, load

pytestmark = pytest.mark.django_db


def all_are_right() -> int:
    """How many submissions count; each has the sums that its lines add up to."""
    standing = Submission.objects.accepted()
    for submission in standing:
        assert kept_sums(submission) == sums_by_hand(stored_lines(submission))
    with recount_all():
        assert differences() == []
    return standing.count()


def checked(*options: str) -> dict[str, object]:
    out = io.StringIO()
    try:
        call_command("check_rollups", "--json", *options, stdout=out)
    except CommandError as error:
        return {"returncode": error.returncode, "error": str(error), **json.loads(out.getvalue())}
    return {"returncode": 0, **json.loads(out.getvalue())}


def test_an_accepted_submission_has_its_sums_and_others_have_none():
    certified(an_agency("new-haven"), lines=2)
    returned(an_agency("bristol"))
    submission = accepted(lines=3)
    assert all_are_right() == 1
    assert kept_sums(submission) | {"events": 3, "events_d_other": 3, "race_w": 3} == kept_sums(
        submission
    )
    assert SubmissionTotals.objects.count() == 1


def test_a_report_of_none_adds_up_to_nothing():
    submission = accepted(lines=0)
    assert set(kept_sums(submission).values()) == {0}
    assert all_are_right() == 1


def test_an_amendment_counts_in_place_of_what_it_amends():
    first = accepted(lines=1)
    log_access(first.agency, at=DURING + timedelta(days=1), kind="A", race="B", age=None)
    second = amend(first)
    assert all_are_right() == 1
    assert (kept_sums(first)["events"], kept_sums(second)["events"]) == (1, 2)
    assert kept_sums(second)["age_band_u"] == 1


def test_a_file_of_earlier_half_years_and_one_that_changes_it(tmp_path):
    load(tmp_path, ROW, ROW.replace("p1", "p2"), "new-haven,2024H1,,none,,,,,,")
    assert all_are_right() == 2
    load(tmp_path, ROW, ROW.replace(",34,", ",17,"), ROW.replace(",34,", ",,").replace("p1", "p3"))
    assert all_are_right() == 2


def a_line(
    day: int, kind: str, basis: str, described: tuple[str, str, str], age: int | None, person: int
) -> ReportLine:
    return ReportLine(
        date(2025, 1, 1) + timedelta(days=day), kind, basis, *described, age, str(person)
    )


LINES = st.builds(
    a_line,
    st.integers(0, 3),
    st.sampled_from("ABCDEF"),
    st.sampled_from(["detainer", "other"]),
    st.tuples(st.sampled_from("WBAIU"), st.sampled_from("HMNU"), st.sampled_from("MFXU")),
    st.one_of(st.none(), st.integers(0, 125)),
    st.integers(0, 3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.lists(LINES, max_size=12), second=st.lists(LINES, max_size=12))
def test_the_database_adds_up_as_a_count_by_hand(first, second):
    """Few days and few persons, so that a person's last line is often one of several on one day."""
    with transaction.atomic():
        an_agency("hartford"), an_agency("new-haven"), half_year()
        groups = {("hartford", "2025H1"): first, ("new-haven", "2025H1"): second}
        import_accepted(groups=groups, at=LATER)
        assert all_are_right() == 2
        import_accepted(groups={("hartford", "2025H1"): second}, at=LATER)
        assert all_are_right() == 2
        transaction.set_rollback(True)


def test_wrong_sums_are_named_and_mended():
    submission = accepted(lines=2)
    SubmissionTotals.objects.filter(pk=submission.pk).update(events=1, sex_f=5)
    found = checked()
    assert (found["returncode"], found["checked"]) == (1, 1)
    assert found["differences"] == [
        {"agency": "hartford", "half_year": "2025H1", "wrong": {"events": [1, 2], "sex_f": [5, 2]}}
    ]
    assert "hartford 2025H1: events 1, recounted 2, sex_f 5, recounted 2" in str(found["error"])
    assert checked("--mend")["returncode"] == 0
    assert AuditEntry.objects.get(event="sums.mended").chain == "opm"
    assert checked() == {"returncode": 0, "checked": 1, "mended": False, "differences": []}
    assert all_are_right() == 1


def test_a_changed_line_is_a_difference_too():
    submission = accepted(lines=2)
    SubmissionLine.objects.filter(submission=submission, position=1).update(race="U")
    (found,) = checked()["differences"]
    assert found["wrong"] == {"race_w": [2, 1], "race_u": [0, 1]}


def test_what_was_accepted_before_sums_were_kept_gets_them_once():
    submission, none = accepted(lines=2), accepted(an_agency("new-haven"), lines=0)
    right = kept_sums(submission)
    SubmissionTotals.objects.all().delete()
    assert "hartford 2025H1: no sums are kept" in str(checked()["error"])
    store_missing_totals()
    store_missing_totals()
    assert set(kept_sums(none).values()) == {0}
    assert kept_sums(submission) == right
    assert all_are_right() == 2


def test_many_at_once_are_mended_in_several_statements():
    submission = accepted(lines=2)
    SubmissionTotals.objects.update(events=7)
    repair_totals(
        [*(uuid4() for _ in range(1200)), submission.pk], at=LATER
    )  # the others are not there
    assert all_are_right() == SubmissionTotals.objects.count() == 1


def test_a_mended_sum_says_so_in_words():
    submission = accepted()
    SubmissionTotals.objects.filter(pk=submission.pk).update(persons=0)
    out = io.StringIO()
    call_command("check_rollups", "--mend", stdout=out)
    assert "They are mended." in out.getvalue()
    out = io.StringIO()
    call_command("check_rollups", stdout=out)
    assert out.getvalue().strip() == "1 accepted submissions recounted: 0 whose kept sums differ."


def test_columns_are_what_the_table_has():
    stored = {field.name for field in SubmissionTotals._meta.get_fields()}
    assert set(COLUMNS) == stored - {"submission"}
    assert isinstance(SubmissionTotals(pk=uuid4()).pk, UUID)
