"""The shape of one jurisdiction: everything the engine needs to know about an act, as data and
small functions.

A jurisdiction package builds one `Jurisdiction`. The engine reads nothing else, so a second state
fits beside the first without touching any module outside its package.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from reports.law.facts import DetainerFacts
from reports.law.findings import Caution, Contradiction
from reports.law.open_questions import Question
from reports.law.provenance import EntryKind, Provenance, RegisterEntry
from reports.law.read_sentences import ReadText
from reports.law.vocabulary import Outcome, Vocabulary

NO_GROUND = "none"
BEFORE_THE_ACT = "before_the_act"
NOT_COVERED = "agency_not_covered"


@dataclass(frozen=True, slots=True)
class Version:
    """The act as it stood from `starts_on` until the next version starts."""

    code: str
    starts_on: date
    instrument: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Overlay:
    """Another act that bears on some purposes; `starts_on` is None while its effective date was not
    found.
    """

    code: str
    title: str
    possible_from: date
    starts_on: date | None
    purposes: tuple[str, ...]
    question: str
    summary: str
    provenance: Provenance
    agency_kinds: tuple[str, ...] = ()

    def bears_on(self, purposes: frozenset[str], agency_kind: str) -> bool:
        """Whether it lies over any of the purposes for this kind of agency (all, where none is
        named).
        """
        concerned = not self.agency_kinds or agency_kind in self.agency_kinds
        return concerned and not purposes.isdisjoint(self.purposes)


class Circumstances(NamedTuple):
    """Who is asked and about whom, as far as a rule may depend on it; custody is None where nobody
    said.
    """

    agency_kind: str = ""
    minor: bool = False
    not_legally_competent: bool = False
    in_custody: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One purpose and one ground under one version: what a rule decides."""

    purpose: str
    ground: str
    version: str
    minor: bool = False
    overlays: Mapping[str, bool | None] = field(default_factory=dict)
    not_legally_competent: bool = False
    in_custody: bool | None = None
    agency_kind: str = ""

    def overlay_in_force(self, code: str) -> bool | None:
        """True or False where the effective date is known, None where it is not."""
        return self.overlays.get(code)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says of a case. The citation is where the words stand."""

    outcome: Outcome
    citation: str
    reason: str
    questions: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reading of the act: for which purposes and versions it speaks, and how it decides a
    case.
    """

    name: str
    title: str
    purposes: tuple[str, ...]
    versions: tuple[str, ...]
    decide: Callable[[Case], Ruling]
    provenance: Provenance

    @property
    def reading(self) -> str:
        """Citation and our reading, from the docstring of the deciding function."""
        return " ".join((self.decide.__doc__ or "").split())


@dataclass(frozen=True, slots=True)
class Interaction:
    """A question that no single ground raises, but several together do, or a kind of agency."""

    question: str
    purposes: tuple[str, ...]
    arises: Callable[[frozenset[str]], bool]
    agency_kinds: tuple[str, ...] = ()

    def concerns(self, agency_kind: str) -> bool:
        return not self.agency_kinds or agency_kind in self.agency_kinds


@dataclass(frozen=True, slots=True)
class DutySpec:
    """Something owed: what triggers it, to whom, with which content, in the act's own words of
    time.

    `holder` names who owes it where that is no agency: it stands in the register and is never owed
    on a request. `except_kinds` are covered agencies the paragraph does not name; `doubt_by_kind`
    is the question whether it reaches the kind at all.
    """

    name: str
    title: str
    versions: tuple[str, ...]
    when: str
    timing_words: str
    recipients: str
    contents: tuple[str, ...]
    provenance: Provenance
    purposes: tuple[str, ...] = ()
    agency_kinds: tuple[str, ...] = ()
    sure_purposes: tuple[str, ...] = ()
    doubt: str = ""
    holder: str = ""
    remark: str = ""
    except_kinds: tuple[str, ...] = ()
    doubt_by_kind: Mapping[str, str] = field(default_factory=dict)

    def owed(self, *, version: str, agency_kind: str, purposes: frozenset[str]) -> bool:
        return (
            version in self.versions
            and not self.holder
            and agency_kind not in self.except_kinds
            and (not self.agency_kinds or agency_kind in self.agency_kinds)
            and (not self.purposes or not purposes.isdisjoint(self.purposes))
        )

    def questions(self, purposes: frozenset[str], agency_kind: str) -> tuple[str, ...]:
        """The doubt hangs over the duty where none of the purposes that surely trigger it is asked
        for; that of the kind of agency always.
        """
        of_purposes = self.doubt if purposes.isdisjoint(self.sure_purposes) else ""
        return tuple(filter(None, (of_purposes, self.doubt_by_kind.get(agency_kind))))


