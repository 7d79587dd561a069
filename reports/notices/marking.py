"""A letter that no longer stands, as it leaves the house: a sheet in front of it and a band over
every page say so.

The stored file stays as it was issued, since its hash proves it; the mark is put on a copy. A copy
is kept nowhere. It says whose copy it is under this installation's secret, so that /verify/ knows
it again: ISO 19005-2 allows a comment there, and it holds two hashes and nothing else.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from pikepdf import Array, Name

from reports.notices import render_service
from reports.notices.assembling import Separator, Stated, separator_sheet
from reports.notices.languages import ENGLISH, sheet_language
from reports.notices.layout import TITLE, Page, stylesheet
from reports.notices.merging import Bound, merge_tagged
from reports.notices.metadata import CREATED
from reports.notices.models import Notice
from reports.notices.queries import CURRENT, verified
from reports.notices.voice import ISOLATE, POP, voice

BAND = "notices/pdf/band.html"
NAME = Name.MarkOfStanding
SALT = "reports.notices.copy"
BEFORE = b"q\n"
BEHIND = (
    b"\nQ\n/Artifact << /Type /Pagination /Subtype /Watermark >> BDC\nq %b Do Q\nEMC\n"
    % str(NAME).encode()
)
MARKED = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})
ORIGIN = re.compile(rb"%copy-of ([0-9a-f]{64}) ([0-9a-f]{64})\n(startxref\n\d+\n%%EOF\n)\Z")
END = b"startxref\n"


def standing_words(notice: Notice) -> tuple[Stated, ...]:
    """What /verify/ says of a letter that is void or was replaced, in both languages. Nothing of
    one that stands.
    """
    found = verified(notice)
    if found.standing == CURRENT:
        return ()
    said = []
    for code in dict.fromkeys((sheet_language(notice.language, production=False), ENGLISH.code)):
        one = voice(code)
        values = {
            "agency": found.agency_name,
            "day": one.day(found.issued_at),
            "number": found.replaced_by,
        }
        text = one.say(f"verify.{found.standing}", **values).replace(ISOLATE, "").replace(POP, "")
        said.append(Stated(code, "rtl" if one.words.language.right_to_left else "ltr", text))
    return tuple(said)


def marked_copy(notice: Notice, data: bytes) -> bytes:
    """A file of the letter as it may be shown now: itself while the letter stands, else a copy that
    is marked.
    """
    words = standing_words(notice)
    if not words:
        return data
    digest = hashlib.sha256(data).hexdigest()
    sheet = Separator(
        title=f"Letter {notice.number}",
        place="This letter no longer stands",
        lines=(
            (
                "What follows",
                (
                    "The letter as it was issued, with a mark over every page. No word of it was"
                    " changed."
                ),
            ),
            ("The file as it was issued", f"is kept unchanged. Its SHA-256 is {digest}"),
        ),
        warning=words,
    )
    parts = [
        Bound(separator_sheet(sheet), notice.number),
        Bound(stamped(data, words), own_bookmarks=False),
    ]
    return with_origin(merge_tagged(parts, title=TITLE), digest)


def stamped(data: bytes, words: Sequence[Stated]) -> bytes:
    """A copy with these words over every page. For who listens they stand on the sheet in front,
    once.
    """
    html = render_to_string(BAND, {"words": words})
    band = render_service.render_page(Page(html=html, css=stylesheet(), lang="en", created=CREATED))
    with pikepdf.open(io.BytesIO(band)) as mark, pikepdf.open(io.BytesIO(data)) as pdf:
        form = pdf.copy_foreign(_as_form(mark))
        for page in pdf.pages:
            page.contents_add(BEFORE, prepend=True)
            page.contents_add(BEHIND)
            page.add_resource(form, Name.XObject, NAME, replace_existing=True)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def _as_form(mark: pikepdf.Pdf) -> Any:
    """The drawn band without its tags: it is laid over pages as a whole and is no content of
    theirs.
    """
    page = mark.pages[0]
    kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in MARKED]
    form = mark.make_stream(pikepdf.unparse_content_stream(kept))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Resources = Array(page.mediabox), page.obj.Resources
    return form


def with_origin(data: bytes, digest: str) -> bytes:
    """The copy with a line that says which file it was made of, under this installation's
    secret.
    """
    place = data.rindex(END)
    seal = _seal(settings.SECRET_KEY, data[:place], digest)
    return data[:place] + f"%copy-of {digest} {seal}\n".encode() + data[place:]


def origin_of(data: bytes) -> str:
    """The SHA-256 of the file that this is our marked copy of, whole and unchanged; else
    nothing.
    """
    found = ORIGIN.search(data, max(0, len(data) - 400))
    if found is None:
        return ""
    digest, given = found[1].decode(), found[2].decode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    known = any(
        compare_digest(given, _seal(secret, data[: found.start()], digest)) for secret in secrets
    )
    return digest if known else ""


def _seal(secret: str | bytes, copy: bytes, digest: str) -> str:
    both = f"{hashlib.sha256(copy).hexdigest()} {digest}"
    return salted_hmac(SALT, both, secret=secret, algorithm="sha256").hexdigest()
