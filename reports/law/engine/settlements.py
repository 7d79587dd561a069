"""How a settlement acts on what a rule says: where it speaks, and what it replaces."""

from dataclasses import replace

from reports.law.engine.jurisdiction import Case, Rule, Ruling
from reports.law.state import Settlement


def settles(settled: Settlement, rule: Rule, ruling: Ruling, case: Case) -> bool:
    concerned = settled.rule == rule.name if settled.rule else settled.question in ruling.questions
    return concerned and settled.speaks_of(case.purpose) and settled.reaches(case.ground)


def applied_to(ruling: Ruling, settled: Settlement) -> Ruling:
    return replace(
        ruling,
        outcome=settled.outcome or ruling.outcome,
        citation=also_citing(ruling.citation, settled),
        reason=settled.note or ruling.reason,
        questions=tuple(question for question in ruling.questions if question != settled.question),
    )


def also_citing(citation: str, settled: Settlement) -> str:
    return f"{citation}; {settled.citation}"
