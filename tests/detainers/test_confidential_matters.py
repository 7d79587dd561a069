"""What no letter prints is not named in the reason either, and one judgment is known again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.detainers.actions.decide import (
    NO_OTHER_WORDS,
    ReasonWords,
    record_decision,
)
from reports.detainers.convictions import (
    convictions_of,
    is_same_conviction,
    names_confidential_matter,
)
from reports.detainers.exceptions import NAMES_CONFIDENTIAL_MATTER
from reports.detainers.models import Conviction, Decision, Detainer
from tests.factories.detainers import NOW, detainer, reviewed
from tests.factories.people import person
from tests.workflow.grounds.test_recorded_grounds import BURGLARY, WARRANT


def decide(item: Detainer, reason: str, others: ReasonWords = NO_OTHER_WORDS) -> Decision:
    reviewed(item)
    return record_decision(
        detainer=item,
        choices=dict.fromkeys(item.purposes, "decline"),
        reason=reason,
        in_other_words=others,
        by=person(Role.AGENCY_HEAD, at_agency=item.agency),
        at=NOW,
    )


def with_conviction(**changes: Any) -> Detainer:
    return detainer(convictions=(replace(BURGLARY, **changes),), grounds=())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"is_juvenile": True}, "The burglary, first degree, decided it."),
        ({"is_erased": True}, "See HHD CR18-0000001-T on file."),
    ],
)
def test_a_reason_that_names_what_no_letter_prints_is_refused(changes, reason):
    item = with_conviction(**changes)
    with pytest.raises(StateRefused) as refused:
        decide(item, reason)
    assert str(refused.value) == NAMES_CONFIDENTIAL_MATTER
    assert decide(item, "We weighed the request and the record.")


@pytest.mark.django_db
def test_neither_is_it_named_in_another_language():
    item = with_conviction(is_juvenile=True)
    others = ReasonWords(translated="Caso HHD-CR18-0000001-T.", language="es")
    with pytest.raises(StateRefused) as refused:
        decide(item, "We weighed the request and the record.", others)
    assert str(refused.value) == NAMES_CONFIDENTIAL_MATTER


@pytest.mark.django_db
def test_a_sealed_warrant_is_not_named_by_its_number():
    item = detainer(**WARRANT | {"is_warrant_sealed": True})
    assert names_confidential_matter(item, "The warrant 3:26-mj-1 came with it.")
    assert not names_confidential_matter(item, "A paper came with it.")
    open_one = detainer(**WARRANT)
    assert not names_confidential_matter(open_one, "The warrant 3:26-mj-1 came with it.")


@pytest.mark.django_db
def test_a_conviction_that_may_be_printed_may_be_named():
    item = detainer(convictions=(BURGLARY,))
    assert not names_confidential_matter(item, "The burglary, first degree, decided it.")
    Detainer.objects.filter(pk=item.pk).update(is_minor=True)
    item.refresh_from_db()
    assert names_confidential_matter(item, "The burglary, first degree, decided it.")


@pytest.mark.django_db
def test_docket_source_and_day_of_the_look_up_are_kept_sealed():
    item = detainer(convictions=(BURGLARY,))
    assert convictions_of(item) == (BURGLARY,)
    [raw] = Conviction.objects.values_list("docket", "source", "checked_on")
    assert "HHD" not in str(raw)
    assert "Branch" not in str(raw)
    assert "2026" not in str(raw)


@pytest.mark.django_db
def test_words_without_a_translation_have_no_language():
    decision = decide(detainer(), "We weighed it.", ReasonWords(language="es"))
    assert (decision.reason_translated, decision.reason_language) == ("", "")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"docket": "hhd cr18 0000001 t", "offense": "Burglary 1st"}, True),
        ({"docket": "HHD-CR18-0000002-T"}, False),
        ({"docket": ""}, True),
        ({"docket": "", "convicted_on": "2020"}, False),
    ],
)
def test_one_judgment_recorded_twice(changes, same):
    assert is_same_conviction(BURGLARY, replace(BURGLARY, **changes)) is same
