"""The client against a portal that fails in every order, and against one that is not who it says it
is.
"""

from __future__ import annotations

import random
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from reports.publication.socrata import client
from reports.publication.socrata.batches import Sending
from reports.publication.socrata.client import Portal
from reports.publication.socrata.exceptions import PortalRefused, PortalUnreachable
from reports.publication.socrata.rows import COVERAGE, ROW_ID, read_rows, row_difference
from reports.publication.socrata.target import Credentials, DataSet, columns_for
from tests.publication.socrata_double import APP_TOKEN, KEY_ID, KEY_SECRET, KeptSet, running_double

NAME = "cove-0001"
COLUMNS = columns_for(COVERAGE, {})
FAULTS = ("", "", "429", "429 far", "500", "503", "202", "drop", "garbage", "half")
MINE = Credentials(KEY_ID, KEY_SECRET, APP_TOKEN)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(client, "pause", lambda _seconds: None)


@pytest.fixture
def double():
    with running_double() as running:
        running.datasets[NAME] = KeptSet(dict.fromkeys((ROW_ID, *COVERAGE.columns), "text"))
        yield running


def world(chance):
    codes = chance.sample([f"a{number:02}" for number in range(30)], chance.randint(0, 30))
    lines = [
        f"2025H1,{code},{code},municipal_police,reported,,{chance.randint(0, 3)},\r\n"
        for code in codes
    ]
    return read_rows((",".join(COVERAGE.columns) + "\r\n" + "".join(lines)).encode(), COLUMNS)


def look(portal, wanted):
    return row_difference(wanted, portal.rows(NAME, tuple(COLUMNS.theirs.values())), COLUMNS)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_goes_wrong_repeating_ends_in_what_is_wanted(double, monkeypatch, seed):
    chance = random.Random(seed)
    monkeypatch.setattr(client, "PAGE", chance.choice([3, 10, 5000]))
    monkeypatch.setattr(client, "ATTEMPTS", chance.choice([1, 2, 6]))
    portal = Portal(double.address, MINE)
    kept = double.datasets[NAME]
    kept.rows.append({ROW_ID: "theirs", "agency": "Somebody else's"})
    for _edition in range(3):
        wanted = world(chance)
        double.faults = [chance.choice(FAULTS) for _ in range(chance.randint(0, 25))]
        for _try in range(40):
            todo = look(portal, wanted)
            if todo.is_empty:
                break
            sending = Sending(
                portal, DataSet(NAME, COLUMNS), chance.choice([1, 4, 100]), lambda: None
            )
            try:
                sending.send(todo)
            except PortalUnreachable:
                continue
            assert not sending.faults
        assert look(portal, wanted).is_empty
        ours = {row_id: row for row_id, row in kept.by_id().items() if row_id != "theirs"}
        assert ours == {row_id: one.row for row_id, one in wanted.items()}
        assert kept.by_id()["theirs"] == {ROW_ID: "theirs", "agency": "Somebody else's"}


def test_pages_are_read_to_the_end(double, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 4)
    double.datasets[NAME].rows = [{ROW_ID: str(number)} for number in range(8)]
    assert len(list(Portal(double.address, MINE).rows(NAME, [ROW_ID]))) == 8


def test_key_and_token_travel_in_their_headers_and_nowhere_else(double):
    Portal(double.address, MINE).schema(NAME)
    sent = double.heads[0]
    assert sent["X-App-Token"] == APP_TOKEN
    assert sent["Authorization"].startswith("Basic ")
    others = " ".join(
        value for name, value in sent.items() if name not in {"X-App-Token", "Authorization"}
    )
    assert not any(secret in others for secret in (KEY_ID, KEY_SECRET, APP_TOKEN))


def test_a_portal_that_cannot_prove_who_it_is_never_sees_the_key(double, tmp_path):
    with running_double(tls=self_signed(tmp_path)) as impostor:
        impostor.datasets = double.datasets
        with pytest.raises(PortalRefused, match="does not prove who it is"):
            Portal(impostor.address, MINE).schema(NAME)
        assert impostor.heads == []


def self_signed(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    began = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    path = folder / "impostor.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
