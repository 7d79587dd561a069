"""The day's anchor: written, compared by default, and withheld where something does not fit."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from reports.accounts.roles import Role
from reports.anchoring.daily import anchor_daily
from reports.anchoring.kept import folder, kept_anchors
from reports.anchoring.tasks import DAILY_ANCHOR
from reports.audit.anchors import read_anchor
from reports.audit.models import AuditEntry, ChainHead
from reports.audit.triggers import remove_triggers
from reports.mail.actions import MailJob
from tests.audit.conftest import AT, run, write
from tests.submissions.helpers import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.KEYS = f"file:{tmp_path / 'keys'}"
    settings.ANCHORS = str(tmp_path / "anchors")


def anchor(at):
    """One run of the day's job."""
    anchor_daily(job=MailJob(DAILY_ANCHOR, UUID(int=0), at.toordinal()), at=at)


def test_the_heads_are_kept_and_mailed():
    a_person(Role.OPM_ADMIN)
    write("hartford", 3)
    anchor(AT)
    (kept,) = kept_anchors().anchors
    assert kept.heads["hartford"][0] == 3
    assert (folder() / "2026-03-01.json").stat().st_mode & 0o077 == 0
    (sent,) = mail.outbox
    text = str(sent.body)
    mailed = read_anchor(text[text.index("{") : text.rindex("}") + 1])
    assert mailed == kept


def test_nothing_is_sent_about_a_day_on_which_nothing_was_written():
    a_person(Role.OPM_ADMIN)
    anchor(AT)
    anchor(AT + timedelta(minutes=5))
    anchor(AT + timedelta(days=1))
    assert len(mail.outbox) == 1


def cut(chain: str, *, after: int) -> None:
    """Remove the end of a chain and put its head back, as somebody with the database would."""
    remove_triggers(connection)
    run("DELETE FROM reports_trailentry WHERE chain = %s AND seq > %s", chain, after)
    last = AuditEntry.objects.get(chain=chain, seq=after)
    ChainHead.objects.filter(pk=chain).update(seq=after, hash=last.entry_hash)


def test_what_was_cut_off_is_found_without_being_asked():
    a_person(Role.OPM_ADMIN)
    write("hartford", 5)
    anchor(AT)
    cut("hartford", after=3)
    with pytest.raises(CommandError, match="chain hartford, entry 4: missing"):
        call_command("verify_trail", "--json")
    mail.outbox.clear()
    anchor(AT + timedelta(days=1))
    (sent,) = mail.outbox
    assert "does not fit in 1 place(s)" in sent.subject
    assert "chain hartford, entry 4" in sent.body
    assert kept_anchors().anchors[-1].heads["hartford"][0] == 5, "nothing was signed"


def test_an_anchor_that_was_changed_is_named():
    write("hartford", 2)
    anchor(AT)
    path = folder() / "2026-03-01.json"
    path.write_text(path.read_text().replace('"seq": 2', '"seq": 1'))
    with pytest.raises(CommandError, match=r"the anchor 2026-03-01\.json cannot be trusted"):
        call_command("verify_trail", "--json")
