"""EXAMPLE ONLY, not law: the invented state of Atlantis, to show that a second jurisdiction fits
beside the first.

Its act has one version, two purposes and an exception; it exists in tests and nowhere else.
"""

from datetime import date

from reports.law.engine.jurisdiction import (
    Case,
    Definition,
    DutySpec,
    Interaction,
    Jurisdiction,
    ListSpec,
    Overlay,
    Rule,
    Ruling,
    Version,
)
from reports.law.facts import DetainerFacts
from reports.law.findings import Contradiction
from reports.law.open_questions import Question
from reports.law.provenance import Provenance, ProvenanceMark
from reports.law.read_sentences import ReadSentence, ReadText
from reports.law.statute.subdivisions import sentences
from reports.law.vocabulary import Outcome, Vocabulary, Word

INVENTED = Provenance("Atlantis Code 7", ProvenanceMark.RECALLED)
ACT = "2020-05-05"
CODE = """Sec. 7. Mooring. (a) For the purposes of this section: (1) "Trident" means a fork; and
(2) "Harbor" means any harbor watched by (A) the city, or (B) the king.

(b) (1) No harbor watch shall: (A) Moor a ship at night; or (B) Refuse a ferry, except as provided
in subsection (c) of this section. The king may moor. (2) Nothing in subdivision (1) of this
subsection concerns ferries.

(c) The watch shall sound its horn at once."""
ENTRIES = {
    "(a)(1)": ("trident",),
    "(b)(1)(A)": ("no_mooring",),
    "(b)(2)": ("ferry_is_open",),
    "(c)": ("sound_horn",),
}
READ = ReadText(
    section="7",
    version=ACT,
    source="A0",
    sentences=tuple(
        ReadSentence(one.place, one.digest, ENTRIES.get(one.place, ())) for one in sentences(CODE)
    ),
)


def no_mooring(case: Case) -> Ruling:
    """Atlantis Code 7: nobody is moored without a trident; two tridents leave a question."""
    if case.ground == "trident":
        return Ruling(Outcome.REQUIRED, "Atlantis Code 7(b)", "A trident is on record.", ("A1",))
    return Ruling(Outcome.PROHIBITED, "Atlantis Code 7(a)", "No trident is on record.")


def ferry_is_open(case: Case) -> Ruling:
    """Atlantis Code 8: the act is silent on ferries until the tide act starts."""
    if case.overlay_in_force("TIDE"):
        return Ruling(Outcome.NOT_PROHIBITED, "Tide Act", "The tide act is in force.")
    return Ruling(Outcome.UNSETTLED, "Atlantis Code 8", "The act is silent.", ("A2",))


def no_contradictions(facts: DetainerFacts) -> tuple[Contradiction, ...]:
    odd = facts.agency_kind == "harbour_watch" and "pearl" in facts.grounds
    return (
        (
            Contradiction(
                "pearl", "grounds", "A pearl is no ground.", "Atlantis Code 7", "Put it back."
            ),
        )
        if odd
        else ()
    )


ATLANTIS = Jurisdiction(
    code="atlantis",
    name="Atlantis (example)",
    act="Atlantis Code",
    construction="An example, not law.",
    vocabulary=Vocabulary(
        agency_kinds=(Word("harbour_watch", "Harbour watch", "Watches the harbour."),),
        purposes=(Word("mooring", "Mooring", "To moor."), Word("ferry", "Ferry", "To ferry.")),
        grounds=(Word("trident", "Trident", "A trident."), Word("pearl", "Pearl", "A pearl.")),
        forms=(Word("scroll", "Scroll", "A scroll."),),
    ),
    versions=(Version(ACT, date(2020, 5, 5), "Act of 2020", INVENTED),),
    overlays=(
        Overlay(
            "TIDE",
            "Tide act",
            date(2022, 1, 1),
            date(2022, 1, 1),
            ("ferry",),
            "A2",
            "Tides.",
            INVENTED,
        ),
    ),
    coverage={"harbour_watch": date(2020, 6, 6)},
    coverage_provenance=INVENTED,
    coverage_questions={},
    rules=(
        Rule("no_mooring", "No mooring", ("mooring",), (ACT,), no_mooring, INVENTED),
        Rule("ferry_is_open", "Ferries", ("ferry",), (ACT,), ferry_is_open, INVENTED),
    ),
    interactions=(Interaction("A3", ("mooring",), lambda grounds: len(grounds) == 2),),
    duties=(
        DutySpec(
            "sound_horn", "Sound the horn", (ACT,), "at_once", "at once", "all", ("horn",), INVENTED
        ),
    ),
    questions={
        name: Question(name, "An example", "Is it?", "None.", "the king")
        for name in ("A1", "A2", "A3")
    },
    definitions=(Definition("trident", "Trident", "A fork.", INVENTED),),
    lists=(ListSpec("fish", "Fish", INVENTED),),
    outside_purposes=frozenset(),
    is_detainer_form=lambda version, form: form != "scroll",
    contradictions=no_contradictions,
    before_the_act="There was no act.",
    before_the_act_provenance=INVENTED,
    read_text=READ,
)
