"""Editions on a Socrata portal: only what stands, only the differences, safe to repeat, honest when
it fails.
"""

from __future__ import annotations

import base64
import csv
import io
import json
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from reports.audit.models import AuditEntry
from reports.checks import portal_is_whole
from reports.outbox.models import Job, JobStatus
from reports.outbox.runner import claim, run_due
from reports.publication.actions.publish import withdraw
from reports.publication.files import pdf_report
from reports.publication.files.csv_files import COVERAGE_COLUMNS, TABLE_COLUMNS
from reports.publication.models.editions import Edition
from reports.publication.queries import file_bytes
from reports.publication.socrata import batches, client
from reports.publication.socrata.rows import TABLES as TABLES_KIND
from reports.publication.socrata.target import PUSH_JOB, TAKE_DOWN_JOB
from tests.publication.socrata_double import APP_TOKEN, KEY_ID, KEY_SECRET, KeptSet, running_double
from tests.publication.stored import AT, ON, office, published

pytestmark = pytest.mark.usefixtures("stored_world")
TABLES, COVERAGE = "tabl-0001", "cove-0001"
SECRETS = (KEY_ID, KEY_SECRET, APP_TOKEN)


@pytest.fixture
def portal(settings, monkeypatch):
    """A portal with two empty data sets, and a program set up for it."""
    with running_double() as double:
        double.datasets = {
            TABLES: KeptSet(
                {"row_id": "text", **dict.fromkeys(TABLE_COLUMNS, "text"), "count": "number"}
            ),
            COVERAGE: KeptSet(
                {
                    "row_id": "text",
                    **dict.fromkeys(COVERAGE_COLUMNS, "text"),
                    "submitted_on": "calendar_date",
                }
            ),
        }
        settings.SOCRATA_ADDRESS, settings.SOCRATA_TABLES, settings.SOCRATA_COVERAGE = (
            double.address,
            TABLES,
            COVERAGE,
        )
        settings.SOCRATA_KEY_ID, settings.SOCRATA_KEY_SECRET, settings.SOCRATA_APP_TOKEN = SECRETS
        yield double


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """How long the program wanted to wait; nobody does."""
    wanted: list[float] = []
    monkeypatch.setattr(client, "pause", wanted.append)
    return wanted


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    """The PDF, which takes longest to make, is not pushed."""
    monkeypatch.setattr(pdf_report, "edition_pdf", lambda *_args, **_kwargs: b"%PDF-")


@pytest.fixture(autouse=True)
def _spring_of_2026():
    with time_machine.travel(AT, tick=True):
        yield


def run(*words: str) -> dict:
    out = io.StringIO()
    call_command("publish_to_socrata", *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def push(*words: str) -> dict[str, dict]:
    return {
        one["file"]: one for one in run("--by", "opm_publisher@opm.example", *words)["datasets"]
    }


def refused(*words: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        push(*words)
    return caught.value


def rows_of(edition: Edition, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_bytes(edition.files.get(name=name)).decode())))


def held(portal, dataset: str) -> Counter:
    """What the portal holds, without identifiers, an empty value for a null."""
    return Counter(
        tuple((name, value or "") for name, value in row.items() if name != "row_id")
        for row in portal.datasets[dataset].rows
    )


def said_by(edition: Edition, name: str) -> Counter:
    return Counter(tuple(row.items()) for row in rows_of(edition, name))


def states(portal) -> dict:
    return {name: kept.by_id() for name, kept in portal.datasets.items()}


def test_a_first_push_brings_every_row_in_batches(portal, settings):
    edition = published()
    settings.SOCRATA_BATCH = 50
    done = push()
    assert held(portal, TABLES) == said_by(edition, "tables.csv")
    assert held(portal, COVERAGE) == said_by(edition, "coverage.csv")
    tables = done["tables.csv"]
    assert tables["verified"]
    assert (
        tables["add"]
        == tables["rows"]
        == tables["portal_counts"]["created"]
        == len(rows_of(edition, "tables.csv"))
    )
    assert tables["requests"] > 1
    assert max(len(write.rows) for write in portal.writes) == 50


