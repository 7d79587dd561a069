"""Random verbs by random people: no illegal state, no lost line, totals equal to a recount, the
public status right.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reports.access.actions import void_access
from reports.access.models import Access
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Refused
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft, discard_draft
from reports.submissions.actions.explain import explain
from reports.submissions.actions.review import (
    Reason,
    accept,
    hand_back,
    return_submission,
    start_review,
)
from reports.submissions.checks import run_checks, unanswered
from reports.submissions.compilation import hash_of, logged_lines, stored_lines
from reports.submissions.content import person_count
from reports.submissions.models import Receipt, Submission
from reports.submissions.queries import coverage_through
from reports.submissions.status import OPEN, RECEIVED, TRANSITIONS, SubmissionStatus
from reports.submissions.totals.compare import differences, recount_all
from tests.submissions.accepted import accepted_lines
from tests.submissions.by_hand import kept_sums, sums_by_hand
from tests.submissions.helpers import (
    AFTER,
    DURING,
    a_person,
    an_agency,
    asked,
    log_access,
    somebody,
)

# None stands for whoever the step belongs to: most steps are tried by the right person, some by a
# wrong one.
HANDS = [
    None,
    None,
    None,
    Role.CLERK,
    Role.CERTIFIER,
    Role.AGENCY_HEAD,
    Role.OPM_REVIEWER,
    Role.OPM_PUBLISHER,
]
ROLES = [Role.CLERK, Role.CERTIFIER, Role.AGENCY_HEAD, Role.OPM_REVIEWER, Role.OPM_PUBLISHER]
MOVES = {(row.start, row.end) for row in TRANSITIONS} | {
    (status, status) for status in SubmissionStatus
}


class HalfYears(RuleBasedStateMachine):
    """One agency, one half-year, many hands."""

    def __init__(self) -> None:
        super().__init__()
        self.room = transaction.atomic()
        self.room.__enter__()
        self.agency = an_agency()
        self.period = asked(self.agency)
        self.people = {role: a_person(role, self.agency) for role in ROLES}
        self.persons = [somebody(self.agency, name) for name in ("One", "Two")]
        self.at: datetime = AFTER
        self.seen: dict[Any, str] = {}
        self.certified: dict[Any, list[Any]] = {}

    @initialize(steps=st.sampled_from([4, 2, 3, 1, 0]), lines=st.integers(0, 2), back=st.booleans())
    def begin_somewhere_on_the_road(self, steps: int, lines: int, back: bool) -> None:
        """Nothing, a draft, certified, in review, or answered."""
        for number in range(lines):
            log_access(self.agency, at=DURING.replace(day=10 + number), person=self.persons[number])
        road = [self.make, self.sign, self.take, self.send_it_back if back else self.take_it]
        for step in road[:steps]:
            step()

    def make(self) -> None:
        compile_draft(
            agency=self.agency, period=self.period, by=self.people[Role.CLERK], at=self.later()
        )

    def sign(self) -> None:
        draft, by = Submission.objects.get(), self.people[Role.CERTIFIER]
        certify_and_submit(
            submission=draft,
            by=by,
            at=self.later(),
            expected_hash=draft.content_sha256,
            attests_nil=draft.is_nil,
        )

    def take(self) -> None:
        start_review(
            submission=Submission.objects.get(), by=self.people[Role.OPM_REVIEWER], at=self.later()
        )

    def take_it(self) -> None:
        accept(
            submission=Submission.objects.get(), by=self.people[Role.OPM_REVIEWER], at=self.later()
        )

    def send_it_back(self) -> None:
        by, reasons = self.people[Role.OPM_REVIEWER], [Reason("other", "Please look again.")]
        return_submission(
            submission=Submission.objects.get(), reasons=reasons, message="", by=by, at=self.later()
        )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.room.__exit__(None, None, None)

    def later(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def hand(self, role: Role | None, right: Role) -> Any:
        return self.people[role or right]

    def newest(self, *statuses: str) -> Submission | None:
        rows = Submission.objects.select_related("agency", "period", "follows")
        wanted = rows.filter(status__in=statuses) if statuses else rows
        return wanted.order_by("-version").first()

    def attempt(self, verb: Any, **kwargs: Any) -> None:
        """A refusal is an answer; it must leave everything as it was."""
        before = list(
            Submission.objects.order_by("version").values_list("pk", "status", "content_sha256")
        )
        sentence = ""
        try:
            verb(at=self.later(), **kwargs)
        except Refused as refused:
            sentence = str(refused)
        if sentence:
            assert len(sentence) > 20
            assert (
                list(
                    Submission.objects.order_by("version").values_list(
                        "pk", "status", "content_sha256"
                    )
                )
                == before
            )

    @rule(person=st.integers(0, 1), day=st.integers(1, 28), kind=st.sampled_from("ABCDEF"))
    def something_is_logged(self, person: int, day: int, kind: str) -> None:
        log_access(self.agency, at=DURING.replace(day=day), person=self.persons[person], kind=kind)

    @precondition(lambda self: Access.objects.standing().exists())
    @rule()
    def something_is_voided(self) -> None:
        access = Access.objects.standing().select_related("agency", "record_key").order_by("id")[0]
        void_access(
            access=access, reason="Not one.", by=self.people[Role.AGENCY_HEAD], at=self.later()
        )

    @rule(role=st.sampled_from(HANDS))
    def compile(self, role: Role | None) -> None:
        self.attempt(
            compile_draft, agency=self.agency, period=self.period, by=self.hand(role, Role.CLERK)
        )

    @rule(
        role=st.sampled_from(HANDS),
        stale=st.sampled_from([False, False, True]),
        nil=st.sampled_from([None, None, True]),
    )
    def certify(self, role: Role | None, stale: bool, nil: bool | None) -> None:
        submission = self.newest(SubmissionStatus.DRAFT, SubmissionStatus.CERTIFIED)
        if submission is not None:
            shown = "0" * 64 if stale else submission.content_sha256
            says_none = submission.is_nil if nil is None else nil
            by = self.hand(role, Role.CERTIFIER)
            self.attempt(
                certify_and_submit,
                submission=submission,
                by=by,
                expected_hash=shown,
                attests_nil=says_none,
            )

    @rule(
        role=st.sampled_from(HANDS), verb=st.sampled_from([start_review, hand_back, accept, accept])
    )
    def answer(self, role: Role | None, verb: Any) -> None:
        submission = self.newest()
        if submission is not None:
            self.attempt(verb, submission=submission, by=self.hand(role, Role.OPM_REVIEWER))

    @rule(role=st.sampled_from([Role.CLERK, Role.OPM_REVIEWER]))
    def drop(self, role: Role) -> None:
        submission = self.newest(SubmissionStatus.DRAFT)
        if submission is not None and submission.follows_id is not None:
            self.attempt(discard_draft, submission=submission, by=self.people[role])

    @rule()
    def explain_everything(self) -> None:
        submission = self.newest(SubmissionStatus.DRAFT)
        for problem in unanswered(submission, run_checks(submission)) if submission else []:
            clerk = self.people[Role.CLERK]
            self.attempt(
                explain, submission=submission, check=problem.check, text="It is so.", by=clerk
            )

    @rule(role=st.sampled_from(HANDS), reasons=st.integers(0, 2))
    def send_back(self, role: Role | None, reasons: int) -> None:
        submission = self.newest(SubmissionStatus.CERTIFIED, SubmissionStatus.IN_REVIEW)
        given = [Reason("other", "Please look again.")] * reasons
        if submission is not None:
            self.attempt(
                return_submission,
                submission=submission,
                reasons=given,
                message="",
                by=self.hand(role, Role.OPM_REVIEWER),
            )

    @rule(role=st.sampled_from(HANDS))
    def amend(self, role: Role | None) -> None:
        accepted = self.newest(SubmissionStatus.ACCEPTED)
        if accepted is not None:
            why = {"code": "corrected", "reason": "The log changed."}
            self.attempt(
                start_amendment, submission=accepted, by=self.hand(role, Role.CLERK), **why
            )

    @invariant()
    def moves_are_those_of_the_table(self) -> None:
        for pk, status in Submission.objects.values_list("pk", "status"):
            assert pk not in self.seen or (self.seen[pk], status) in MOVES
            self.seen[pk] = status

    @invariant()
    def at_most_one_is_open_and_one_counts(self) -> None:
        statuses = list(Submission.objects.values_list("status", flat=True))
        assert sum(status in OPEN for status in statuses) <= 1
        assert statuses.count(SubmissionStatus.ACCEPTED) <= 1

    @invariant()
    def totals_are_a_recount_and_what_was_certified_never_changes(self) -> None:
        for submission in Submission.objects.select_related("agency", "period"):
            lines = stored_lines(submission)
            assert (submission.line_count, submission.person_count) == (
                len(lines),
                person_count(lines),
            )
            assert submission.content_sha256 == hash_of(self.agency, self.period, lines)
            if submission.status in RECEIVED:
                facts = [line.facts for line in lines]
                assert self.certified.setdefault(submission.pk, facts) == facts
                assert (
                    Receipt.objects.get(submission=submission).content["sha256"]
                    == submission.content_sha256
                )

    @invariant()
    def every_line_is_in_the_log_or_was(self) -> None:
        drafts = Submission.objects.filter(status=SubmissionStatus.CERTIFIED, is_nil=True)
        assert not drafts.filter(lines__isnull=False).exists()
        assert len(logged_lines(self.agency, self.period)) == Access.objects.standing().count()

    @invariant()
    def the_public_status_is_right(self) -> None:
        (row,) = coverage_through("2025H1", on=self.at.date()).rows
        accepted = Submission.objects.filter(status=SubmissionStatus.ACCEPTED).first()
        if accepted is None:
            assert row.filing_status in {"not_yet_due", "missing"}
            assert row.accesses is None
        else:
            assert row.filing_status == ("confirmed_zero" if accepted.is_nil else "reported")
            assert row.accesses == len(list(accepted_lines("2025H1"))) == accepted.line_count

    @invariant()
    def sums_of_what_counts_are_a_count_by_hand(self) -> None:
        for accepted in Submission.objects.filter(status=SubmissionStatus.ACCEPTED):
            assert kept_sums(accepted) == sums_by_hand(stored_lines(accepted))
        with recount_all():
            assert differences() == []

    @invariant()
    def every_version_began_in_the_trail(self) -> None:
        begun = {"submission.compiled", "submission.amendment_started"}
        assert AuditEntry.objects.filter(event__in=begun).count() == Submission.objects.count()


@pytest.mark.django_db
def test_half_years_by_many_hands():
    steps = settings(
        max_examples=25,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run(steps)


@pytest.mark.soak("half-years", sample=150, whole=2000)
@pytest.mark.django_db
def test_half_years_by_many_hands_for_long(soak):
    class Seeded(HalfYears):
        """The same hands, in the order that this run's seed gives."""

    steps = settings(
        max_examples=soak.size,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run(steps, seed(soak.seed)(Seeded))


def run(steps: settings, machine=HalfYears) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(machine, settings=steps)
