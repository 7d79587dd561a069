"""Nobody carries everything away with one session."""

from __future__ import annotations


def test_one_person_cannot_ask_without_end(desk, settings):
    settings.REQUESTS_EACH_MINUTE = 3
    answers = [desk.get("/echo/") for _ in range(5)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1].headers["Retry-After"] == "60"