def test_the_same_push_again_sends_nothing(portal, monkeypatch):
    published()
    push()
    monkeypatch.setattr(client, "PAGE", 7)
    portal.writes.clear()
    again = push()
    assert not portal.writes
    assert all(one["verified"] and one["same"] == one["rows"] for one in again.values())


def test_the_next_edition_sends_exactly_the_differences(portal):
    first = published("2025H1")
    push()
    before, portal.writes[:] = states(portal)[TABLES], []
    second = published("2025H2")
    gone = "tables-" + "0" * 24
    portal.datasets[TABLES].rows.append({"row_id": gone, "table": "no longer published"})
    portal.datasets[TABLES].rows.append({"row_id": None, "table": "somebody else's"})
    done = push()["tables.csv"]
    assert done["verified"]
    assert (done["delete"], done["not_ours"]) == (1, 1)
    key = TABLE_COLUMNS[:-2]
    old = {tuple(row[name] for name in key): row for row in rows_of(first, "tables.csv")}
    new = {tuple(row[name] for name in key): row for row in rows_of(second, "tables.csv")}
    assert done["add"] == len(new.keys() - old.keys())
    assert done["change"] == sum(old[name] != row for name, row in new.items() if name in old)
    sent = [row for write in portal.writes if write.dataset == TABLES for row in write.rows]
    assert len(sent) == done["add"] + done["change"] + 1
    assert {"row_id": gone, ":deleted": True} in sent
    assert [row for row in portal.datasets[TABLES].rows if row["table"] == "somebody else's"]
    assert before.keys() <= states(portal)[TABLES].keys(), (
        "the same number keeps its identifier in every edition"
    )


def test_a_withheld_number_empties_the_one_that_stood_there(portal):
    edition = published()
    push()
    withheld = next(row for row in portal.datasets[TABLES].rows if row["symbol"] == "c")
    withheld.update(count="3", symbol=None)
    assert push()["tables.csv"]["change"] == 1
    assert held(portal, TABLES) == said_by(edition, "tables.csv")


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        ("429", 7),
        ("429 date", 3),
        ("500", 1),
        ("503", 1),
        ("202", 1),
        ("drop", 1),
        ("garbage", 1),
        ("half", 1),
    ],
)
def test_what_goes_wrong_for_a_moment_is_tried_again(portal, pauses, fault, waited):
    edition = published()
    portal.faults = [fault]
    done = push()
    assert held(portal, TABLES) == said_by(edition, "tables.csv")
    assert done["tables.csv"]["verified"]
    assert pauses == [waited]


def test_an_answer_that_does_not_come_is_not_waited_for(portal, pauses, monkeypatch):
    edition = published()
    monkeypatch.setattr(client, "SECONDS", 0.2)
    portal.faults = ["hang"]
    push()
    assert held(portal, TABLES) == said_by(edition, "tables.csv")
    assert pauses == [1]


def test_a_portal_that_stays_away_is_given_up_and_gone_on_with_later(portal, pauses, settings):
    edition = published()
    settings.SOCRATA_BATCH = 20
    portal.faults = ["", "", *["500"] * client.ATTEMPTS]
    said = refused()
    assert said.returncode == 1
    assert "answered 500" in str(said)
    assert pauses == [1, 2, 4, 8, 16]
    taken = len(portal.datasets[TABLES].rows)
    assert taken == 40
    done = push()["tables.csv"]
    assert (done["same"], done["add"]) == (taken, len(rows_of(edition, "tables.csv")) - taken)


def test_a_portal_that_says_tomorrow_is_not_waited_for(portal, pauses):
    published()
    portal.faults = ["429 far"]
    assert refused().returncode == 1
    assert pauses == []


