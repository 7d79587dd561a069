"""Amendments: nothing edited, nothing empty, differences right over long chains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.access.actions import correct_access, void_access
from reports.access.values import AccessValues
from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft, discard_draft
from reports.submissions.actions.review import accept
from reports.submissions.compilation import stored_lines
from reports.submissions.content import ReportLine, content_hash, differences
from reports.submissions.exceptions import NothingChanged
from reports.submissions.models import Submission
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import AFTER, DURING, LATER, a_person, accepted, log_access

db = pytest.mark.django_db


def amend(submission, *, accepts=True):
    """Start, certify and accept an amendment of what the log says now."""
    clerk, certifier = (
        a_person(Role.CLERK, submission.agency),
        a_person(Role.CERTIFIER, submission.agency),
    )
    draft = start_amendment(
        submission=submission, code="corrected", reason="The log changed.", by=clerk, at=LATER
    )
    done = certify_and_submit(
        submission=draft,
        by=certifier,
        at=LATER,
        expected_hash=draft.content_sha256,
        attests_nil=draft.is_nil,
    )
    return accept(submission=done, by=a_person(Role.OPM_REVIEWER), at=LATER) if accepts else done


def correct(access, **changes):
    values = AccessValues(
        kind=access.kind,
        basis=access.basis,
        occurred_at=access.occurred_at,
        race=access.race,
        ethnicity=access.ethnicity,
        sex=access.sex,
        age=access.age,
    )
    clerk = a_person(Role.CLERK, access.agency)
    return correct_access(
        access=access, values=replace(values, **changes), reason="Typed wrong.", by=clerk, at=LATER
    )


@db
def test_an_amendment_that_changes_nothing_is_refused():
    submission = accepted()
    clerk = a_person(Role.CLERK, submission.agency)
    with pytest.raises(NothingChanged, match="would change nothing"):
        start_amendment(submission=submission, code="other", reason="?", by=clerk, at=LATER)


@db
def test_an_amendment_whose_change_was_taken_back_is_not_certified():
    submission = accepted()
    extra = log_access(submission.agency, at=DURING.replace(day=28))
    clerk, certifier = (
        a_person(Role.CLERK, submission.agency),
        a_person(Role.CERTIFIER, submission.agency),
    )
    draft = start_amendment(
        submission=submission, code="late_entry", reason="Found.", by=clerk, at=LATER
    )
    void_access(
        access=extra, reason="Not one.", by=a_person(Role.AGENCY_HEAD, submission.agency), at=LATER
    )
    draft = compile_draft(agency=submission.agency, period=submission.period, by=clerk, at=LATER)
    with pytest.raises(NothingChanged, match="exactly what is accepted"):
        certify_and_submit(
            submission=draft, by=certifier, at=LATER, expected_hash=draft.content_sha256
        )
    discard_draft(submission=draft, by=clerk, at=LATER)
    assert [s.status for s in Submission.objects.order_by("version")] == [
        SubmissionStatus.ACCEPTED,
        SubmissionStatus.DISCARDED,
    ]


@db
def test_without_a_reason_or_a_code_there_is_no_amendment():
    submission = accepted()
    clerk = a_person(Role.CLERK, submission.agency)
    for code, reason in (("late_entry", " "), ("because", "x")):
        with pytest.raises(StateRefused, match="Choose why"):
            start_amendment(submission=submission, code=code, reason=reason, by=clerk, at=LATER)


@db
def test_differences_are_right_over_a_long_chain():
    first = accepted(lines=2)
    access = first.agency.accesses.order_by("occurred_at").first()
    once = correct(access, race="B")
    second = amend(first)
    again = correct(once, age=40)
    third = amend(second)
    correct(again, sex="M")
    fourth = amend(third)
    changed = {
        s.version: differences(stored_lines(s.follows), stored_lines(s))
        for s in (second, third, fourth)
    }
    columns = {version: [d.changed_columns for d in found] for version, found in changed.items()}
    assert columns == {2: [("race",)], 3: [("age",)], 4: [("sex",)]}
    (whole,) = differences(stored_lines(first), stored_lines(fourth))
    assert whole.changed_columns == ("race", "sex", "age")
    assert [s.status for s in Submission.objects.order_by("version")][:3] == [
        SubmissionStatus.SUPERSEDED
    ] * 3


@db
def test_a_nil_report_is_contradicted_by_a_later_entry():
    from reports.submissions.checks import findings_of

    submission = accepted(lines=0)
    assert findings_of(submission) == []
    log_access(
        submission.agency, at=DURING
    )  # written down before the certification, in the test's time
    assert findings_of(submission) == []
    values = AccessValues(kind="E", basis="other", occurred_at=DURING)
    from reports.access.actions import record_access
    from tests.submissions.helpers import somebody

    record_access(
        agency=submission.agency,
        values=values,
        form_token=uuid4(),
        at=LATER,
        person=somebody(submission.agency),
        by=a_person(Role.CLERK, submission.agency),
    )
    (problem,) = findings_of(submission)
    assert "said that there was none" in problem.what
    assert AFTER < LATER


lines = st.builds(
    ReportLine,
    access_on=st.dates(date(2025, 1, 1), date(2025, 1, 4)),
    access_kind=st.sampled_from("AB"),
    basis=st.just("other"),
    race=st.sampled_from("WB"),
    ethnicity=st.just("U"),
    sex=st.sampled_from("MF"),
    age=st.none() | st.integers(20, 22),
    person=st.sampled_from(["p", "q", "r"]),
)


@given(st.lists(lines, max_size=8), st.lists(lines, max_size=8))
def test_differences_explain_exactly_the_change(before, after):
    found = differences(before, after)
    gone = [d.before.facts for d in found if d.before]
    come = [d.after.facts for d in found if d.after]
    kept = sorted(line.facts for line in before)
    for facts in gone:
        kept.remove(facts)
    assert sorted(kept + come) == sorted(line.facts for line in after)


@given(st.lists(lines, max_size=8), st.randoms(use_true_random=False))
def test_the_hash_knows_content_and_not_names(content, random):
    renamed = {name: f"x{number}" for number, name in enumerate(random.sample(["p", "q", "r"], 3))}
    other = [replace(line, person=renamed[line.person]) for line in content]
    random.shuffle(other)
    own = {"agency_code": "a", "half_year": "2025H1"}
    assert content_hash(**own, lines=content) == content_hash(**own, lines=other)
    assert content_hash(**own, lines=content) != content_hash(
        agency_code="b", half_year="2025H1", lines=content
    )
