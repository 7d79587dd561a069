"""What the screens of the publication desk share."""

from __future__ import annotations

import pytest

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.publication.models.editions import Edition
from reports.publication.status import EditionStatus
from reports.web.opm.editions.shared import edition_chip, person_name, refusal


def refuse() -> None:
    raise StateRefused("Two checkers must approve it first.")


def test_a_refusal_is_the_verbs_own_sentence():
    assert refusal(refuse) == "Two checkers must approve it first."
    assert refusal(lambda: None) == ""


@pytest.mark.parametrize("status", EditionStatus)
def test_every_state_has_its_chip(status):
    chip = edition_chip(Edition(status=status))
    assert (chip.text, bool(chip.tone)) == (status.label, True)


def test_a_person_who_is_not_there_has_no_name():
    assert person_name(User(name="Ada Lovelace")) == "Ada Lovelace"
    assert person_name(None) == ""