@pytest.mark.parametrize("reason", ["Invalid value for column count", ""])
def test_a_row_that_is_refused_is_named_with_its_reason_and_the_others_go_through(portal, reason):
    edition = published()
    lines = rows_of(edition, "tables.csv")
    wrong = {TABLES_KIND.row_id(lines[place]): place for place in (3, 40)}
    portal.refuses = lambda row: reason if row["row_id"] in wrong else None
    said = refused()
    assert said.returncode == 1
    for place in wrong.values():
        key = " ".join(value for value in list(lines[place].values())[:8] if value)
        assert f"tables.csv line {place + 2} ({key}): {reason or batches.NO_REASON}" in str(said)
    assert len(portal.datasets[TABLES].rows) == len(lines) - len(wrong)
    entry = AuditEntry.objects.get(event="socrata.incomplete")
    assert (entry.detail["dataset"], entry.detail["faults"]) == (TABLES, 2)


def test_where_every_row_is_refused_the_rest_is_not_tried_one_by_one(portal):
    published()
    portal.refuses = lambda _row: "This data set is closed"
    said = refused()
    assert str(said).count("This data set is closed") == 2 * batches.MOST_FAULTS
    assert len(portal.writes) < 120


def test_a_batch_too_large_for_the_portal_is_halved(portal):
    edition = published()
    portal.most_rows = 40
    assert push()["tables.csv"]["verified"]
    assert held(portal, TABLES) == said_by(edition, "tables.csv")


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SOCRATA_KEY_SECRET", "wrong", "TRUSTACT_SOCRATA_KEY_SECRET_FILE"),
        ("SOCRATA_APP_TOKEN", "wrong", "TRUSTACT_SOCRATA_APP_TOKEN_FILE"),
        ("SOCRATA_TABLES", "none-here", "TRUSTACT_SOCRATA_TABLES"),
    ],
)
def test_wrong_credentials_say_what_to_do(portal, settings, name, value, advice, caplog):
    published()
    setattr(settings, name, value)
    said = refused()
    assert said.returncode == 1
    assert advice in str(said)
    assert not portal.writes
    for secret in (*SECRETS, "wrong", base64.b64encode(f"{KEY_ID}:wrong".encode()).decode()):
        assert secret not in str(said)
        assert secret not in caplog.text


def test_a_key_that_may_not_write_is_told_so_at_once(portal, pauses):
    published()
    portal.may_write = False
    assert "the right to update this data set" in str(refused())
    assert pauses == []


def test_a_key_never_follows_a_redirect(portal):
    published()
    portal.faults = ["move"]
    assert "TRUSTACT_SOCRATA_ADDRESS" in str(refused())


def test_nothing_is_pushed_before_an_edition_stands(portal):
    office()
    said = refused()
    assert (said.returncode, portal.writes) == (1, [])
    assert refused("--edition", "7").returncode == 2


def test_a_superseded_edition_is_not_pushed(portal):
    published("2025H1")
    published("2025H2")
    said = refused("--edition", "1")
    assert said.returncode == 1
    assert "Only the edition that stands" in str(said)
    assert not portal.writes


def test_an_edition_withdrawn_meanwhile_is_not_sent_any_further(portal, settings, monkeypatch):
    edition = published()
    settings.SOCRATA_BATCH = 20
    send = batches.Sending._rows

    def send_then_withdraw(self, rows):
        send(self, rows)
        withdraw(edition=edition, reason="Counted twice.", by=edition.published_by, at=AT, on=ON)

    monkeypatch.setattr(batches.Sending, "_rows", send_then_withdraw)
    assert "Edition 1: withdrawn" in str(refused())
    assert len(portal.writes) == 1


def test_a_batch_that_waits_for_its_next_try_is_not_sent_for_a_superseded_edition(
    portal, monkeypatch
):
    published("2025H1")
    portal.faults = ["500"]
    monkeypatch.setattr(client, "pause", lambda _seconds: published("2025H2"))
    assert "Edition 1: superseded" in str(refused())
    assert not portal.datasets[TABLES].rows
    run_due(at=AT)
    assert held(portal, TABLES) == said_by(Edition.objects.get(number=2), "tables.csv")


