"""No rule delays a first notice: whatever is missing, it is issued when the request is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from reports.accounts.models import Agency
from reports.notices.models import Notice
from reports.notices.text.formatting import BLANK
from reports.workflow.notice_facts import came_in_writing, is_surely_a_detainer, was_held
from tests.factories.detainers import access, decided, detainer, person_values
from tests.factories.people import agency
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db


def first_notice(**changes: Any) -> Notice:
    return detainer(**changes).notices.get(kind="N1")


def test_an_agency_that_entered_no_heading_still_issues():
    place = agency("bristol")
    Agency.objects.filter(pk=place.pk).update(address="", phone="", head_title="")
    place.refresh_from_db()
    heading = first_notice(agency=place).words.heading
    assert (heading.address_lines, heading.phone) == ((BLANK,), BLANK)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ({"family_name": "\U00012345\U00012346", "given_names": ""}, BLANK),
        ({"family_name": "Ruiz", "given_names": "Ana"}, "Ana Ruiz"),
    ],
)
def test_a_name_that_no_font_has_is_written_by_hand(name, printed):
    notice = first_notice(person=person_values(**name))
    assert notice.words.person_name == printed


@pytest.mark.parametrize("language", ["quc", "", "es", "xx"])
def test_a_language_without_a_sheet_issues_in_english(language):
    notice = first_notice(person=person_values(language=language))
    assert notice.language == ("es" if language == "es" else "en")


def test_a_call_leaves_nothing_to_copy_and_no_copy_is_promised():
    notice = first_notice(
        channel="phone",
        form="none",
        form_dated_on=None,
        papers=(),
        warrant="none",
        probable_cause=(),
    )
    text = spoken_text(notice.words, lang="en")
    assert "The request was not on paper, so there is no copy." in text
    assert not came_in_writing(notice.detainer)


def test_a_fax_that_was_not_scanned_yet_is_promised():
    text = spoken_text(first_notice().words, lang="en")
    assert "We will give you a copy of the request." in text


def test_a_terrorist_screening_ground_holds_back_the_reason_alone():
    item = detainer(grounds=("terrorist_database_match",))
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    kept = {notice.kind: notice for notice in item.notices.all()}
    assert set(kept) == {"N1", "N1I", "N2", "N2C"}
    withheld = {kind for kind, notice in kept.items() if notice.is_reason_withheld}
    assert withheld == {"N1I", "N2", "N2C"}
    for kind in withheld:
        text = spoken_text(kept[kind].words, lang="en")
        assert "We will give you the reason in writing in another letter." in text
        assert "We weighed" not in text


def test_a_call_about_probation_of_a_free_person_says_what_it_was():
    item = detainer(
        purposes=("supervision_information",),
        channel="phone",
        form="none",
        form_dated_on=None,
        papers=(),
        warrant="none",
        probable_cause=(),
        verification="none",
        in_custody=False,
        release_due_at=None,
        custody_reason="",
    )
    text = spoken_text(item.notices.get(kind="N1").words, lang="en")
    assert "somebody asked us about you. They said they were from ICE ERO Hartford." in text
    assert "Give them facts about your probation or parole" in text
    for word in ("detainer", "custody", "let go", "will be done by", "Federal immigration"):
        assert word not in text
    assert not is_surely_a_detainer(item)
    assert not was_held(item)


def test_a_call_that_asks_to_hold_is_a_detainer_by_what_it_asks_for():
    item = detainer(channel="phone", form="none", form_dated_on=None)
    assert is_surely_a_detainer(item)
    assert was_held(item)
