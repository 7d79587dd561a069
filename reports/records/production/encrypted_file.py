"""The file that leaves: a PDF under AES-256 that says what it is and carries the bytes inside.

Courts and counsel open a PDF with a password everywhere; the bytes are its attachment, unchanged,
beside their digest. Nothing of the paper is opened or drawn to make it, and its cover names nobody.
"""

from __future__ import annotations

import hashlib
import io
import secrets

import pikepdf

from reports.uploads.inspection import extension_of

# Letters and figures that are told apart on the telephone; 130 bits in all.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LONG = 7, 4
LINE = 18


def new_password() -> str:
    """Said once to whoever approves, and kept nowhere."""
    groups = ["".join(secrets.choice(SIGNS) for _ in range(LONG)) for _ in range(GROUPS)]
    return "-".join(groups)


def encrypted(received: bytes, *, lines: list[str], password: str) -> bytes:
    """A PDF that opens with the password only: its page bears the lines and the digest, its
    attachment is what came.
    """
    digest = hashlib.sha256(received).hexdigest()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        _write(pdf, [*lines, f"SHA-256 {digest}", f"{len(received)} bytes, attached to this file."])
        name = f"received.{extension_of(received)}"
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf,
            received,
            filename=name,
            description="As it was received",
            mime_type="application/octet-stream",
            creation_date="",
            mod_date="",
        )
        out = io.BytesIO()
        rights = pikepdf.Encryption(owner=secrets.token_urlsafe(32), user=password, R=6, aes=True)
        pdf.save(out, encryption=rights)
        return out.getvalue()


def _write(pdf: pikepdf.Pdf, lines: list[str]) -> None:
    """The lines in a typeface every reader has."""
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
    )
    shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    page.Contents = pdf.make_stream(b"BT /F1 10 Tf %d TL 54 720 Td\n" % LINE + shown + b"ET")


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    return text.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
