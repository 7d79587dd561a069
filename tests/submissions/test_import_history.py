"""OPM's earlier half-years: repeatable, amended by change, refused with row, column, value and
rule.
"""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reports.accounts.roles import Role
from reports.messaging.models import Message
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.review import accept
from reports.submissions.models import Submission, SubmissionLine
from reports.submissions.status import Source, SubmissionStatus
from tests.submissions.helpers import AFTER, LATER, a_person, an_agency

pytestmark = pytest.mark.django_db

HEADER = "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age,person_ref"
ROW = "hartford,2024H1,2024-02-03,B,detainer,W,H,M,34,p1"


def load(tmp_path, *rows, header=HEADER, encoding="utf-8"):
    """Run the command; returns what it printed as JSON, or the refusal and its errors."""
    an_agency("hartford")
    an_agency("new-haven")
    path = tmp_path / "history.csv"
    path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_history", str(path), "--json", stdout=out, stderr=err)
    except CommandError as error:
        said = out.getvalue()
        return {
            "returncode": error.returncode,
            "said": err.getvalue(),
            **(json.loads(said) if said else {}),
        }
    return json.loads(out.getvalue())


def one_error(result):
    assert result["returncode"] == 2
    (error,) = result["errors"]
    return error["row"], error["column"], error["value"], error["rule"]


def test_loads_accepted_submissions_and_nil_ones(tmp_path):
    result = load(tmp_path, ROW, ROW.replace("p1", "p2"), "new-haven,2024H1,,none,,,,,,")
    assert (result["created"], result["amended"], result["unchanged"]) == (2, 0, 0)
    hartford = Submission.objects.get(agency__code="hartford")
    assert (hartford.status, hartford.source, hartford.line_count) == (
        SubmissionStatus.ACCEPTED,
        Source.IMPORTED,
        2,
    )
    assert hartford.person_count == 2
    assert Submission.objects.get(agency__code="new-haven").is_nil


def test_the_same_file_twice_changes_nothing(tmp_path):
    rows = (ROW, ROW, "new-haven,2024H1,,none,,,,,,")
    load(tmp_path, *rows)
    result = load(tmp_path, *reversed(rows))
    assert (result["created"], result["amended"], result["unchanged"]) == (0, 0, 2)
    assert Submission.objects.count() == 2


def test_a_changed_file_amends_and_leaves_the_rest(tmp_path):
    load(tmp_path, ROW, "new-haven,2024H1,,none,,,,,,")
    result = load(tmp_path, ROW, ROW)
    assert (result["created"], result["amended"], result["unchanged"]) == (0, 1, 0)
    first, second = Submission.objects.filter(agency__code="hartford").order_by("version")
    assert (first.status, second.status, second.is_amendment) == (
        SubmissionStatus.SUPERSEDED,
        SubmissionStatus.ACCEPTED,
        True,
    )
    assert (first.line_count, second.line_count, second.person_count) == (1, 2, 1)


def test_going_back_to_an_earlier_file_is_a_change_too(tmp_path):
    load(tmp_path, ROW)
    load(tmp_path, ROW, ROW)
    assert load(tmp_path, ROW)["amended"] == 1


def test_one_person_is_not_two(tmp_path):
    load(tmp_path, ROW, ROW)
    assert load(tmp_path, ROW, ROW.replace("p1", "p2"))["amended"] == 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            ROW.replace("hartford", "hartfrod"),
            (2, "agency_code", "hartfrod", "No agency has this code."),
        ),
        (ROW.replace(",B,", ",G,"), (2, "access_kind", "G", "One of A B C D E F, or none.")),
        (ROW.replace("detainer", "warrant"), (2, "basis", "warrant", "One of detainer other.")),
        (ROW.replace(",W,", ",w,"), (2, "race", "w", "One of W B A I U.")),
        (
            ROW.replace(",34,", ",126,"),
            (2, "age", "126", "A whole number from 0 to 125, or empty."),
        ),
        (
            ROW.replace("2024-02-03", "2024-07-03"),
            (2, "access_on", "2024-07-03", "A day of 2024H1: 2024-01-01 to 2024-06-30."),
        ),
        (
            ROW.replace("2024-02-03", "02/03/2024"),
            (2, "access_on", "02/03/2024", "A day written like 2024-03-31."),
        ),
        (
            ROW.replace("2024H1", "2024h1"),
            (2, "half_year", "2024h1", "A half-year is written like 2024H1."),
        ),
        (
            ROW.replace("2024H1", "2199H1"),
            (2, "half_year", "2199H1", "This half-year is not over yet."),
        ),
        (
            "hartford,2024H1,,none,other,,,,,",
            (2, "basis", "other", "A row of kind `none` has only code and half-year."),
        ),
    ],
)
def test_a_wrong_value_is_named(tmp_path, row, expected):
    assert one_error(load(tmp_path, row)) == expected
    assert Submission.objects.count() == 0


def test_rows_are_counted_as_the_sheet_shows_them_and_nothing_is_stored(tmp_path):
    result = load(tmp_path, ROW, "", ",,,,,,,,,", ROW.replace(",M,", ",Q,"))
    assert one_error(result)[:2] == (5, "sex")
    assert "Row 5, column sex: 'Q'. One of M F X U." in result["said"]
    assert SubmissionLine.objects.count() == 0


def test_none_beside_a_row_is_refused(tmp_path):
    row, column, _, rule = one_error(load(tmp_path, ROW, "hartford,2024H1,,none,,,,,,"))
    assert (row, column) == (3, "access_kind")
    assert "row 2" in rule


def test_a_missing_column_and_other_encodings(tmp_path):
    assert one_error(load(tmp_path, ROW, header=HEADER.replace("basis", "base")))[:2] == (
        1,
        "basis",
    )
    assert load(tmp_path, ROW.replace("p1", "é"), encoding="latin-1")["created"] == 1
    assert load(tmp_path, ROW.replace("p1", "é"), encoding="utf-8-sig")["unchanged"] == 1


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("import_history", str(tmp_path / "absent.csv"))
    assert caught.value.returncode == 2


def test_the_agency_is_asked_once_to_confirm(tmp_path):
    clerk = a_person(Role.CLERK, an_agency("hartford"))
    load(tmp_path, ROW, ROW.replace("2024H1", "2023H1").replace("2024-02", "2023-02"))
    (message,) = Message.objects.filter(recipient=clerk)
    assert (message.kind, message.half_year) == (
        "confirm_entry",
        "2024H1",
    )


def test_an_old_file_does_not_undo_an_agencys_amendment(tmp_path):
    load(tmp_path, ROW)
    loaded = Submission.objects.get()
    clerk, certifier = a_person(Role.CLERK, loaded.agency), a_person(Role.CERTIFIER, loaded.agency)
    draft = start_amendment(
        submission=loaded, code="corrected", reason="There was none.", by=clerk, at=AFTER
    )
    certify_and_submit(
        submission=draft,
        by=certifier,
        at=AFTER,
        expected_hash=draft.content_sha256,
        attests_nil=draft.is_nil,
    )
    accept(submission=draft, by=a_person(Role.OPM_REVIEWER), at=LATER)
    assert load(tmp_path, ROW)["unchanged"] == 1
    assert Submission.objects.accepted().get().is_nil
