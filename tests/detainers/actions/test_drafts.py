"""A draft keeps each step that was typed, its scans in their order, and belongs to one person."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.core.refusals import NotFound
from reports.detainers.actions.drafts import (
    EMPTY_FOR,
    NamedFile,
    arrange_files,
    discard_draft,
    drop_file,
    keep_files,
    lock_draft,
    open_new,
    save_draft,
    start_draft,
    transfer_drafts,
)
from reports.detainers.drafts import (
    NEW_DETAINER,
    content_of,
    drafts_in_progress,
    drafts_of,
    file_entries,
    files_in,
    find_draft,
    get_draft_file,
    last_page,
    read_draft,
    received_draft_file,
)
from reports.detainers.models import Draft
from reports.sealing.actions import read_sealed_file
from reports.sealing.models import RecordKey
from reports.uploads.inspection import CleanFile, ReceivedFile
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.support.reading import queries_for

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def start(owner=None, *, place=None, purpose=NEW_DETAINER, at=NOW) -> Draft:
    return start_draft(agency=place or agency(), owner=owner or person(), purpose=purpose, at=at)


def fresh(draft: Draft) -> Draft:
    return Draft.objects.select_related("record_key", "agency").get(pk=draft.pk)


def keep(draft: Draft, *names: str, kind: str = "detainer") -> None:
    files = [
        NamedFile(
            ReceivedFile(name.encode(), CleanFile(b"shown " + name.encode(), "image/png", 2, ())),
            name,
        )
        for name in names
    ]
    keep_files(draft=draft, kind=kind, files=files, at=LATER)


def scans(draft: Draft):
    return files_in(read_draft(fresh(draft)))


def test_a_new_draft_is_empty_and_has_a_token_and_a_key_of_its_own():
    clerk = person()
    first, second = start(clerk), start(clerk)
    assert (first.owner, first.agency, first.purpose) == (clerk, agency(), NEW_DETAINER)
    assert (first.saved_at, read_draft(first)) == (NOW, {})
    assert first.form_token != second.form_token
    assert first.record_key_id != second.record_key_id


def test_each_step_is_kept_beside_the_others_and_the_last_saved_stands_last():
    draft, other = start(), start()
    save_draft(draft=draft, part="person", typed={"name": ["A"], "_page": ["p1"]}, at=NOW)
    save_draft(draft=draft, part="request", typed={"form": ["I-247A"], "_page": ["p2"]}, at=NOW)
    save_draft(draft=draft, part="person", typed={"name": ["B"], "_page": ["p3"]}, at=LATER)
    kept = fresh(draft)
    typed = read_draft(kept)
    assert list(typed) == ["request", "person"]
    assert content_of(typed["person"]) == {"name": ["B"]}
    assert (kept.saved_at, read_draft(fresh(other))) == (LATER, {})
    assert (last_page(typed), last_page(typed, "request"), last_page(typed, "none")) == (
        "p3",
        "p2",
        "",
    )
    assert last_page({}) == ""


def test_scans_are_kept_in_order_and_named_by_the_clerk():
    draft = start()
    keep(draft, "A", "B")
    keep(draft, "C", kind="other")
    first, second, third = scans(draft)
    assert [(one.label, one.kind, one.pages) for one in (first, second, third)] == [
        ("A", "detainer", 2),
        ("B", "detainer", 2),
        ("C", "other", 2),
    ]
    assert (first.size, third.kind_label) == (len(b"shown A"), "Other document")
    names = {str(third.id): "Last first", str(uuid4()): "Unknown"}
    arrange_files(draft=draft, labels=names, at=LATER)
    assert [one.label for one in scans(draft)] == ["Last first", "A", "B"]
    drop_file(draft=draft, file_id=str(first.id), at=LATER)
    assert [one.label for one in scans(draft)] == ["Last first", "B"]
    assert set(file_entries(draft)) == {str(third.id), str(second.id)}


def test_a_scan_is_read_from_its_own_draft_as_shown_and_as_it_came():
    draft, other = start(), start()
    keep(draft, "A")
    (scan,) = scans(draft)
    assert read_sealed_file(get_draft_file(draft, scan.id)) == b"shown A"
    assert read_sealed_file(received_draft_file(draft, scan)) == b"A"
    assert queries_for(get_draft_file(draft, scan.id), "record_key.pk") == []
    with pytest.raises(NotFound, match=str(scan.id)):
        get_draft_file(other, scan.id)


def test_a_scan_of_an_older_draft_came_as_it_is_shown():
    draft = start()
    keep(draft, "A")
    (scan,) = scans(draft)
    older = {str(scan.id): {"kind": "detainer", "label": "A", "size": 7}}
    save_draft(draft=draft, part="files", typed=older, at=LATER)
    (scan,) = scans(draft)
    assert (scan.pages, scan.received_id) == (1, None)
    assert read_sealed_file(received_draft_file(draft, scan)) == b"shown A"


def test_drafts_are_found_by_their_owner_at_the_agency_newest_first():
    clerk, place = person(), agency()
    first, last = start(clerk), start(clerk, at=LATER)
    other = start(clerk, purpose="another")
    start(clerk, place=agency("avon"))
    strangers = start(person(email="second@hartford.example"))
    assert drafts_of(clerk, place)[0] == last
    assert set(drafts_of(clerk, place)) == {first, last, other}
    assert drafts_of(clerk, place, NEW_DETAINER) == [last, first]
    assert drafts_in_progress(clerk, place) == []
    save_draft(draft=first, part="person", typed={}, at=NOW)
    assert drafts_in_progress(clerk, place) == [first]
    assert find_draft(clerk, first.form_token) == first
    for draft in (strangers, other):
        assert find_draft(clerk, draft.form_token) is None
    for draft in (find_draft(clerk, last.form_token), *drafts_of(clerk, place)):
        assert queries_for(draft, "values", "agency.code") == []


def test_a_new_draft_clears_away_what_was_left_empty_long_ago():
    clerk, place = person(), agency()
    old, kept, typed = start(clerk), start(clerk, at=NOW + timedelta(seconds=1)), start(clerk)
    save_draft(draft=typed, part="person", typed={"name": ["A"]}, at=NOW)
    opened = open_new(clerk, place, at=NOW + EMPTY_FOR + timedelta(seconds=1))
    assert set(drafts_of(clerk, place)) == {kept, typed, opened}
    assert not RecordKey.objects.filter(pk=old.record_key_id, shredded_at=None).exists()
    assert (opened.saved_at, read_draft(opened)) == (NOW + EMPTY_FOR + timedelta(seconds=1), {})


def test_a_discarded_draft_cannot_be_locked_or_read_again():
    draft, other = start(), start()
    assert lock_draft(draft) == draft
    assert queries_for(lock_draft(draft), "values", "agency.code") == []
    key = draft.record_key_id
    discard_draft(draft=fresh(draft), at=LATER)
    assert lock_draft(draft) is None
    assert list(Draft.objects.all()) == [other]
    assert not RecordKey.objects.filter(pk=key, shredded_at=None).exists()


def test_the_drafts_of_one_agency_go_to_the_successor():
    clerk, successor = person(), person(email="second@hartford.example")
    here, there = [start(clerk), start(clerk)], start(clerk, place=agency("avon"))
    assert transfer_drafts(leaving=clerk, successor=successor, agency=agency()) == 2
    assert set(drafts_of(successor, agency())) == set(here)
    assert fresh(there).owner == clerk
