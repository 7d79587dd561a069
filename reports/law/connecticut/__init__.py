"""Connecticut: C.G.S. section 54-192h, the TRUST Act, in its versions of 2014, 2019 and 2025.

Everything here follows copies and summaries whose marks say how far they can be trusted. A person
at OPM confirms each entry against the official text.
"""

from reports.law.connecticut import definitions, versions
from reports.law.connecticut.duties import DUTIES
from reports.law.connecticut.facts.cautions import cautions
from reports.law.connecticut.facts.contradictions import contradictions
from reports.law.connecticut.questions import QUESTIONS
from reports.law.connecticut.questions_raised import INTERACTIONS
from reports.law.connecticut.rules import RULES
from reports.law.connecticut.sentences_read import CODIFIED_2024
from reports.law.connecticut.terms import Purpose
from reports.law.connecticut.vocabulary import VOCABULARY
from reports.law.engine.jurisdiction import Jurisdiction

CONNECTICUT = Jurisdiction(
    code="connecticut",
    name="Connecticut",
    act="PA 13-155 (54-192h)",
    construction="Not prohibited is not a power to act: by 54-192h(g) the act gives none.",
    vocabulary=VOCABULARY,
    versions=versions.VERSIONS,
    overlays=versions.OVERLAYS,
    coverage=versions.COVERED_SINCE,
    coverage_provenance=versions.COVERAGE,
    coverage_questions=versions.COVERAGE_QUESTIONS,
    rules=RULES,
    interactions=INTERACTIONS,
    duties=DUTIES,
    questions=QUESTIONS,
    definitions=definitions.DEFINITIONS,
    lists=definitions.LISTS,
    outside_purposes=frozenset({Purpose.FINGERPRINTS_NCIC, Purpose.CRIMINAL_MATTER}),
    is_detainer_form=versions.is_detainer_form,
    contradictions=contradictions,
    cautions=cautions,
    before_the_act="The state had no statute on this before 2014-01-01.",
    before_the_act_provenance=versions.BEFORE_THE_ACT,
    read_text=CODIFIED_2024,
)
