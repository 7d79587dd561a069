"""Walks the stories of half-years: towns that report, and OPM that reads what arrives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.duties.opm import opm_duties
from reports.duties.reports import report_duties
from reports.submissions.actions.amend import reopen, start_amendment
from reports.submissions.actions.open_half_year import open_half_year
from reports.submissions.actions.received_outside import ExternalReport, enter_received_outside
from reports.submissions.actions.remind import answer_dispute, raise_dispute
from reports.submissions.actions.review import Reason, return_submission
from reports.submissions.follow_up.returns import reasons_to_answer
from reports.submissions.known import known_report
from reports.submissions.models import Dispute, ReportingPeriod, Submission
from reports.submissions.queries import coverage_through
from tests.stories.ledger import CONNECTICUT
from tests.stories.report_ledger import ACCEPTED, RETURNED, REVIEW, Report, Version
from tests.submissions.helpers import a_person, an_agency, half_year, log_access
from tests.support.stopped_clock import set_clock
from tests.web.desk.typing import signed_in

HALF = "2025H1"
PAPER = b"%PDF-1.4 as the town sent it"


def local(day: str, clock_time: str = "10:00") -> datetime:
    """A time on a day, as Connecticut's clocks show it."""
    there = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock_time), CONNECTICUT)
    return there.astimezone(UTC)


