"""Keeps the translators' files in step with the English sentences, and their signatures.

`python -m reports.notices.text.catalogs` writes the template, updates every language's file to the
present sentences and compiles it. A translator edits
`reports/locale/<folder>/LC_MESSAGES/notices.po`, runs the command, and signs:

    python -m reports.notices.text.catalogs sign es "Ada Reviewer" 2026-11-21 [KEY ...]

Each sentence is signed separately; without keys, all that have a translation. The signature is kept
above the sentence as a comment, with the digest of both texts, and lapses when one of them changes.
"""

from __future__ import annotations

import argparse
import io
import struct
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from reports.notices.text.languages import (
    DOMAIN,
    ENGLISH,
    LANGUAGES,
    LOCALE_DIR,
    SIGNED,
    Language,
    SentenceSignature,
    digest_of,
    parse_signature,
)
from reports.notices.text.sentences import TEXTS

SIGNATURE_COMMENT = "signed: "


def po_path(language: Language) -> Path:
    return LOCALE_DIR / language.folder / "LC_MESSAGES" / f"{DOMAIN}.po"


def words_of(language: Language) -> dict[str, str]:
    with po_path(language).open("rb") as file:
        catalog = read_po(file, domain=DOMAIN)
    return {
        str(message.id): str(message.string) for message in catalog if message.id and message.string
    }


def signatures_of(language: Language) -> dict[str, SentenceSignature]:
    """Who signed which translation, by English sentence; also signatures that have lapsed."""
    with po_path(language).open("rb") as file:
        catalog = read_po(file, domain=DOMAIN)
    found = {
        str(message.id): parse_signature(comment.removeprefix(SIGNATURE_COMMENT))
        for message in catalog
        for comment in message.user_comments
        if message.id and comment.startswith(SIGNATURE_COMMENT)
    }
    return {english: signature for english, signature in found.items() if signature}


def compiled(language: Language) -> bytes:
    """The .mo file: each translation, and its signature under the same sentence in a context of
    its own.
    """
    words = {"": _header(language), **words_of(language)}
    signatures = {
        f"{SIGNED}\x04{english}": str(signature)
        for english, signature in signatures_of(language).items()
    }
    pairs = sorted(
        (english.encode(), text.encode()) for english, text in {**words, **signatures}.items()
    )
    return _mo(pairs)


def _header(language: Language) -> str:
    return "".join(f"{name}: {value}\n" for name, value in _headers(language.folder).items())


def _headers(folder: str) -> dict[str, str]:
    return {
        "Language": folder,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }


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
    words: Mapping[str, str],
    signatures: Mapping[str, SentenceSignature] | None = None,
) -> None:
    """Write the language's file and its compiled form. Both are by English sentence; sentences
    without words stay empty.
    """
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_as_file(language.folder, words, signatures or {}))
    path.with_suffix(".mo").write_bytes(compiled(language))


def sign(language: Language, *, signer: str, on: date, keys: Iterable[str] = ()) -> int:
    """Sign the translations of these sentences, or of all that have one. Returns how many."""
    words, signatures = words_of(language), signatures_of(language)
    sentences = [TEXTS[key] for key in keys] or list(TEXTS.values())
    signed = {
        english: SentenceSignature(signer, on, digest_of(english, words[english]))
        for english in sentences
        if english in words
    }
    rewrite(language, words, signatures | signed)
    return len(signed)


def template() -> bytes:
    """The file that a translator starts from."""
    return _as_file("", {}, {})


def _as_file(
    folder: str, words: Mapping[str, str], signatures: Mapping[str, SentenceSignature]
) -> bytes:
    target = io.BytesIO()
    catalog = _catalog(words, signatures)
    write_po(target, catalog, width=110, sort_output=False, omit_header=True)
    lines = [
        'msgid ""',
        'msgstr ""',
        *(f'"{name}: {value}\\n"' for name, value in _headers(folder).items()),
    ]
    return ("\n".join(lines) + "\n\n").encode() + target.getvalue()


def _catalog(words: Mapping[str, str], signatures: Mapping[str, SentenceSignature]) -> Catalog:
    catalog = Catalog(domain=DOMAIN, charset="utf-8")
    for key, english in TEXTS.items():
        known = catalog.get(english)
        notes = [*known.auto_comments, key] if isinstance(known, Message) else [key]
        signature = signatures.get(english)
        comments = [f"{SIGNATURE_COMMENT}{signature}"] if signature else []
        catalog.add(english, words.get(english, ""), auto_comments=notes, user_comments=comments)
    return catalog


def update_all() -> None:
    """Bring the template and every language's file in step with the sentences."""
    (LOCALE_DIR / f"{DOMAIN}.pot").write_bytes(template())
    for language in LANGUAGES.values():
        if language is not ENGLISH and po_path(language).is_file():
            rewrite(language, words_of(language), signatures_of(language))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Keep the catalogs of the notices.")
    steps = parser.add_subparsers(dest="step")
    signing = steps.add_parser("sign", help="Sign translations, sentence by sentence.")
    signing.add_argument("language", choices=sorted(LANGUAGES.keys() - {ENGLISH.code}))
    signing.add_argument("signer")
    signing.add_argument("on", type=date.fromisoformat)
    signing.add_argument("keys", nargs="*", metavar="KEY")
    given = parser.parse_args(arguments)
    update_all()
    if given.step == "sign":
        language = LANGUAGES[given.language]
        count = sign(language, signer=given.signer, on=given.on, keys=given.keys)
        sys.stdout.write(f"{count} sentences signed.\n")


if __name__ == "__main__":
    main()
