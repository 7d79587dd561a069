"""The Flesch-Kincaid grade of a text: years of school that reading it takes."""

from __future__ import annotations

import re

SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    return max(1, len(VOWELS.findall(SILENT.sub(_kept, letters)))) if letters else 1


def _kept(found: re.Match[str]) -> str:
    return found[0][0]


def grade(text: str) -> float:
    sentences = [part for part in re.split(r"[.:!?]+\s|\n", text + "\n") if part.strip()]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )
