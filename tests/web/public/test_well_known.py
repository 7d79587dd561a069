"""What machines ask of every site: where to report a weakness (RFC 9116), what to index (RFC
9309).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.urls import reverse

from reports.web.public import well_known

pytestmark = pytest.mark.django_db
SECURITY, ROBOTS = "/.well-known/security.txt", "/robots.txt"


def fields(client) -> dict[str, str]:
    """The fields of security.txt; each stands once."""
    lines = client.get(SECURITY).content.decode().splitlines()
    found = dict(line.split(": ", 1) for line in lines)
    assert len(found) == len(lines)
    return found


def test_both_stand_where_the_standards_say():
    assert reverse("public:security_txt") == SECURITY
    assert reverse("public:robots_txt") == ROBOTS


@pytest.mark.parametrize("path", [SECURITY, ROBOTS])
def test_both_are_plain_text_the_same_for_all(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "public" in answer["Cache-Control"]
    assert "max-age=86400" in answer["Cache-Control"]
    assert not answer.cookies
    assert answer.content.endswith(b"\n")
    assert b"\r" not in answer.content


def test_a_weakness_can_be_reported(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@trust.example"
    assert fields(client)["Contact"] == "mailto:security@trust.example"


def test_without_an_address_of_its_own_the_first_page_says_whom_to_write_to(client, settings):
    settings.SECURITY_CONTACT, settings.PUBLIC_ADDRESS = "", "https://trust.example"
    assert fields(client)["Contact"] == "https://trust.example/"


def test_the_file_says_where_it_stands_and_in_which_languages_one_may_write(client, settings):
    settings.PUBLIC_ADDRESS = "https://trust.example"
    found = fields(client)
    assert found["Canonical"] == f"https://trust.example{SECURITY}"
    assert found["Preferred-Languages"] == "en, es"


def test_the_file_is_good_for_less_than_a_year_and_the_same_all_day(client, monkeypatch):
    told = set()
    for hour in (0, 23):
        at = datetime(2026, 3, 2, hour, 59, 58, 7, tzinfo=UTC)
        monkeypatch.setattr(well_known, "now", lambda at=at: at)
        told.add(fields(client)["Expires"])
    assert told == {"2026-08-29T00:00:00Z"}
    assert timedelta() < datetime.fromisoformat(told.pop()) - at < timedelta(days=365)


def rules(client) -> list[str]:
    return client.get(ROBOTS).content.decode().splitlines()


def test_robots_are_told_no_address_of_the_desk(client):
    assert rules(client)[-1] == "Disallow: /"
    assert not any("desk" in rule or "opm" in rule for rule in rules(client))


def test_the_rules_hold_for_every_robot(client):
    assert [rule for rule in rules(client) if rule.startswith("User-agent")] == ["User-agent: *"]
    assert rules(client)[0] == "User-agent: *"


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/data/", True),
        ("/data/editions/1/", True),
        ("/method/", True),
        ("/es/data/", True),
        ("/desk/", False),
        ("/opm/editions/", False),
        ("/verify/ABCD-EFGH-JKLM", False),
        ("/wake/token/", False),
    ],
)
def test_only_published_figures_are_indexed(client, path, may):
    robots = RobotFileParser()
    robots.parse(rules(client))
    assert robots.can_fetch("AnyBot", path) is may


def test_the_first_page_is_allowed_alone(client):
    """`$` ends the path (RFC 9309, 2.2.3): without it everything would be allowed."""
    assert "Allow: /$" in rules(client)
    assert "Allow: /" not in rules(client)
