"""Goal 17: deadline day. 150 people at once over 95 agencies, everything submitted, no error, p95
at most 5x p50.

The product's own web server (two processes, as `script/server` starts it) on a durable PostgreSQL.
Everybody opens the page that certifies, signs, and opens the receipt, all starting at the same
moment; 55 towns have two certifiers who both sign. What is compared are moments of one and the same
rush, so the ratio holds on a busy machine too.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from benchmarks.harness import Result, paired_rates

DATABASE = "postgresql"
TOWNS, PEOPLE = 95, 150
HOST, PORT = "127.0.0.1", 18917
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PAGES = ("certify page", "certify and submit", "receipt")


@dataclass
class Person:
    """A certifier with a session, and what became of each request."""

    cookies: dict[str, str]
    path: str
    signed: dict[str, str]
    seconds: dict[str, float] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)


def run() -> list[Result]:
    people = prepared()
    with web_server():
        start = Barrier(len(people))
        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(lambda person: a_visit(person, start), people))
    submitted, errors = outcome(people)
    return [result(page, people, submitted, errors) for page in PAGES]


def prepared() -> list[Person]:
    """95 towns with a draft each and 150 people who may certify, signed in."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from reports.accounts.roles import Role
    from tests.submissions.helpers import a_person, an_agency, drafted
    from tests.support.sign_in import sign_in

    call_command("collectstatic", interactive=False, verbosity=0)
    people = []
    for town in range(TOWNS):
        draft = drafted(an_agency(f"town-{town}"), lines=town % 3)
        says = {"expected_hash": draft.content_sha256, "nil" if draft.is_nil else "read": "on"}
        for number in range(2 if town < PEOPLE - TOWNS else 1):
            client = Client()
            sign_in(client, a_person(Role.CERTIFIER, draft.agency, name=f"certifier{number}"))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            people.append(
                Person(
                    {cookie.key: cookie.value},
                    reverse("submissions:certify", args=[draft.pk]),
                    says,
                )
            )
    return people


@contextmanager
def web_server() -> Iterator[None]:
    """gunicorn as the program starts it, until it answers."""
    environment = {**os.environ, "TRUSTACT_BIND": f"{HOST}:{PORT}", "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            if _answers():
                break
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _answers() -> bool:
    try:
        return _ask("/healthz", {})[0] == 200
    except OSError:
        return False


def a_visit(person: Person, start: Barrier) -> None:
    """Open, sign, read the receipt."""
    start.wait()
    body = timed(person, "certify page", person.path)[0]
    token = TOKEN.search(body)
    sent = {**person.signed, "csrfmiddlewaretoken": token.group(1).decode() if token else ""}
    where = timed(person, "certify and submit", person.path, sent)[1].get("Location", "/")
    timed(person, "receipt", where)


def timed(
    person: Person, page: str, path: str, sent: dict[str, str] | None = None
) -> tuple[bytes, dict[str, str]]:
    """One request, kept with its time and its answer."""
    began = time.perf_counter()
    status, body, headers = _ask(path, person.cookies, sent)
    person.seconds[page], person.answers[page] = time.perf_counter() - began, status
    return body, headers


def _ask(
    path: str, cookies: dict[str, str], sent: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    connection = HTTPConnection(HOST, PORT, timeout=300)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if sent is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    method, body_sent = ("GET", None) if sent is None else ("POST", urlencode(sent))
    connection.request(method, path, body_sent, headers)
    answer = connection.getresponse()
    body = answer.read()
    for cookie in answer.headers.get_all("Set-Cookie") or ():
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    connection.close()
    return answer.status, body, dict(answer.headers)


def outcome(people: list[Person]) -> tuple[int, int]:
    """How many towns are submitted, and how many requests were not answered as they should be."""
    from reports.submissions.models import Receipt, Submission
    from reports.submissions.status import SubmissionStatus

    wanted = {"certify page": 200, "certify and submit": 302, "receipt": 200}
    errors = sum(
        person.answers.get(page) != status for person in people for page, status in wanted.items()
    )
    submitted = Submission.objects.filter(
        status=SubmissionStatus.CERTIFIED, receipt__in=Receipt.objects.all()
    ).count()
    return submitted, errors


def result(page: str, people: list[Person], submitted: int, errors: int) -> Result:
    times = sorted(person.seconds[page] for person in people)
    middle, late = statistics.median(times), times[int(len(times) * 0.95) - 1]
    answers: dict[int, int] = defaultdict(int)
    for person in people:
        answers[person.answers[page]] += 1
    detail: dict[str, Any] = {
        "submitted": submitted,
        "towns": TOWNS,
        "errors": errors,
        "answers": dict(answers),
    }
    return Result(
        name=(
            f"{page}: {PEOPLE} people at once, {submitted} of {TOWNS} towns submitted, {errors}"
            " error(s)"
        ),
        goal="p95 at most 5x p50, everything submitted, no error",
        reference="its own p50",
        measured="its p95",
        ratio=paired_rates(middle * 1000, late * 1000),
        at_most=5.0 if submitted == TOWNS and not errors else 0.0,
        detail=detail,
    )
