"""What makes WeasyPrint fast and what makes it leak, line by line, beside its first example.

Each line is the one before with one thing changed, in a process of its own: the fetcher made once,
then style and fonts made once, then tags. The leak is measured as growth for each letter after a
warm-up, with fonts and fetcher made anew and with both reused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.bench_notice import LANGUAGE, page_for, peer
from benchmarks.harness import Result, paired, paired_rates

ROUNDS = 11
WARM_UP, LETTERS = 30, 120
LINES = (
    ("naive", "one_fetcher", "the fetcher is made once"),
    ("one_fetcher", "bare_untagged", "style and fonts are made once too"),
    ("bare_untagged", "bare", "tags and PDF/UA-1 are written"),
    ("bare", "ours", "our text layer, PDF/A-2a, colours, claims and bounds"),
)


def run() -> list[Result]:
    return [*_speed(), _leak()]


def _speed() -> Iterator[Result]:
    page = page_for(LANGUAGE)
    for before, after, what in LINES:
        with peer(before) as one, peer(after) as other:
            ratio = paired(partial(one.render, page), partial(other.render, page), ROUNDS)
        yield Result(
            name=f"line {after}", goal="measured", reference=before, measured=what, ratio=ratio
        )


def _leak() -> Result:
    """Growth in KiB for each letter: reused beside made anew."""
    grown = {name: _growth(name) for name in ("leaking", "ours")}
    return Result(
        name="line leak",
        goal="measured",
        reference="fonts and fetcher made anew for each letter, KiB grown a letter",
        measured="both reused, KiB grown a letter",
        ratio=paired_rates(max(grown["leaking"], 0.1), grown["ours"]),
        detail={name: round(value, 1) for name, value in grown.items()},
    )


def _growth(name: str) -> float:
    page = page_for(LANGUAGE)
    with peer(name) as one:
        for _ in range(WARM_UP):
            one.render(page)
        before = int(one.render({**page, "want": "memory"}))
        for _ in range(LETTERS):
            one.render(page)
        return (int(one.render({**page, "want": "memory"})) - before) / LETTERS
