"""Languages of the notices, their sentences, and which of these a named person has signed.

No statute requires a language; a notice that cannot be read informs nobody. A translation is signed
sentence by sentence. One that nobody signed is a draft: it is marked as such and never printed in
production, where that passage stands in English and a signed sentence says who can read it to the
person. A wrongly stated right is worse than English and an interpreter.
"""

from __future__ import annotations

import gettext
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reports.notices.text.sentences import LETTER_TEXTS, READ_TO_YOU, TEXTS

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "notices"
SIGNED = "signed"


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

    def pgettext(self, context: str, message: str) -> str:
        return ""


@dataclass(frozen=True)
class SentenceSignature:
    """Who vouches for the translation of one sentence, since when, and for which words."""

    signer: str
    signed_on: date
    digest: str

    def __str__(self) -> str:
        return f"{self.signer}, {self.signed_on.isoformat()}, {self.digest}"


def parse_signature(text: str) -> SentenceSignature | None:
    """A signature as the catalogs keep it; None where it is none."""
    parts = [part.strip() for part in text.rsplit(",", 2)]
    if len(parts) < 3 or not all(parts):
        return None
    try:
        return SentenceSignature(parts[0], date.fromisoformat(parts[1]), parts[2])
    except ValueError:
        return None


def digest_of(english: str, translated: str) -> str:
    """What a signature vouches for: this translation of this English sentence."""
    return hashlib.sha256(f"{english}\0{translated}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Catalog:
    """The sentences of one language, and the keys of those whose words somebody has signed."""

    language: Language
    translations: gettext.NullTranslations
    signed: frozenset[str] = frozenset()

    def is_signed(self, key: str) -> bool:
        """Whether a named person vouches for these words. English needs nobody."""
        return self.language is ENGLISH or key in self.signed

    def say(self, key: str, **values: str) -> str:
        return self.translations.gettext(TEXTS[key]).format_map(values)

    def missing(self) -> list[str]:
        return [key for key in TEXTS if not self.has(key)]

    def has(self, key: str) -> bool:
        """Whether there is a translation, signed or not."""
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
    known = Catalog(language, found)
    signed = frozenset(key for key in TEXTS if known.has(key) and _is_signed(found, key))
    return Catalog(language, found, signed)


def _is_signed(translations: gettext.NullTranslations, key: str) -> bool:
    """A signature lapses by itself when the English sentence or its translation changes."""
    english = TEXTS[key]
    signature = parse_signature(translations.pgettext(SIGNED, english))
    return signature is not None and signature.digest == digest_of(
        english, translations.gettext(english)
    )


@cache
def is_complete(code: str) -> bool:
    return not catalog(code).missing()


def is_printable(code: str, *, production: bool) -> bool:
    """Whether notices are made in the language. In production somebody must have signed the
    sentence that says who can read an English passage to the person, and half of the others: below
    that the notice would be English twice.
    """
    known = catalog(code)
    if not production:
        return known.has(READ_TO_YOU)
    signed = sum(known.is_signed(key) for key in LETTER_TEXTS)
    return known.is_signed(READ_TO_YOU) and 2 * signed >= len(LETTER_TEXTS)


def approved_languages(*, production: bool) -> tuple[Language, ...]:
    """English always, and every other one that is offered."""
    return tuple(
        language
        for code, language in LANGUAGES.items()
        if language is ENGLISH or is_printable(code, production=production)
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


def language_code(typed: str) -> str:
    """The code of a language named in English; one that is not offered stays as it was typed."""
    name = typed.strip().casefold()
    named = (each.code for each in LANGUAGES.values() if each.english_name.casefold() == name)
    return next(named, typed)


def language_name(code: str) -> str:
    """The English name of a language; one that is not offered stays as it was typed."""
    known = LANGUAGES.get(code)
    return known.english_name if known else code
