"""A void or replaced notice as it may still be shown: a sheet in front of it and a band over every
page say so.

The stored file stays as issued, since its hash proves it; the mark is put on a copy, which is not
stored. The copy names its original (`origin_mark`), so that /verify/ recognizes it.
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from reports import documents
from reports.documents import MergeInput
from reports.notices.content.style import TITLE
from reports.notices.models import Notice
from reports.notices.origin_mark import add_origin_mark
from reports.notices.printing.bundle import LanguageText, Separator, marked_pages, separator_sheet
from reports.notices.text.formatting import ISOLATE, POP, Day, locale_text
from reports.notices.text.languages import ENGLISH, sheet_language
from reports.notices.verification import CURRENT, verified


def supersession_notice(notice: Notice) -> tuple[LanguageText, ...]:
    """What /verify/ says of a void or replaced notice, in both languages. Empty for a current
    one.
    """
    found = verified(notice)
    if found.standing == CURRENT:
        return ()
    sentences = []
    for code in dict.fromkeys((sheet_language(notice.language, production=False), ENGLISH.code)):
        one = locale_text(code, production=settings.PRODUCTION)
        said = one.say(
            f"verify.{found.standing}",
            agency=found.agency_name,
            day=Day(found.issued_at),
            number=found.replaced_by,
        )
        if said.is_fallback:
            continue
        text = said.replace(ISOLATE, "").replace(POP, "")
        sentences.append(
            LanguageText(code, "rtl" if one.words.language.right_to_left else "ltr", text)
        )
    return tuple(sentences)


def marked_copy(notice: Notice, data: bytes) -> bytes:
    """The notice's file as it may be shown now: the file itself while the notice is current, else a
    marked copy.
    """
    words = supersession_notice(notice)
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
        MergeInput(separator_sheet(sheet), notice.number),
        MergeInput(marked_pages(data, words), own_bookmarks=False),
    ]
    return add_origin_mark(documents.bind(parts, title=TITLE), digest)
