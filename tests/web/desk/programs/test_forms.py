"""What is asked of whoever makes a token for a program."""

from __future__ import annotations

import pytest

from reports.accounts.api_scopes import ApiScope
from reports.web.desk.programs.forms import TokenForm

GIVEN = {"system_name": "Lockup Plus", "kind": "live", "scopes": ["detainers:read"]}


@pytest.mark.parametrize(("kind", "is_sandbox"), [("live", False), ("sandbox", True)])
def test_what_was_chosen_is_told_in_the_words_of_the_verb(kind, is_sandbox):
    form = TokenForm({**GIVEN, "kind": kind})
    assert form.is_valid()
    assert form.chosen_scopes() == [ApiScope.READ_DETAINERS]
    assert form.is_sandbox is is_sandbox


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_everything_has_to_be_said(missing):
    form = TokenForm({name: value for name, value in GIVEN.items() if name != missing})
    assert list(form.errors) == [missing]


def test_a_scope_that_no_call_asks_for_is_not_offered():
    form = TokenForm({**GIVEN, "scopes": [ApiScope.WRITE_IMPORTS]})
    assert "scopes" in form.errors
