"""Logs: one JSON object a line, ids not names, nothing typed at the start of a line of its own."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.test import Client

from trustact_site.logging import ALLOWED_KEYS, logging_dict

CANARY = "María Canary"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What would go to standard error."""
    stream = StringIO()
    formatter = logging_dict()["formatters"]["json"]
    made = formatter["()"](
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(made)
    heard = [logging.getLogger(name) for name in ("", "django.request")]
    levels = [logger.level for logger in heard]
    for logger in heard:
        logger.addHandler(handler)
    heard[0].setLevel(logging.INFO)
    yield stream
    for logger, level in zip(heard, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def read(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_listed_keys_are_written(lines: StringIO) -> None:
    structlog.get_logger("trustact.test").info(
        "thing.done", user_id="u1", family_name=CANARY, count=3
    )
    (line,) = read(lines)
    assert set(line) <= ALLOWED_KEYS
    assert (line["event"], line["user_id"], line["count"]) == ("thing.done", "u1", 3)
    assert CANARY not in lines.getvalue()


def test_ordinary_loggers_go_the_same_way(lines: StringIO) -> None:
    logging.getLogger("reports.outbox").warning(
        "bell_not_heard", extra={"job": "j1", "name_typed": CANARY}
    )
    (line,) = read(lines)
    assert (line["event"], line["job"], line["level"]) == ("bell_not_heard", "j1", "warning")
    assert CANARY not in lines.getvalue()


def test_an_exception_leaves_its_class_and_place_not_its_text(lines: StringIO) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("reports.web").exception("failed")
        structlog.get_logger("trustact.test").exception("failed")
    for line in read(lines):
        assert line["error_class"] == "ValueError"
        assert "test_logging.py" in line["where"]
    assert CANARY not in lines.getvalue()


@pytest.mark.parametrize(
    "typed", ["a\nb", "a\r\nb", "a\u2028b", "a\x85b", '"}\n{"event": "forged"', "\x1b[31m"]
)
def test_nothing_typed_begins_a_line(lines: StringIO, typed: str) -> None:
    structlog.get_logger("trustact.test").warning(typed, code=typed)
    logging.getLogger("reports").warning(typed)
    assert len(lines.getvalue().splitlines()) == 2
    assert all(ord(character) >= 32 or character == "\n" for character in lines.getvalue())


def test_a_fault_in_a_view_is_logged_without_what_was_typed(
    lines: StringIO, client: Client, db: None
) -> None:
    client.raise_request_exception = False
    client.get("/broken/", {"q": CANARY})
    logged = read(lines)
    assert any(line.get("error_class") == "ValueError" for line in logged)
    assert {line["request_id"] for line in logged if "request_id" in line}
    assert "Canary" not in lines.getvalue()
    answered = next(line for line in logged if line["event"] == "request.answered")
    assert (answered["route"], answered["status"]) == ("broken/", 500)
