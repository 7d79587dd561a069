"""What is kept of a statute's text that somebody read: where each sentence stood, its digest, and
the entries of the law register that say what it says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that was read; `digest` is that of `subdivisions.StatuteSentence`."""

    place: str
    digest: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A section as it was read.

    :ivar section: its number, such as "54-192h".
    :ivar version: the version of the act that the text is of.
    :ivar source: the id of the copy that was read.
    """

    section: str
    version: str
    source: str
    sentences: tuple[ReadSentence, ...]
