"""The file that leaves opens with its password only, and carries the bytes unchanged."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest

from reports.records.production.encrypted_file import SIGNS, encrypted, new_password

CAME = b"%PDF-1.4 (whatever came) \x00\xff"


def test_passwords_are_long_and_never_the_same():
    words = {new_password() for _ in range(50)}
    assert len(words) == 50
    assert all(len(word.replace("-", "")) == 28 for word in words)
    assert set("".join(words)) <= {*SIGNS, "-"}
    assert not {"0", "o", "1", "l", "i"} & set(SIGNS)


def test_it_opens_with_the_password_and_holds_what_came():
    data = encrypted(CAME, lines=[r"A (line) with \ signs"], password="the-password")
    assert CAME not in data
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data), password="another")
    with pikepdf.open(io.BytesIO(data), password="the-password") as pdf:
        assert (pdf.encryption.R, pdf.encryption.stream_method) == (
            6,
            pikepdf.models.encryption.EncryptionMethod.aesv3,
        )
        assert pdf.attachments["received.pdf"].get_file().read_bytes() == CAME
        shown = pdf.pages[0].Contents.read_bytes()
    assert hashlib.sha256(CAME).hexdigest().encode() in shown
    assert rb"A \(line\) with \\ signs" in shown


def test_what_is_of_no_known_kind_has_no_kind():
    data = encrypted(b"MZ", lines=[], password="p")
    with pikepdf.open(io.BytesIO(data), password="p") as pdf:
        assert list(pdf.attachments) == ["received.bin"]