class Office:
    """OPM, some towns, and what is true of their reports of one half-year."""

    def __init__(self, patch: pytest.MonkeyPatch, *codes: str) -> None:
        self._patch = patch
        self.now = local("2025-01-02")
        self.towns: dict[str, Agency] = {code: an_agency(code) for code in codes}
        self.period: ReportingPeriod = half_year(HALF)
        self.reports = {
            code: Report(self.period.starts_on, self.period.ends_on, self.period.due_on)
            for code in codes
        }
        self.reviewer = a_person(Role.OPM_REVIEWER)
        for town in self.towns.values():
            a_person(Role.CLERK, town)
            a_person(Role.CERTIFIER, town)

    @property
    def today(self) -> date:
        """The day in Connecticut."""
        return self.now.astimezone(CONNECTICUT).date()

    def is_it(self, day: str, clock_time: str = "10:00") -> None:
        """The calendar shows this now, and everything agrees."""
        self._move(day, clock_time)
        self.agrees()

    def _move(self, day: str, clock_time: str = "10:00") -> None:
        self.now = local(day, clock_time)
        set_clock(self._patch, lambda: self.now)

    def person(self, role: Role, code: str) -> User:
        """Somebody who holds a role in a town."""
        return User.objects.get(email=f"{role.value}@{code}.example")

    def browser(self, user: User) -> Client:
        """Somebody at a screen."""
        return signed_in(User.objects.get(pk=user.pk))

    # Steps -----------------------------------------------------------------------------------

    def asks(self, day: str = "2025-01-02") -> None:
        """OPM opens the half-year, and every town with somebody to tell is told."""
        self._move(day)
        open_half_year(half_year=HALF, by=self.reviewer, at=self.now)
        self.period = half_year(HALF)
        for report in self.reports.values():
            report.asked_on = report.asked_on or self.today
        self.agrees()

    def gives_access(
        self, code: str, day: str, clock_time: str = "10:00", entered: str = ""
    ) -> None:
        """A town's police give an access, and write it down."""
        done = local(day, clock_time)
        if entered:
            self._move(entered)
        else:
            self._move(day, clock_time)
        log_access(self.towns[code], at=done)
        self.reports[code].acts.append(done)
        self.agrees()

    def drafts(self, code: str, day: str) -> None:
        """A clerk has the draft made from the log."""
        self._move(day)
        self.browser(self.person(Role.CLERK, code)).post(
            reverse("submissions:compile", args=[code, HALF])
        )
        report = self.reports[code]
        report.has_draft = True
        report.draft_follows = bool(report.newest and report.newest.state == RETURNED)
        self.agrees()

    def certifies(self, code: str, day: str) -> None:
        """The certifier sends the draft to OPM."""
        report = self.reports[code]
        if not report.has_draft:
            self.drafts(code, day)
        self._move(day)
        draft = self._newest(code)
        certifier = self.browser(self.person(Role.CERTIFIER, code))
        for row in reasons_to_answer(draft):
            where = reverse("submissions:answer", args=[draft.pk, row.reason.position])
            certifier.post(where, {"kind": "stands", "words": "So it is in the file."})
        sent: dict[str, Any] = {"expected_hash": draft.content_sha256}
        sent["nil" if draft.is_nil else "read"] = "on"
        answer = certifier.post(reverse("submissions:certify", args=[draft.pk]), sent)
        assert answer.status_code == 302
        report.has_draft = report.draft_follows = report.wants_amendment = False
        report.versions.append(Version(self.today, report.logged))
        self.agrees()

    def takes_up(self, code: str, day: str) -> None:
        """A reviewer begins to read it."""
        self._move(day)
        self._at_opm("review_take", code)
        self._last(code).state = REVIEW
        self.agrees()

    def accepts(self, code: str, day: str) -> None:
        """OPM accepts it; an earlier one that counted counts no longer."""
        self._move(day)
        self._at_opm("accept", code)
        report = self.reports[code]
        for version in report.versions:
            if version.state == ACCEPTED:
                version.state = "superseded"
        self._last(code).state = ACCEPTED
        self.agrees()

    def returns(self, code: str, day: str) -> None:
        """OPM returns it with a reason."""
        self._move(day)
        return_submission(
            submission=self._newest(code),
            reasons=[Reason(code="other", text="Please look again at the days.")],
            message="",
            by=self.reviewer,
            at=self.now,
        )
        self._last(code).state = RETURNED
        self.agrees()

    def wants_amendment(self, code: str, day: str) -> None:
        """OPM asks the town to amend what counts."""
        self._move(day)
        reopen(
            submission=self._newest(code), message="One is missing.", by=self.reviewer, at=self.now
        )
        self.reports[code].wants_amendment = True
        self.agrees()

    def amends(self, code: str, day: str) -> None:
        """The town drafts an amendment of what counts."""
        self._move(day)
        start_amendment(
            submission=self._newest(code),
            code="late_entry",
            reason="An access was written down late.",
            by=self.person(Role.CLERK, code),
            at=self.now,
        )
        self.reports[code].has_draft = self.reports[code].draft_follows = True
        self.agrees()

    def sends_paper(self, code: str, arrived: str, entered: str) -> None:
        """A town's letter arrives, and OPM enters it, perhaps much later."""
        self._move(entered)
        paper = ExternalReport("mail", date.fromisoformat(arrived), PAPER, "application/pdf")
        enter_received_outside(
            agency=self.towns[code],
            period=self.period,
            lines=[],
            paper=paper,
            by=self.reviewer,
            at=self.now,
        )
        self.reports[code].versions.append(Version(date.fromisoformat(arrived), 0, by_opm=True))
        self.agrees()

    def disputes(self, code: str, day: str) -> None:
        """A town says that what is said of it is wrong."""
        self._move(day)
        raise_dispute(
            agency=self.towns[code],
            period=self.period,
            text="We sent it by mail in July.",
            by=self.person(Role.CLERK, code),
            at=self.now,
        )
        self.reports[code].has_dispute = True
        self.agrees()

    def answers(self, code: str, day: str) -> None:
        """OPM answers the dispute."""
        self._move(day)
        answer_dispute(
            dispute=Dispute.objects.get(agency=self.towns[code]),
            answer="It was found.",
            by=self.reviewer,
            at=self.now,
        )
        self.reports[code].has_dispute = False
        self.agrees()

    def _at_opm(self, screen: str, code: str) -> None:
        where = reverse(f"opm:{screen}", args=[self._newest(code).pk])
        assert self.browser(self.reviewer).post(where).status_code == 302

    def _newest(self, code: str) -> Submission:
        rows = Submission.objects.filter(agency=self.towns[code], period=self.period)
        return rows.exclude(status="discarded").select_related("agency", "period").latest("version")

    def _last(self, code: str) -> Version:
        last = self.reports[code].newest
        assert last is not None
        return last

    # What the program says, and what is true --------------------------------------------------

    def agrees(self) -> None:
        """Screens, files, lists and counts say of every town what is true of it today."""
        rows = {row.agency_code: row for row in coverage_through(HALF, on=self.today).rows}
        for code, report in self.reports.items():
            self._town_agrees(code, report)
            row = rows.get(code)
            found = row and (row.filing_status, row.review_state, row.received_on, row.accesses)
            assert found == report.published(self.today), f"coverage of {code}"
        self._opm_agrees()

    def _town_agrees(self, code: str, report: Report) -> None:
        on, town = self.today, self.towns[code]
        known = known_report(town, self.period, on=on, with_log=True)
        assert known.standing == report.standing(on), f"standing of {code}"
        assert (known.is_owed, known.logged) == (report.is_owed(on), report.logged)
        certifier = self.person(Role.CERTIFIER, code)
        duties = [duty.key for duty in report_duties(certifier, town, on=on)]
        assert duties == report.town_waits(on), f"what waits at {code}"
        page = self.browser(certifier).get(reverse("desk:home")).content.decode()
        assert ("Nothing needs action" in page) == (not duties)
        if report.is_over(on):
            page = (
                self.browser(certifier)
                .get(reverse("submissions:half_year", args=[code, HALF]))
                .content.decode()
            )
            assert ("A report is owed" in page) == report.is_owed(on)

    def _opm_agrees(self) -> None:
        wanted = sorted(step for report in self.reports.values() for step in report.opm_waits())
        found = opm_duties(User.objects.get(pk=self.reviewer.pk), on=self.today, at=self.now)
        duties = sorted(
            key
            for duty in found
            for key in [duty.key] * duty.count
            if key in {"review", "dispute", "contradicted"}
        )
        assert duties == wanted, "what waits at OPM"
        if self.period.is_over(self.today) and self.period.opened_at:
            where = reverse("opm:missing", args=[HALF])
            board = self.browser(self.reviewer).get(where).content.decode()
            silent = [report for report in self.reports.values() if report.newest is None]
            owed = sum(report.is_owed(self.today) for report in silent)
            assert board.count(">A report is owed<") == owed, "board of who has not reported"
