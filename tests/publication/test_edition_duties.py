"""Who is asked to check and to publish a proposed edition, each in their turn."""

from __future__ import annotations

from reports.accounts.roles import Role
from reports.duties.opm import opm_duties
from reports.publication.actions.propose import approve, dispute_rows, propose
from reports.publication.actions.thresholds import set_threshold
from tests.factories.people import person
from tests.publication.stored import AT, ON, office


def waiting(user):
    return [duty.key for duty in opm_duties(user, on=ON, at=AT)]


def test_checkers_and_publishers_are_asked_in_their_turn(stored_world):
    publisher, one, two, legal = office()
    set_threshold(value=6, reason="As agreed.", by=legal, at=AT, on=ON)
    assert waiting(one) == waiting(publisher) == []
    edition = propose(half_year="2025H1", by=publisher, at=AT, on=ON)
    assert waiting(one) == waiting(two) == ["check"]
    assert waiting(publisher) == []
    approve(edition=edition, by=one, at=AT, on=ON, on_screen=True)
    assert (waiting(one), waiting(two)) == ([], ["check"])
    approve(edition=edition, by=two, at=AT, on=ON, on_screen=True)
    assert waiting(two) == []
    assert waiting(publisher) == ["publish"]
    preview = edition.previews.select_related("agency").first()
    head = person(Role.AGENCY_HEAD, at_agency=preview.agency)
    dispute_rows(
        edition=edition,
        agency=preview.agency,
        text="One is not ours.",
        by=head,
        at=AT,
        on=ON,
    )
    assert waiting(publisher) == ["rows_disputed"]