def test_one_push_at_a_time(portal):
    published("2025H1")
    older = claim(Job.objects.get(kind=PUSH_JOB).pk, at=AT)
    assert "right now" in str(refused())
    published("2025H2", at=AT + timedelta(minutes=1))
    run_due(at=AT + timedelta(minutes=2))
    newer = Job.objects.filter(kind=PUSH_JOB).exclude(pk=older.pk).get()
    assert (newer.status, newer.error_code) == (JobStatus.PENDING, "AnotherPush")
    assert not portal.writes
    Job.objects.filter(pk=older.pk).update(
        status=JobStatus.PENDING, lease_until=None, lease_token=None
    )
    run_due(at=newer.run_after)
    assert not Job.objects.unfinished().filter(kind=PUSH_JOB).exists()
    assert held(portal, TABLES) == said_by(Edition.objects.get(number=2), "tables.csv")


def test_a_file_altered_in_storage_is_not_pushed(portal, tmp_path):
    published()
    stored = tmp_path / "store" / "editions" / "1" / "coverage.csv"
    stored.write_bytes(stored.read_bytes().replace(b"confirmed_zero", b"reported______"))
    assert "not what was published" in str(refused())
    stored.unlink()
    assert "not what was published" in str(refused())
    assert not portal.writes


def test_only_who_may_publish_pushes(portal):
    published()
    with pytest.raises(CommandError) as caught:
        run("--by", "checker.one@opm.example")
    assert caught.value.returncode == 1
    with pytest.raises(CommandError) as caught:
        run()
    assert caught.value.returncode == 2
    assert not portal.writes


def test_a_dry_run_counts_and_sends_nothing(portal):
    edition = published()
    said = run("--dry-run")
    assert said["dry_run"]
    assert [one["add"] for one in said["datasets"]] == [
        len(rows_of(edition, name)) for name in ("tables.csv", "coverage.csv")
    ]
    assert not portal.writes
    assert not AuditEntry.objects.filter(event__startswith="socrata.").exists()


def test_every_push_is_in_the_trail_without_a_secret(portal):
    edition = published()
    push()
    entries = AuditEntry.objects.filter(event__startswith="socrata.").order_by("seq")
    assert [entry.event for entry in entries] == ["socrata.begun", "socrata.pushed"] * 2
    assert {entry.actor for entry in entries} == {str(edition.published_by_id)}
    assert {entry.chain for entry in entries} == {"opm"}
    assert entries[0].detail["sha256"] == edition.files.get(name="tables.csv").sha256
    assert not any(secret in json.dumps(entry.detail) for entry in entries for secret in SECRETS)


def test_columns_go_where_the_operator_says(portal, settings, tmp_path):
    edition = published()
    mapping = tmp_path / "columns.json"
    mapping.write_text(
        json.dumps({"coverage": {"row_id": "key", "agency": "department", "kind": None}})
    )
    settings.SOCRATA_COLUMNS, settings.SOCRATA_TABLES = str(mapping), ""
    fields = {"agency": "department", "kind": None}
    names = [fields.get(name, name) for name in COVERAGE_COLUMNS]
    portal.datasets[COVERAGE] = KeptSet(
        {"key": "text", **{name: "text" for name in names if name}}, "key"
    )
    assert push()["coverage.csv"]["verified"]
    shown = portal.datasets[COVERAGE].rows[0]
    assert shown["department"] == rows_of(edition, "coverage.csv")[0]["agency"]
    assert "kind" not in shown
    assert "agency" not in shown


def test_a_data_set_that_would_double_its_rows_is_refused(portal):
    published()
    portal.datasets[TABLES].row_identifier = None
    assert "Set it to row_id" in str(refused())
    portal.datasets[TABLES].row_identifier = "table"
    assert "has table as its row identifier" in str(refused())
    assert not portal.writes


def test_a_data_set_without_our_fields_is_refused(portal):
    published()
    del portal.datasets[COVERAGE].fields["symbol"]
    assert "no field symbol" in str(refused())
    assert not portal.writes


