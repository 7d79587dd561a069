"""Which certificate an agency's letters are signed with, and which never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from django.db import OperationalError

from reports.checks import letters_can_be_signed, signing_settings
from reports.documents.signing.credentials import CannotSign, SigningCredentials, SigningProblem
from reports.notices.signing.certificate_check import certificate_problems
from reports.notices.signing.certificates import credentials_of
from tests.documents.authority import BEGIN, HARTFORD, certificate, put_p12, put_pem, throw_away
from tests.factories.detainers import NOW
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = str(tmp_path), ""
    return tmp_path


def refused(code="hartford", at=NOW) -> SigningProblem:
    with pytest.raises(CannotSign) as caught:
        credentials_of(agency(code), at=at)
    assert str(caught.value) == caught.value.problem.sentence
    return caught.value.problem


def test_the_agencys_own_is_found_with_its_chain(folder):
    made = throw_away().seal()
    put_p12(folder, "hartford", made)
    found = credentials_of(agency(), at=NOW)
    assert found.fingerprint == made.fingerprint
    assert found.chain == (throw_away().certificate,)


def test_a_text_file_serves_too(folder):
    made = throw_away().seal(key=rsa.generate_private_key(public_exponent=65537, key_size=2048))
    put_pem(folder, "hartford", made)
    assert credentials_of(agency(), at=NOW).certificate == made.certificate


def test_the_passphrase_is_the_agencys_own_or_the_installations(folder, settings):
    put_p12(folder, "hartford", throw_away().seal(), passphrase="open sesame")
    assert refused() is SigningProblem.UNREADABLE
    settings.SIGNING_PASSPHRASE = "open sesame"
    assert credentials_of(agency(), at=NOW)
    own = folder / "hartford.passphrase"
    own.write_text("another\n")
    own.chmod(0o600)
    assert refused() is SigningProblem.UNREADABLE
    own.write_text("open sesame\n")
    settings.SIGNING_PASSPHRASE = ""
    assert credentials_of(agency(), at=NOW)


def test_another_agencys_certificate_is_never_used(folder):
    """Neither where the agency has none, nor under the wrong file name."""
    put_p12(folder, "new-haven", throw_away().seal("New Haven Police Department"))
    assert refused() is SigningProblem.MISSING
    put_p12(folder, "hartford", throw_away().seal("New Haven Police Department"))
    assert refused() is SigningProblem.OTHER_AGENCY


def test_a_persons_certificate_is_never_used(folder):
    name = (
        x509.NameAttribute(NameOID.GIVEN_NAME, "Pat"),
        x509.NameAttribute(NameOID.SURNAME, "Hale"),
    )
    put_p12(folder, "hartford", throw_away().seal(also=name))
    assert refused() is SigningProblem.OF_A_PERSON
    office = (x509.NameAttribute(NameOID.ORGANIZATION_NAME, HARTFORD),)
    put_p12(folder, "hartford", throw_away().seal("Pat Hale", also=office))
    assert refused() is SigningProblem.OTHER_AGENCY


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"end": NOW - timedelta(seconds=1)}, SigningProblem.EXPIRED),
        ({"begin": NOW + timedelta(seconds=1)}, SigningProblem.NOT_YET_VALID),
        ({"may_sign": False}, SigningProblem.NOT_FOR_SIGNING),
        ({"key": rsa.generate_private_key(65537, key_size=1024)}, SigningProblem.UNFIT_KEY),  # noqa: S505  refused is the point
        ({"key": ed25519.Ed25519PrivateKey.generate()}, SigningProblem.UNFIT_KEY),
    ],
)
def test_an_unfit_certificate_is_named_for_what_is_wrong(folder, changes, problem):
    put_p12(folder, "hartford", throw_away().seal(**changes))
    assert refused() is problem


def test_a_key_of_another_certificate_is_refused(folder):
    made = throw_away().seal()
    put_pem(
        folder,
        "hartford",
        SigningCredentials(made.certificate, ec.generate_private_key(ec.SECP256R1())),
    )
    assert refused() is SigningProblem.OTHER_KEY


@pytest.mark.parametrize(
    "content", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"]
)
@pytest.mark.parametrize("kind", ["p12", "pem"])
def test_a_damaged_file_is_unreadable_and_nothing_worse(folder, kind, content):
    path = folder / f"hartford.{kind}"
    path.write_bytes(content)
    path.chmod(0o600)
    assert refused() is SigningProblem.UNREADABLE


def test_a_key_that_others_can_read_is_not_used(folder):
    put_p12(folder, "hartford", throw_away().seal(), mode=0o640)
    assert refused() is SigningProblem.EXPOSED


def test_every_problem_has_a_sentence():
    assert all(problem.sentence.endswith(".") for problem in SigningProblem)


def test_the_review_names_each_agency_and_what_is_wrong(folder):
    for code in ("hartford", "new-haven", "stamford"):
        agency(code)
    put_p12(folder, "hartford", throw_away().seal())
    put_p12(
        folder,
        "new-haven",
        throw_away().seal("New Haven Police Department", end=NOW + timedelta(days=20)),
    )
    put_p12(
        folder,
        "stamford",
        throw_away().seal("Stamford Police Department", end=NOW - timedelta(days=1)),
    )
    put_p12(folder, "atlantis", throw_away().seal("Atlantis Police Department"))
    assert certificate_problems(at=NOW) == [
        "atlantis: no agency has this code, so nothing is signed with its certificate.",
        "new-haven: The agency's certificate ends on 2026-03-22.",
        "stamford: The agency's certificate has expired.",
    ]


def test_the_start_warns_and_does_not_stop(folder):
    agency()
    put_p12(folder, "hartford", throw_away().seal(end=BEGIN + timedelta(days=1)))
    found = letters_can_be_signed(None, databases=["default"])
    assert [(one.id, one.is_serious()) for one in found] == [("trustact.W002", False)]
    assert "hartford" in found[0].msg


def test_a_start_before_there_are_tables_is_not_stopped(folder, monkeypatch):
    def without_tables(**_values):
        raise OperationalError

    monkeypatch.setattr("reports.checks.certificate_problems", without_tables)
    assert letters_can_be_signed(None, databases=["default"]) == []


def test_nothing_is_looked_for_where_nobody_signs(settings):
    settings.SIGNING_FOLDER = ""
    assert letters_can_be_signed(None, databases=["default"]) == []
    assert signing_settings(None) == []


def test_demanding_signatures_without_a_folder_is_refused_at_start(settings):
    settings.SIGNING_FOLDER, settings.SIGNING_REQUIRED = "", True
    assert [one.id for one in signing_settings(None)] == ["trustact.E007"]
    assert refused() is SigningProblem.MISSING


def test_a_folder_that_is_not_there_is_said(settings, tmp_path):
    settings.SIGNING_FOLDER = str(tmp_path / "gone")
    assert certificate_problems(at=NOW) == [
        "The signing folder does not exist: no letter can be signed."
    ]


def test_a_self_made_certificate_serves(folder):
    """Readers then compare its fingerprint with the one at /verify/."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = SigningCredentials(certificate(HARTFORD, key=key), key)
    put_p12(folder, "hartford", own)
    assert credentials_of(agency(), at=NOW).fingerprint == own.fingerprint


def test_an_authoritys_own_certificate_signs_certificates_not_letters(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    put_p12(
        folder,
        "hartford",
        SigningCredentials(certificate(HARTFORD, key=key, is_authority=True), key),
    )
    assert refused() is SigningProblem.NOT_FOR_SIGNING
