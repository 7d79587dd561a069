"""Templates that a person can read on one screen: at most 120 columns, and no sentence for
translators that changes with its indentation.
"""

from __future__ import annotations

import re

import pytest

from tests.support.environment import ROOT

WIDEST = 120
# Not the text mails: a line there is a paragraph, which the reader's program wraps.
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".css"}
)
UNTRIMMED = re.compile(
    r"{%\s*blocktranslate\b(?![^%]*\btrimmed\b)[^%]*%}(.*?){%\s*endblocktranslate", re.DOTALL
)


def test_there_are_templates():
    assert len(TEMPLATES) > 150


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_of_a_template_is_wider_than_120_columns(path):
    wide = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} columns"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]
    assert not wide, (
        "; ".join(wide)
        + ". Begin a line where the reader sees a space anyway, name a long value with"
        " {% with %} or {% url ... as name %}, a long sentence with {% blocktranslate trimmed %};"
        " then run `.venv/bin/djlint templates --reformat --quiet`."
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_sentence_for_translators_does_not_hold_the_indentation_of_its_lines(path):
    source = path.read_text(encoding="utf-8")
    broken = [found[1].strip() for found in UNTRIMMED.finditer(source) if "\n" in found[1]]
    assert not broken, (
        f"{path.relative_to(ROOT)}: {broken} spans lines without `trimmed`, so its catalog entry is"
        " another one and the page falls back to English. Write {% blocktranslate trimmed %}."
    )


def test_a_block_in_an_attribute_is_filled_without_line_breaks():
    in_attributes = {
        name
        for path in TEMPLATES
        for name in re.findall(r'="[^"<>]*{% block (\w+) %}', path.read_text(encoding="utf-8"))
    }
    assert {"language", "direction"} <= in_attributes
    broken = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEMPLATES
        for name in in_attributes
        if f"{{% block {name} %}}\n" in path.read_text(encoding="utf-8")
    ]
    assert not broken, f"{broken} put a line break into an attribute: keep the block on one line."