def test_replacing_sends_all_at_once_and_never_over_rows_of_others(portal):
    edition = published()
    portal.datasets[TABLES].rows.append({"row_id": "tables-" + "0" * 24})
    done = push("--replace")
    assert [(write.method, len(write.rows)) for write in portal.writes] == [
        ("PUT", len(rows_of(edition, name))) for name in ("tables.csv", "coverage.csv")
    ]
    assert all(one["verified"] for one in done.values())
    portal.datasets[TABLES].rows.append({"row_id": "theirs"})
    portal.writes.clear()
    assert "not of this program" in str(refused("--replace"))
    assert not portal.writes


def test_a_push_that_does_not_show_is_not_called_done(portal, pauses, monkeypatch):
    published()
    monkeypatch.setattr(portal.datasets[TABLES], "rows", _Forgetful())
    said = refused()
    assert said.returncode == 1
    assert "does not show all of it yet" in str(said)
    assert AuditEntry.objects.filter(event="socrata.incomplete").exists()


class _Forgetful(list):
    """Takes rows and loses them."""

    def append(self, _row):
        """Lost."""


def test_publication_promises_the_push_and_the_worker_does_it(portal):
    edition = published()
    job = Job.objects.get(kind=PUSH_JOB)
    assert (job.object_id, job.status) == (edition.pk, JobStatus.PENDING)
    portal.faults = ["429 far"]
    run_due(at=AT)
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.PENDING, "PortalUnreachable")
    run_due(at=job.run_after)
    job.refresh_from_db()
    assert job.status == JobStatus.DONE
    assert held(portal, TABLES) == said_by(edition, "tables.csv")


def test_a_worker_that_dies_amid_a_push_leaves_the_rest_to_the_next(portal, settings, monkeypatch):
    edition = published()
    settings.SOCRATA_BATCH = 20
    upsert, done = client.Portal.upsert, []

    def dies_at_the_third(self, *words, **more):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(upsert(self, *words, **more))
        return done[-1]

    monkeypatch.setattr(client.Portal, "upsert", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        run_due(at=AT)
    monkeypatch.setattr(client.Portal, "upsert", upsert)
    assert len(portal.datasets[TABLES].rows) == 40
    portal.writes.clear()
    run_due(at=Job.objects.get(kind=PUSH_JOB).lease_until + timedelta(seconds=1))
    assert Job.objects.get(kind=PUSH_JOB).status == JobStatus.DONE
    assert held(portal, TABLES) == said_by(edition, "tables.csv")
    sent = sum(len(write.rows) for write in portal.writes if write.dataset == TABLES)
    assert sent == len(rows_of(edition, "tables.csv")) - 40


def test_a_withdrawal_takes_the_rows_down_and_leaves_those_of_others(portal):
    edition = published()
    push()
    portal.datasets[TABLES].rows.append({"row_id": "theirs"})
    withdraw(edition=edition, reason="Counted twice.", by=edition.published_by, at=AT, on=ON)
    assert Job.objects.filter(kind=TAKE_DOWN_JOB).count() == 1
    run_due(at=AT)
    assert portal.datasets[TABLES].rows == [{"row_id": "theirs"}]
    assert portal.datasets[COVERAGE].rows == []
    assert not Job.objects.unfinished().filter(kind__in=[PUSH_JOB, TAKE_DOWN_JOB]).exists()


def test_withdrawing_an_older_edition_leaves_the_standing_one(portal):
    first = published("2025H1")
    second = published("2025H2")
    run_due(at=AT)
    first.refresh_from_db()
    withdraw(edition=first, reason="Counted twice.", by=first.published_by, at=AT, on=ON)
    run_due(at=AT)
    assert held(portal, TABLES) == said_by(second, "tables.csv")


def test_without_a_portal_nothing_is_promised(settings):
    settings.SOCRATA_ADDRESS = ""
    published()
    assert not Job.objects.filter(kind=PUSH_JOB).exists()
    assert refused().returncode == 2
    assert portal_is_whole(None) == []
