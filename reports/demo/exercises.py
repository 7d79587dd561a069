"""Three exercises of OPM training, so that the what-if page and the exercises can be tried at
once.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from reports.accounts.models import User
from reports.law.assess import parse_facts
from reports.training.actions import make_exercise


class Lesson(NamedTuple):
    """What happened, on what grounds, what is asked with the outcome expected, and what there is to
    learn.
    """

    title: str
    situation: str
    grounds: tuple[str, ...]
    expected: dict[str, str]
    lesson: str


LESSONS = (
    Lesson(
        "A fax with an I-205",
        "A fax asks a town's police to hold a person for two days past release and to say when"
        " release will be. An I-205 signed by an immigration officer is attached.",
        ("administrative_warrant",),
        {"hold": "prohibited", "notify_release": "prohibited"},
        "An immigration officer is not a judicial officer, (a)(1). The person still gets the notice"
        " on receipt.",
    ),
    Lesson(
        "A conviction of a class B felony",
        "The same fax, without a warrant. The person was convicted of burglary in the first degree"
        " in Connecticut.",
        ("felony_ab_conviction",),
        {"hold": "not_prohibited", "notify_release": "unsettled"},
        "A ground lifts the ban on the hold and gives no power to hold, (g). Whether it reaches"
        " messages is Q2.",
    ),
    Lesson(
        "An officer asks to talk",
        "A federal officer asks to interview a person in a cell. The person has signed a consent"
        " form.",
        ("written_consent",),
        {"interview": "prohibited"},
        "Consent is no exception for interviews, (b)(1)(D).",
    ),
)


def make_lessons(*, at: datetime) -> None:
    """The exercises, made by the demo's trainer."""
    trainer = User.objects.get(email="training@opm.example")
    for lesson in LESSONS:
        given = {
            "on": "2026-03-01",
            "agency_kind": "municipal_police",
            "purposes": list(lesson.expected),
        }
        make_exercise(
            title=lesson.title,
            situation=lesson.situation,
            lesson=lesson.lesson,
            expected=lesson.expected,
            facts=parse_facts({**given, "grounds": list(lesson.grounds)}),
            by=trainer,
            at=at,
        )
