"""Printed words and the labels they are."""

from __future__ import annotations

import pytest

from reports.uploads.paper_forms.labels import LABELS, label_of, plain


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("FILE NO:", "file no"),
        ("Name of alien", "name of alien"),
        ("Name of A1ien:", "name of alien"),
        ("Date of Birth (mm/dd/yyyy)", "date of birth"),
        ("Date 0f Birth", "date of birth"),
        ("Sex", "sex"),
        ("Set", None),
        ("Date", "date"),
        ("Late", None),
        ("Remarks of any kind", None),
        ("", None),
    ],
)
def test_likeness_counts_for_long_labels_only(words, label):
    assert label_of(words) == label


def test_every_label_is_plain_already():
    assert [label for label in LABELS if plain(label) != label] == []
