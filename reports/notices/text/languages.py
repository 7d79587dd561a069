"""Languages of the notices: which are complete, which a named person has reviewed, and their
sentences.

No statute requires a language; a notice that cannot be read informs nobody. A translation nobody
has reviewed is marked a draft in both languages and is off in production: a wrongly stated right is
worse than English and an interpreter.
"""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from reports.notices.text.sentences import TEXTS

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "notices"


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language of the notices. `folder` holds its catalog, `babel` names its dates."""

    code: str
    own_name: str
    english_name: str
    folder: str
    babel: str
    right_to_left: bool = False


def _language(
    code: str, own: str, english: str, folder: str = "", *, babel: str = "", rtl: bool = False
) -> Language:
    return Language(
        code=code,
        own_name=own,
        english_name=english,
        folder=folder or code,
        babel=babel or folder or code,
        right_to_left=rtl,
    )


ENGLISH = _language("en", "English", "English", babel="en_US")
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        ENGLISH,
        _language("es", "Español", "Spanish", babel="es_US"),
        _language("pt", "Português", "Portuguese", babel="pt_BR"),
        _language("ht", "Kreyòl ayisyen", "Haitian Creole"),
        _language("pl", "Polski", "Polish"),
        _language("fr", "Français", "French"),
        _language("it", "Italiano", "Italian"),
        _language("sq", "Shqip", "Albanian"),
        _language("uk", "Українська", "Ukrainian"),
        _language("ru", "Русский", "Russian"),
        _language("vi", "Tiếng Việt", "Vietnamese"),
        _language("zh-Hans", "简体中文", "Simplified Chinese", "zh_Hans"),
        _language("zh-Hant", "繁體中文", "Traditional Chinese", "zh_Hant"),
        _language("ko", "한국어", "Korean"),
        _language("ar", "العربية", "Arabic", rtl=True),
        _language("ur", "اردو", "Urdu", rtl=True),
        _language("ps", "پښتو", "Pashto", rtl=True),
        _language("prs", "دری", "Dari", "prs", babel="fa_AF", rtl=True),
        _language("hi", "हिन्दी", "Hindi"),
        _language("gu", "ગુજરાતી", "Gujarati"),
        _language("bn", "বাংলা", "Bengali"),
        _language("tl", "Tagalog", "Tagalog", babel="fil"),
    )
}


class Untranslated(Exception):
    """A sentence has no translation in this language."""


class _Nothing(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        raise Untranslated(message)


@dataclass(frozen=True)
class Catalog:
    """The sentences of one language and who reviewed them. `is_as_reviewed` says that none was
    changed since.
    """

    language: Language
    translations: gettext.NullTranslations
    reviewer: str = ""
    reviewed_on: date | None = None
    is_as_reviewed: bool = True

    @property
    def reviewed(self) -> bool:
        return self.language is ENGLISH or bool(
            self.reviewer and self.reviewed_on and self.is_as_reviewed
        )

    def say(self, key: str, **values: str) -> str:
        return self.translations.gettext(TEXTS[key]).format_map(values)

    def missing(self) -> list[str]:
        return [key for key in TEXTS if not self._has(key)]

    def _has(self, key: str) -> bool:
        try:
            return bool(self.translations.gettext(TEXTS[key]))
        except Untranslated:
            return False


@cache
def catalog(code: str) -> Catalog:
    language = LANGUAGES[code]
    if language is ENGLISH:
        return Catalog(ENGLISH, gettext.NullTranslations())
    found = gettext.translation(DOMAIN, LOCALE_DIR, [language.folder], fallback=True)
    found.add_fallback(_Nothing())
    headers = {name.lower(): value for name, value in found.info().items()}
    day = headers.get("x-reviewed-on", "")
    known = Catalog(
        language, found, headers.get("x-reviewer", ""), date.fromisoformat(day) if day else None
    )
    return replace(
        known, is_as_reviewed=_words_digest(known) == headers.get("x-reviewed-words", "")
    )


def _words_digest(known: Catalog) -> str:
    """The digest that a review confirms; empty while a sentence is missing."""
    if known.missing():
        return ""
    return digest_of({english: known.translations.gettext(english) for english in TEXTS.values()})


def digest_of(words: Mapping[str, str]) -> str:
    """SHA-256 of every sentence of the notices with its translation."""
    lines = (f"{english}\0{words.get(english, '')}" for english in sorted(TEXTS.values()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def is_complete(code: str) -> bool:
    return not catalog(code).missing()


def approved_languages(*, production: bool) -> tuple[Language, ...]:
    """English always; another only when every sentence is there and, in production, when somebody
    has reviewed it.
    """
    return tuple(
        language
        for code, language in LANGUAGES.items()
        if language is ENGLISH or (is_complete(code) and (catalog(code).reviewed or not production))
    )


def is_approved_language(code: str, *, production: bool) -> bool:
    return code in {language.code for language in approved_languages(production=production)}


OTHER_CODES = {
    other: code
    for code, others in {
        "en": "eng",
        "es": "spa",
        "pt": "por",
        "ht": "hat",
        "pl": "pol",
        "fr": "fra fre",
        "it": "ita",
        "sq": "sqi alb",
        "uk": "ukr",
        "ru": "rus",
        "vi": "vie",
        "zh-Hans": "zho chi zh cmn zh-cn zh-sg",
        "zh-Hant": "zh-tw zh-hk yue",
        "ko": "kor",
        "ar": "ara arb",
        "ur": "urd",
        "ps": "pus pbt",
        "prs": "fa-af",
        "hi": "hin",
        "gu": "guj",
        "bn": "ben",
        "tl": "tgl fil",
    }.items()
    for other in others.split()
}


def sheet_language(wanted: str, *, production: bool) -> str:
    """The notice language for a language named by any code; English where there is none, and an
    interpreter is needed.
    """
    by_code = {code.lower(): code for code in LANGUAGES} | OTHER_CODES
    tag = wanted.strip().lower().replace("_", "-")
    found = next(
        (by_code[part] for part in (tag, tag.split("-")[0]) if part in by_code), ENGLISH.code
    )
    return found if is_approved_language(found, production=production) else ENGLISH.code


def language_name(code: str) -> str:
    """The English name of a language; one that is not offered stays as it was typed."""
    known = LANGUAGES.get(code)
    return known.english_name if known else code
