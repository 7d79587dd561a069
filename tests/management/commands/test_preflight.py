"""Each road refuses, in one sentence with the cure and without a traceback; `manage.py preflight`
says it beforehand. Processes of their own: settings are read once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.support.environment import ROOT

PUBLIC = {
    "TRUSTACT_ALLOWED_HOSTS": "trust.example",
    "TRUSTACT_PUBLIC_ADDRESS": "https://trust.example",
    "TRUSTACT_BEHIND_PROXY": "1",
    "TRUSTACT_WEB_WORKERS": "1",
}


def run(tmp_path, *words, **settings):
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**clean, "TRUSTACT_DATA": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_public_host_is_production_and_says_what_it_lacks(tmp_path):
    done = run(tmp_path, "manage.py", "preflight", "--json", TRUSTACT_ALLOWED_HOSTS="trust.example")
    answer = json.loads(done.stdout)
    assert done.returncode == 2
    cures = " ".join(answer["refused"])
    for name in ("TRUSTACT_PUBLIC_ADDRESS", "TRUSTACT_BEHIND_PROXY", "TRUSTACT_REDIS_URL"):
        assert name in cures


def test_what_is_set_as_the_documents_say_is_not_refused(tmp_path):
    done = run(tmp_path, "manage.py", "preflight", **PUBLIC)
    assert (done.returncode, done.stdout) == (0, "The next start is not refused.\n")


def test_a_bad_value_is_an_answer_too(tmp_path):
    done = run(tmp_path, "manage.py", "preflight", "--json", TRUSTACT_TLS="perhaps")
    assert done.returncode == 2
    assert "TRUSTACT_TLS must be 1 or 0" in json.loads(done.stdout)["refused"][0]


@pytest.mark.parametrize(
    "road",
    [
        ("-c", "import trustact_site.wsgi"),
        ("manage.py", "run_worker"),
        *(
            pytest.param(words, marks=pytest.mark.long)
            for words in (
                ("-m", "celery", "-A", "trustact_site", "worker", "--pool=solo"),
                ("-m", "script.lib.steps", "--static-only"),
                ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", "127.0.0.1:0"),
            )
        ),
    ],
    ids=["wsgi", "run_worker", "celery", "steps", "gunicorn"],
)
def test_no_road_starts_without_a_proxy(tmp_path, road):
    done = run(tmp_path, *road, **PUBLIC | {"TRUSTACT_BEHIND_PROXY": "0"})
    assert done.returncode
    assert "TRUSTACT_BEHIND_PROXY=1" in done.stderr
    assert "Traceback" not in done.stderr
