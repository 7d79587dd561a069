"""Keeps the translators' files in step with the English sentences.

`python -m reports.notices.text.catalogs` writes the template, updates every language's file to the
present sentences and compiles it. A translator edits
`reports/locale/<folder>/LC_MESSAGES/notices.po`, then puts their name and the date into the headers
X-Reviewer and X-Reviewed-On. The command then writes what was reviewed into X-Reviewed-Words; when
a sentence changes later, the review is no longer valid until that header is removed.
"""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from reports.notices.text.languages import (
    DOMAIN,
    ENGLISH,
    LANGUAGES,
    LOCALE_DIR,
    Language,
    digest_of,
)
from reports.notices.text.sentences import TEXTS


def po_path(language: Language) -> Path:
    return LOCALE_DIR / language.folder / "LC_MESSAGES" / f"{DOMAIN}.po"


def words_of(language: Language) -> dict[str, str]:
    with po_path(language).open("rb") as file:
        catalog = read_po(file, domain=DOMAIN)
    return {
        str(message.id): str(message.string) for message in catalog if message.id and message.string
    }


def headers_of(language: Language) -> dict[str, str]:
    text = po_path(language).read_text(encoding="utf-8").split("\n\n", 1)[0]
    return dict(re.findall(r'^"([A-Za-z-]+): (.*)\\n"$', text, flags=re.MULTILINE))


def compiled(language: Language) -> bytes:
    """The .mo file. Babel's own writer drops headers it does not know, and ours name the
    reviewer.
    """
    header = "".join(f"{name}: {value}\n" for name, value in headers_of(language).items())
    pairs = sorted(
        (english.encode(), translated.encode())
        for english, translated in {"": header, **words_of(language)}.items()
    )
    return _mo(pairs)


def _mo(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """GNU gettext's binary format: two tables of (length, offset), then the strings, each ended by
    a NUL.
    """
    count = len(pairs)
    strings = b""
    tables: list[list[int]] = [[], []]
    start = 28 + count * 16
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), start + len(strings)]
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + count * 8, 0, start)
    return head + struct.pack(f"<{count * 4}I", *tables[0], *tables[1]) + strings


def rewrite(
    language: Language,
    words: dict[str, str],
    *,
    reviewer: str = "",
    reviewed_on: str = "",
    reviewed_words: str = "",
) -> None:
    """Write the language's file and its compiled form. `words` is by English sentence; others stay
    empty.
    """
    if reviewer and reviewed_on and not reviewed_words:
        reviewed_words = digest_of(words)
    header = {"X-Reviewer": reviewer, "X-Reviewed-On": reviewed_on}
    if reviewed_words:
        header["X-Reviewed-Words"] = reviewed_words
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_as_file(language.folder, words, header))
    path.with_suffix(".mo").write_bytes(compiled(language))


def template() -> bytes:
    """The file that a translator starts from."""
    return _as_file("", {}, {"X-Reviewer": "", "X-Reviewed-On": ""})


def _as_file(folder: str, words: dict[str, str], header: dict[str, str]) -> bytes:
    target = io.BytesIO()
    write_po(target, _catalog(words), width=110, sort_output=False, omit_header=True)
    lines = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {folder}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        *(f'"{name}: {value}\\n"' for name, value in header.items()),
    ]
    return ("\n".join(lines) + "\n\n").encode() + target.getvalue()


def _catalog(words: dict[str, str]) -> Catalog:
    catalog = Catalog(domain=DOMAIN, charset="utf-8")
    for key, english in TEXTS.items():
        known = catalog.get(english)
        notes = [*known.auto_comments, key] if isinstance(known, Message) else [key]
        catalog.add(english, words.get(english, ""), auto_comments=notes)
    return catalog


def main() -> None:
    (LOCALE_DIR / f"{DOMAIN}.pot").write_bytes(template())
    for language in LANGUAGES.values():
        if language is ENGLISH or not po_path(language).is_file():
            continue
        headers = headers_of(language)
        rewrite(
            language,
            words_of(language),
            reviewer=headers.get("X-Reviewer", ""),
            reviewed_on=headers.get("X-Reviewed-On", ""),
            reviewed_words=headers.get("X-Reviewed-Words", ""),
        )


if __name__ == "__main__":
    main()
