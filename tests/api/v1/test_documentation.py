"""The examples of docs/api.md, run as they stand there."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from tests.api.v1.calling import program
from tests.support.environment import ROOT

pytestmark = pytest.mark.django_db
EXAMPLES = re.findall(r"```sh\n(curl .*?)\n```", (ROOT / "docs" / "api.md").read_text(), re.DOTALL)


def parts_of(example):
    """Method, path and body of a line of curl."""
    words = iter(shlex.split(example)[1:])
    method, path, body, headers = "GET", "", None, {}
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-d":
            body = json.loads(next(words))
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word != "-s":
            path = word.removeprefix("$SITE/api/v1")
    return method, path, body, headers


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text[8:60])
def test_an_example_is_answered(example):
    method, path, body, headers = parts_of(example)
    assert headers.pop("Authorization") == "Bearer $TOKEN"
    headers.pop("Content-Type", None)
    answer = program().call(method, path, body, **headers)
    assert answer.status_code in {200, 201}, answer.content


def test_there_are_examples():
    assert len(EXAMPLES) >= 7