@dataclass(frozen=True, slots=True)
class Definition:
    """Text shown beside a form field, with where it comes from."""

    name: str
    title: str
    text: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list the rules rely on and people maintain."""

    name: str
    title: str
    provenance: Provenance
    expected_entries: int | None = None


def no_cautions(_facts: DetainerFacts) -> tuple[Caution, ...]:
    """Of a jurisdiction that points to no other section."""
    return ()


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    code: str
    name: str
    act: str
    construction: str
    vocabulary: Vocabulary
    versions: tuple[Version, ...]
    overlays: tuple[Overlay, ...]
    coverage: Mapping[str, date | None]
    coverage_provenance: Provenance
    coverage_questions: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    interactions: tuple[Interaction, ...]
    duties: tuple[DutySpec, ...]
    questions: Mapping[str, Question]
    definitions: tuple[Definition, ...]
    lists: tuple[ListSpec, ...]
    outside_purposes: frozenset[str]
    is_detainer_form: Callable[[str, str | None], bool]
    contradictions: Callable[[DetainerFacts], tuple[Contradiction, ...]]
    before_the_act: str
    before_the_act_provenance: Provenance
    read_text: ReadText
    cautions: Callable[[DetainerFacts], tuple[Caution, ...]] = no_cautions

    @cached_property
    def ground_order(self) -> tuple[str, ...]:
        return tuple(word.value for word in self.vocabulary.grounds)

    @cached_property
    def rule_of(self) -> dict[tuple[str, str], Rule]:
        """The rule for a purpose under a version; exactly one, which the tests hold."""
        return {
            (purpose, version): rule
            for rule in self.rules
            for purpose in rule.purposes
            for version in rule.versions
        }

    def version_on(self, day: date) -> Version | None:
        in_force = [version for version in self.versions if version.starts_on <= day]
        return in_force[-1] if in_force else None

    def concerning(self, questions: Iterable[str], version: str | None) -> tuple[str, ...]:
        """The questions that matter under the version; the others do not arise there."""
        return tuple(name for name in questions if self.questions[name].concerns(version))

    def covers(self, agency_kind: str, day: date) -> bool:
        since = self.coverage.get(agency_kind)
        return since is not None and since <= day

    @cached_property
    def register(self) -> tuple[RegisterEntry, ...]:
        """Everything a lawyer can confirm, rules first."""
        return (
            *(
                RegisterEntry(r.name, EntryKind.RULE, r.title, r.provenance, r.versions)
                for r in self.rules
            ),
            RegisterEntry(
                NOT_COVERED,
                EntryKind.RULE,
                "Agencies the act names, and since when",
                self.coverage_provenance,
            ),
            RegisterEntry(
                BEFORE_THE_ACT, EntryKind.RULE, self.before_the_act, self.before_the_act_provenance
            ),
            *(
                RegisterEntry(d.name, EntryKind.DUTY, d.title, d.provenance, d.versions)
                for d in self.duties
            ),
            *(
                RegisterEntry(d.name, EntryKind.DEFINITION, d.title, d.provenance)
                for d in self.definitions
            ),
            *(RegisterEntry(s.name, EntryKind.LIST, s.title, s.provenance) for s in self.lists),
            *(
                RegisterEntry(o.code, EntryKind.OVERLAY, o.title, o.provenance)
                for o in self.overlays
            ),
        )
