"""Checks of the duties around an access: the 54-192h(c) review before, the N2 notice after."""

from __future__ import annotations

from collections.abc import Sequence

from reports.submissions.checks.base import AccessFacts, CheckFinding, CheckInput, Severity


def release_notice_not_served(material: CheckInput) -> Sequence[CheckFinding]:
    """Where a release was notified, the person must get the release notice, (e)(1)."""
    wrong = [fact for fact in material.facts if fact.unserved_notice]
    if not wrong:
        return ()
    return [
        _problem(
            material,
            wrong,
            check="release_notice_not_served",
            what=f"{len(wrong)} notice(s) of a release notification have no service recorded.",
            why=(
                "When release is notified, a copy and the reason go to the person and the attorney"
                " or a designee."
            ),
            fix=(
                "Serve the notice and record it, or record the attempt that failed, or say why it"
                " is not owed."
            ),
            citation="54-192h(e)(1)",
            leads_to="notices",
        )
    ]


def access_without_head_review(material: CheckInput) -> Sequence[CheckFinding]:
    """A request for a release date is reviewed by the agency head before any response, (c)."""
    wrong = [fact for fact in material.facts if fact.review_applied and not fact.reviewed_before]
    if not wrong:
        return ()
    return [
        _problem(
            material,
            wrong,
            check="access_without_head_review",
            what=(
                f"{len(wrong)} access(es) were given before a review by the head of the agency was"
                " recorded."
            ),
            why=(
                "Requests for a release date are reviewed by the head of the agency before a"
                " response."
            ),
            fix=(
                "Record the review with its true time if there was one; otherwise say what"
                " happened."
            ),
            citation="54-192h(c)",
            leads_to="detainer",
        )
    ]


def _problem(material: CheckInput, facts: list[AccessFacts], **words: str) -> CheckFinding:
    accesses = tuple(fact.access_id for fact in facts)
    detainers = tuple({fact.detainer_id: None for fact in facts if fact.detainer_id is not None})
    return CheckFinding(
        severity=Severity.MUST_EXPLAIN,
        positions=material.positions_of(set(accesses)),
        access_ids=accesses,
        detainer_ids=detainers,
        **words,
    )
