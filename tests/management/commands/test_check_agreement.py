"""`check_agreement` names records and rules, as JSON or as lines, and ends with 1 where any is."""

import io
import json

import pytest
from django.core.management import call_command

from tests.workflow.test_acts_against import told_against

pytestmark = pytest.mark.django_db


def run(*words):
    out = io.StringIO()
    try:
        call_command("check_agreement", *words, stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue()
    return 0, out.getvalue()


def test_nothing_to_say_ends_with_zero():
    assert run() == (0, "0 disagreements on 0 records\n")
    assert run("--json") == (0, '{"disagreements": []}\n')


def test_each_is_named_with_its_record_and_rule_and_nobody():
    act = told_against()
    code, text = run("--json")
    (line,) = [
        row for row in json.loads(text)["disagreements"] if row["rule"] == "act_against_decision"
    ]
    assert code == 1
    assert (line["agency"], line["record"]) == ("hartford", act.detainer.reference)
    assert line["record_id"] == str(act.detainer_id)
    code, text = run()
    assert code == 1
    assert f"hartford {act.detainer.reference}: " in text
    assert "Nuñez" not in text
