"""The outcomes of all combinations, as text for reviewers and as checksums.

`python -m tests.law.digest` writes both files anew. A change of any outcome then shows as a
difference to be reviewed: readable in `outcomes_digest.txt`, complete in `outcomes_digest.sha256`.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from reports.law.assess import SHIPPED_STATE, DetainerFacts, Finding, LawState, assess
from reports.law.connecticut import CONNECTICUT
from reports.law.state import OverlayDate

HERE = Path(__file__).parent
TEXT_FILE = HERE / "outcomes_digest.txt"
SUMS_FILE = HERE / "outcomes_digest.sha256"
WORDS = CONNECTICUT.vocabulary
PURPOSES = tuple(WORDS.purpose_words)
GROUNDS = tuple(WORDS.ground_words)
KINDS = tuple(WORDS.agency_kind_words)
VERSION_DAYS = {
    "before 2014": date(2013, 12, 31),
    **{version.code: version.starts_on for version in CONNECTICUT.versions},
}
GROUND_SETS = ((), *((ground,) for ground in GROUNDS), *combinations(GROUNDS, 2))


LATEST = CONNECTICUT.versions[-1].starts_on
OVERLAY_DATED = LawState(
    overlay_dates=(OverlayDate("O1", LATEST, "a date supposed for this digest"),)
)


def finding(
    purpose: str,
    grounds: tuple[str, ...],
    day: date,
    *,
    minor: bool = False,
    kind: str = "municipal_police",
    state: LawState = SHIPPED_STATE,
    not_legally_competent: bool = False,
    in_custody: bool | None = None,
) -> Finding:
    facts = DetainerFacts(
        day,
        kind,
        (purpose,),
        grounds,
        minor,
        not_legally_competent=not_legally_competent,
        in_custody=in_custody,
    )
    return assess(facts, state).findings[0]


def brief(found: Finding) -> str:
    questions = " ".join(found.questions) or "-"
    return f"{found.outcome:14} {found.citation} [{questions}]"


def readable() -> str:
    """Every single ground with its reason; every pair, those of equal result together."""
    lines = [
        "Outcomes by version, purpose and grounds. Written by `python -m tests.law.digest`.",
        "",
    ]
    for version in CONNECTICUT.versions:
        lines += coverage_lines(version.code, version.starts_on)
        for purpose in PURPOSES:
            lines += [f"== {version.code} {purpose} ==", *single_lines(purpose, version.starts_on)]
            lines += [
                *pair_lines(purpose, version.starts_on),
                *duty_lines(purpose, version.starts_on),
                "",
            ]
    return "\n".join([*lines, *special_lines()])


def special_lines() -> Iterator[str]:
    """What differs for a minor or another circumstance, with the effective date of HB 8004
    supposed, before the act, and for other agencies.
    """
    yield "== differing for a minor, another circumstance, or with HB 8004 supposed in force =="
    for purpose in PURPOSES:
        for ground in GROUND_SETS[: len(GROUNDS) + 1]:
            usual = finding(purpose, ground, LATEST)
            otherwise = {
                "minor": finding(purpose, ground, LATEST, minor=True),
                "not legally competent": finding(
                    purpose, ground, LATEST, not_legally_competent=True
                ),
                "not in custody": finding(purpose, ground, LATEST, in_custody=False),
                "HB 8004": finding(purpose, ground, LATEST, state=OVERLAY_DATED),
                **{
                    kind: finding(purpose, ground, LATEST, kind=kind)
                    for kind in KINDS
                    if kind != "other"
                },
            }
            for name, found in otherwise.items():
                if found != usual:
                    yield (
                        f"{name}: {purpose} {' '.join(ground) or 'none'}: {brief(found)}"
                        f" {found.reason}"
                    )
    yield "== no rule =="
    for name, day in VERSION_DAYS.items():
        found = finding("hold", (), day, kind="other")
        yield f"{name} other: {brief(found)} {found.rule}: {found.reason}"


def coverage_lines(code: str, day: date) -> list[str]:
    covered = [kind for kind in KINDS if assess(DetainerFacts(day, kind, ("hold",))).covered]
    return [f"== {code} covers: {', '.join(covered)} ==", ""]


def single_lines(purpose: str, day: date) -> Iterator[str]:
    for ground in ("none", *GROUNDS):
        found = finding(purpose, () if ground == "none" else (ground,), day)
        yield f"{ground:32} {brief(found)} {found.rule}: {found.reason}"


def pair_lines(purpose: str, day: date) -> Iterator[str]:
    results = {pair: brief(finding(purpose, pair, day)) for pair in combinations(GROUNDS, 2)}
    if len(set(results.values())) == 1:
        yield f"every pair: {next(iter(results.values()))}"
        return
    for ground in GROUNDS[:-1]:
        of_ground = {pair[1]: result for pair, result in results.items() if pair[0] == ground}
        for result in sorted(set(of_ground.values())):
            partners = [other for other, its in of_ground.items() if its == result]
            yield f"  {ground} + {' '.join(partners)}: {result}"


def duty_lines(purpose: str, day: date) -> Iterator[str]:
    for kind in ("municipal_police", "state_police", "bail_services", "school_police"):
        owed = [
            " ".join([duty.duty, duty.when, *duty.questions])
            for duty in assess(DetainerFacts(day, kind, (purpose,))).duties
        ]
        yield f"owed by {kind}: {'; '.join(owed) or 'nothing'}"


def checksums() -> str:
    """One line per version and agency kind: how many combinations, and the checksum of their
    assessments.
    """
    return (
        "\n".join(
            checksum_line(name, day, kind) for name, day in VERSION_DAYS.items() for kind in KINDS
        )
        + "\n"
    )


def checksum_line(name: str, day: date, kind: str) -> str:
    digest, count = hashlib.sha256(), 0
    for purpose in PURPOSES:
        for grounds in GROUND_SETS:
            assessment = assess(DetainerFacts(day, kind, (purpose,), grounds))
            digest.update(json.dumps(assessment.as_dict(), sort_keys=True).encode())
            count += 1
    return f"{digest.hexdigest()}  {count:5} {name} {kind}"


def write() -> None:
    TEXT_FILE.write_text(readable(), encoding="utf-8")
    SUMS_FILE.write_text(checksums(), encoding="utf-8")


if __name__ == "__main__":
    write()
