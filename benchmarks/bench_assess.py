"""Goal 16: at least 20,000 facts assessed a second on one core.

Three measures: random facts no two of which are alike, on an engine that has seen none of them; the
same facts again; and the whole road of `assess --jsonl`, from a line of JSON to a line of JSON. The
reference beside each is reading and writing the same facts as JSON, which drifts with the machine
as they do.
"""

import json
import random
from datetime import date
from statistics import median
from time import process_time

from benchmarks.harness import Result, Work, paired, paired_rates
from reports.law.assess import JURISDICTION, SHIPPED_STATE, DetainerFacts
from reports.law.engine.evaluation import Engine
from reports.law.json_lines import assess_line

FACTS = 10_000
GOAL_PER_SECOND = 20_000
SEED = 54_192


def run() -> list[Result]:
    facts = random_facts(FACTS)
    lines = [json.dumps(given.as_dict()).encode() for given in facts]
    warm = Engine(JURISDICTION, SHIPPED_STATE)
    works: dict[str, Work] = {
        "assess, first time": lambda: assess_all(Engine(JURISDICTION, SHIPPED_STATE), facts),
        "assess, again": lambda: assess_all(warm, facts),
        "assess --jsonl": lambda: [assess_line(line, SHIPPED_STATE) for line in lines],
    }
    return [result for name, work in works.items() for result in measure(name, work, lines)]


def measure(name: str, work: Work, lines: list[bytes]) -> list[Result]:
    ratio = paired(lambda: [json.dumps(json.loads(line)) for line in lines], work, rounds=7)
    per_second = rate_on_one_core(work)
    bound = None if name.endswith("jsonl") else 1.0
    return [
        Result(
            name=name,
            goal=f"at least {GOAL_PER_SECOND} facts a second on one core",
            reference=f"{GOAL_PER_SECOND} facts a second",
            measured="facts a second",
            ratio=paired_rates(GOAL_PER_SECOND, per_second),
            at_least=bound,
            detail={"per_second": round(per_second)},
        ),
        Result(
            name=f"{name}, beside JSON",
            goal="for comparison over time",
            reference="the same facts read and written as JSON",
            measured=name,
            ratio=ratio,
            detail={
                "reference_seconds": ratio.reference_ms / 1000,
                "measured_seconds": ratio.measured_ms / 1000,
            },
        ),
    ]


def rate_on_one_core(work: Work, *, rounds: int = 5) -> float:
    """Facts a second by the processor's own clock: a core shared with other programs is not one
    core.
    """
    taken = []
    for _ in range(rounds):
        started = process_time()
        work()
        taken.append(process_time() - started)
    return FACTS / median(taken)


def assess_all(engine: Engine, facts: list[DetainerFacts]) -> None:
    for given in facts:
        engine.assess(given)


def random_facts(count: int) -> list[DetainerFacts]:
    chance = random.Random(SEED)
    return [one_of_many(chance, number) for number in range(count)]


def one_of_many(chance: random.Random, number: int) -> DetainerFacts:
    words = JURISDICTION.vocabulary
    return DetainerFacts(
        on=date.fromordinal(
            chance.randint(date(2014, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
        ),
        agency_kind=chance.choice(list(words.agency_kind_words)),
        purposes=tuple(chance.sample(list(words.purpose_words), chance.randint(1, 4))),
        grounds=tuple(chance.sample(list(words.ground_words), chance.randint(0, 5))),
        minor=chance.random() < 0.1,
        form=chance.choice([None, *words.form_words]),
        id=str(number),
    )
