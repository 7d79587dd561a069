"""The truth of a story, kept by hand: what came, was decided, told and corrected, and what follows
from it for every letter, list and count.

It imports nothing of the program. Where the two differ, one of them is wrong, and a person decides
which. Letters say little here: the sentences that must stand in them, and those that must not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

CONNECTICUT = ZoneInfo("America/New_York")
LATE_AFTER = timedelta(hours=24)
FIRST, DECISION, TAKEN_BACK, RELEASE, COPY = "N1", "N1I", "N1X", "N2", "N2C"
YES, NO, OPEN = "comply", "decline", "pending"
QUESTIONS = {
    "hold": "Keep you in custody after the time you would be let go",
    "notify_release": "Tell them the day and time you will be let go",
    "interview": "Let them question you while you are in custody",
    "transfer": "Hand you over to federal immigration officers",
}
ANSWERS = {
    YES: "Yes. We plan to do this.",
    NO: "No. We do not plan to do this.",
    OPEN: "We have not decided yet.",
}
# What an access of each kind does of what can be asked.
DOES = {"B": "notify_release", "D": "interview"}
KEEPING = {"hold", "transfer"}
NEVER = ("1991", "370112233")  # neither the date of birth nor the number of the immigration office


def day(at: datetime) -> str:
    """A day as a letter writes it."""
    there = at.astimezone(CONNECTICUT)
    return f"{there:%B} {there.day}, {there.year}"


def moment(at: datetime) -> str:
    """A day and time as a letter writes them."""
    there = at.astimezone(CONNECTICUT)
    return f"{day(at)} at {there.hour % 12 or 12}:{there:%M %p}"


@dataclass(eq=False)
class Decided:
    """One decision. It holds from `at` on, whenever it was written down."""

    at: datetime
    answers: dict[str, str]
    reason: str
    entered_at: datetime


@dataclass(eq=False)
class Act:
    """One access: what was done, when, and the release that was told, if one was."""

    kind: str
    at: datetime
    releasing_at: datetime | None = None
    by_reply: bool = False
    is_voided: bool = False
    why: str = ""
    is_acknowledged: bool = False
    asked_for_others: bool = False
    has_letter_by_hand: bool = False

    @property
    def tells(self) -> bool:
        """Whether the federal side was told of a release."""
        return self.kind == "B" or (self.kind == "C" and self.releasing_at is not None)


@dataclass(eq=False)
class Letter:
    """One letter: what it is about, where it is, and what it says."""

    kind: str
    about: Decided | Act | None
    owed_since: datetime
    says: list[str] = field(default_factory=list)
    never_says: list[str] = field(default_factory=list)
    place: str = "waiting"
    is_held_back: bool = False

    @property
    def is_current(self) -> bool:
        """Neither void nor replaced."""
        return self.place in {"waiting", "served"}

    @property
    def state(self) -> str:
        """Where it is, in one word or two."""
        return f"{self.place}, held back" if self.is_held_back and self.is_current else self.place


@dataclass(eq=False)
class Request:
    """One federal request about one person, and everything that followed."""

    came_at: datetime
    entered_at: datetime
    asks: tuple[str, ...]
    name: str = "María José Nuñez-Đặng"
    office: str = "ICE ERO Hartford"
    lawyer: str = "Ada Lawyer"
    designee: str = ""
    is_verified: bool = True
    is_detainer: bool = True
    on_paper: bool = True
    has_scan: bool = False
    in_custody: bool = True
    has_ground: bool = True
    release_due_at: datetime | None = None
    is_reviewed: bool = False
    decided: list[Decided] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    ended: str = ""
    ended_at: datetime | None = None
    held_otherwise: bool = False
    facts_changed: bool = False
    cancels_unmatched: bool = False
    refusals: list[datetime] = field(default_factory=list)

    # What happens ----------------------------------------------------------------------------

    def receive(self) -> None:
        """The request is written down: the person's first letter is owed at once, and made."""
        self._make(FIRST, None, self.came_at)

    def review(self) -> None:
        """The head has seen the request."""
        self.is_reviewed = True

    def decide(self, at: datetime, entered_at: datetime, reason: str, **answers: str) -> Decided:
        """Something is decided, and the person is told what holds now in a letter of its own."""
        made = Decided(at, answers, reason, entered_at)
        self.decided.append(made)
        self.facts_changed = False
        holds = self.in_force(entered_at) or made
        self._make(DECISION, holds, holds.at)
        return made

    def do(self, act: Act) -> Act:
        """Something is done for the federal side; of a release that was told the person is told."""
        self.acts.append(act)
        if act.tells:
            self._make(RELEASE, act, act.at)
            if self.lawyer or self.designee:
                self._make(COPY, act, act.at)
        return act

    def correct_act(self, old: Act, new: Act) -> Act:
        """An act was something else than was written down; its letters are replaced."""
        old.is_voided = True
        for letter in self.current():
            if letter.about is old:
                letter.place = "replaced"
        return self.do(new)

    def void_act(self, act: Act) -> None:
        """An act never was: the letters about it are no longer true, and nothing replaces them."""
        act.is_voided = True
        for letter in self.current():
            letter.is_held_back |= letter.about is act

    def end(self, outcome: str, at: datetime) -> None:
        """Custody or the request ends; of a request that was taken back the person is told."""
        self.ended, self.ended_at = outcome, at
        told = [x for x in self.letters if x.kind in {FIRST, DECISION} and x.place != "void"]
        if outcome == "cancelled" and told:
            self._make(TAKEN_BACK, None, at)

    def reopen(self) -> None:
        """The end was none. What said that the request was taken back is no longer true."""
        self.ended, self.ended_at = "", None
        for letter in self.current(TAKEN_BACK):
            letter.is_held_back = True

    def correct_name(self, name: str) -> None:
        """The name was wrong, and every letter prints it."""
        self.name = name
        self._hold_back(self.current())

    def correct_lawyer(self, lawyer: str) -> None:
        """Another attorney: the copy went, or goes, to the wrong one."""
        self.lawyer = lawyer
        self._hold_back(self.current(COPY))

    def learn_of(self, other: Request) -> None:
        """Another request about the person names whom to tell where this one names nobody."""
        before = (self.lawyer, "" if self.lawyer else self.designee)
        self.lawyer = self.lawyer or other.lawyer
        self.designee = self.designee or other.designee
        if before != (self.lawyer, "" if self.lawyer else self.designee):
            self._hold_back([x for x in self.current(COPY) if x.place == "waiting"])

    def correct_receipt(self, came_at: datetime) -> None:
        """The request came at another moment. The first letter prints the moment, that of the
        first answer the day, and that of a later answer the moment again.
        """
        is_other_day = day(came_at) != day(self.came_at)
        self.came_at = came_at
        prints = is_other_day or len(self.decided) > 1
        self._hold_back([*self.current(FIRST), *(self.current(DECISION) if prints else [])])

    def lose_ground(self) -> None:
        """What the decision rests on was another person's; every letter that names it is untrue."""
        self.has_ground, self.facts_changed = False, True
        self._hold_back([x for x in self.current() if x.kind in {DECISION, RELEASE, COPY}])

    def _hold_back(self, letters: list[Letter]) -> None:
        """Each is held back. The first letter is owed at once, so one that nobody has is replaced
        at once.
        """
        for letter in letters:
            letter.is_held_back = True
        for letter in letters:
            if letter.kind == FIRST and letter.place == "waiting":
                self._make(FIRST, None, self.came_at)

    def make_again(self, kind: str, act: Act | None = None) -> None:
        """A letter that is owed or held back is made from what is true now."""
        about: Decided | Act | None = act
        if kind == DECISION:
            about = self.in_force(max(x.at for x in self.decided))
        since = about.at if about is not None else self.came_at
        self._make(kind, about, since)
        has_it = any(x.about is act and x.place == "served" for x in self.current(COPY))
        if kind == RELEASE and (self.lawyer or self.designee) and not has_it:
            self._make(COPY, about, since)  # the copy goes with the letter that it is a copy of

    def hand_over(self, kind: str) -> None:
        """The person has it."""
        (letter,) = self.current(kind)
        letter.place = "served"

    def void(self, kind: str) -> None:
        """It was made by mistake."""
        (letter,) = self.current(kind)
        letter.place = "void"

    # What is true ----------------------------------------------------------------------------

    def current(self, kind: str = "") -> list[Letter]:
        """The letters that are neither void nor replaced."""
        return [x for x in self.letters if x.is_current and kind in {"", x.kind}]

    def standing(self) -> list[Act]:
        """What was done and not taken back as never done."""
        return [act for act in self.acts if not act.is_voided]

    def in_force(self, at: datetime) -> Decided | None:
        """What had been decided by a moment."""
        made = [(x.at, place) for place, x in enumerate(self.decided) if x.at <= at]
        return self.decided[max(made)[1]] if made else None

    def owed(self) -> Iterator[tuple[str, datetime]]:
        """The letters that nobody has made."""
        if not self.current(FIRST):
            yield FIRST, self.came_at
        elif self.decided and not self.current(DECISION):
            yield DECISION, min(x.at for x in self.decided)
        for act in self.standing():
            yield from self._owed_of(act)
        was_told = [x for x in self.letters if x.kind in {FIRST, DECISION} and x.place != "void"]
        if self.ended == "cancelled" and was_told and not self.current(TAKEN_BACK):
            yield TAKEN_BACK, self.ended_at or self.came_at

    def _owed_of(self, act: Act) -> Iterator[tuple[str, datetime]]:
        if not act.tells:
            return
        made = {x.kind for x in self.current() if x.about is act}
        if RELEASE not in made:
            yield RELEASE, act.at
        elif COPY not in made and not act.asked_for_others:
            yield COPY, act.at

    def listed(self, now: datetime) -> Counter[tuple[str, str]]:
        """Every letter that is owed, no longer true, or late in being handed over."""
        found = Counter((kind, "owed") for kind, _ in self.owed())
        found.update((x.kind, "stale") for x in self.current() if x.is_held_back)
        found.update(
            (x.kind, "late")
            for x in self.current()
            if x.place == "waiting" and not x.is_held_back and now > x.owed_since + LATE_AFTER
        )
        return found

    def to_hand_over(self) -> int:
        """How many letters wait for somebody to make or to hand over."""
        return len(list(self.owed())) + sum(x.place == "waiting" for x in self.current())

    @property
    def needs_review(self) -> bool:
        """The head sees a request to be told of a release before anybody answers it."""
        return "notify_release" in self.asks and not self.is_reviewed

    @property
    def step(self) -> str:
        """What the request waits for."""
        if self.ended not in {"", "still_held"}:
            return ""
        if self.needs_review:
            return "review"
        return "" if self.decided else "decision"

    # What does not fit -----------------------------------------------------------------------

    def disagreements(self, now: datetime) -> set[str]:
        """What two statements of the record say differently, by the name of the rule."""
        rules = {
            "act_against_decision": any(x.why and not x.is_acknowledged for x in self.standing()),
            "reply_against_decision": any(self._unexplained(x, reply=True) for x in self.standing())
            or any(self._refused_against(at) for at in self.refusals),
            "access_against_decision": any(
                self._unexplained(x, reply=False) for x in self.standing()
            ),
            "access_undecided": any(self._undecided(x) for x in self.standing()),
            "telling_without_access": any(x.kind == "B" and x.by_reply for x in self.acts)
            and not any(x.kind == "B" for x in self.standing()),
            "held_past_release": self._held_past(now),
            "taken_without_decision": self._taken_undecided(),
            "access_after_the_end": self._after_the_end(),
            "findings_changed": self.facts_changed and not self.ended,
            "cancellation_unmatched": self.cancels_unmatched,
        }
        return {name for name, holds in rules.items() if holds}

    def _declined(self, act: Act) -> bool:
        decided, asked = self.in_force(act.at), DOES.get(act.kind, "")
        return decided is not None and decided.answers.get(asked) == NO

    def _unexplained(self, act: Act, *, reply: bool) -> bool:
        return self._declined(act) and not act.why and act.by_reply == reply

    def _refused_against(self, at: datetime) -> bool:
        decided = self.in_force(at)
        return decided is not None and YES in decided.answers.values()

    def _undecided(self, act: Act) -> bool:
        asked, decided = DOES.get(act.kind, ""), self.in_force(act.at)
        if asked not in self.asks:
            return False
        return decided is None or decided.answers.get(asked, OPEN) == OPEN

    def _held_past(self, now: datetime) -> bool:
        due = self.release_due_at
        is_open = self.ended in {"", "still_held"} and self.in_custody
        if due is None or not is_open or self.has_ground or self.held_otherwise:
            return False
        return due < now

    def _taken_undecided(self) -> bool:
        if self.ended != "federal" or self.ended_at is None or not KEEPING & set(self.asks):
            return False
        if any(act.kind == "B" for act in self.standing()):
            return False
        decided = self.in_force(self.ended_at)
        return decided is None or not any(decided.answers.get(what) == YES for what in KEEPING)

    def _after_the_end(self) -> bool:
        if self.ended_at is None or self.ended in {"", "still_held", "federal"}:
            return False
        return any(act.at > self.ended_at for act in self.standing())

    # What letters say ------------------------------------------------------------------------

    def _make(self, kind: str, about: Decided | Act | None, since: datetime) -> None:
        for twin in self.current(kind):
            if twin.about is about or kind in {FIRST, DECISION, TAKEN_BACK}:
                twin.place = "replaced"
        letter = Letter(kind, about, since, [self.name], list(NEVER))
        self._write(letter)
        self.letters.append(letter)

    def _write(self, letter: Letter) -> None:
        if letter.kind == FIRST:
            self._write_first(letter)
        elif isinstance(letter.about, Decided):
            self._write_decision(letter, letter.about)
        elif isinstance(letter.about, Act):
            self._write_release(letter, letter.about)
        else:
            letter.says.append("we learned that the request about you was taken back")
            letter.never_says += [*ANSWERS.values()]
        if not self.is_verified:
            letter.never_says.append("Federal immigration officers asked us")

    def _write_first(self, letter: Letter) -> None:
        received = moment(self.came_at)
        letter.says.append(
            f"On {received}, we got a request about you from {self.office}."
            if self.is_verified
            else f"On {received}, somebody asked us about you. They said they were from"
            f" {self.office}."
        )
        no_paper = "The request was not on paper, so there is no copy."
        later, behind = "We will give you a copy of the request.", "A copy of the request is behind"
        copies = [no_paper, behind, later]
        right = copies[0 if not self.on_paper else 1 if self.has_scan else 2]
        letter.says.append(right)
        letter.never_says += [words for words in copies if words != right]
        if not self.is_detainer:
            letter.never_says.append("called a detainer")
        if not self.in_custody:
            letter.never_says.append("in custody")
        decided = self.decided[-1] if self.decided else None
        self._write_answers(letter, decided)

    def _write_answers(self, letter: Letter, decided: Decided | None) -> None:
        answers = decided.answers if decided else dict.fromkeys(self.asks, OPEN)
        letter.says += [
            f"{QUESTIONS[what]}\n{ANSWERS[answer]}"
            for what, answer in answers.items()
            if what in QUESTIONS
        ]
        if OPEN not in answers.values():
            letter.never_says.append(ANSWERS[OPEN])
        letter.says += [decided.reason] if decided else []
        letter.never_says += [x.reason for x in self.decided if x is not decided]

    def _write_decision(self, letter: Letter, made: Decided) -> None:
        self._write_answers(letter, made)
        before = [x for x in self.decided if x.at <= made.at and x is not made]
        last = max(before, key=lambda x: (x.at, x.entered_at)) if before else None
        changed = [
            ANSWERS[last.answers[what]]
            for what, answer in made.answers.items()
            if last and last.answers.get(what, OPEN) not in {OPEN, answer}
        ]
        if last and changed:
            letter.says += [
                f"This answer has changed. On {moment(last.at)} it was: {answer}"
                for answer in changed
            ]
        else:
            letter.never_says.append("This answer has changed")
        told = [act for act in self.standing() if act.tells and act.at <= made.at]
        letter.says += [part for act in told for part in self._told(act)]
        if not told:
            letter.never_says.append("when you will be let go.\nThe day and time we gave")

    def _write_release(self, letter: Letter, act: Act) -> None:
        letter.says += self._told(act)
        decided = self.in_force(act.at)
        if decided is None:
            letter.says.append("When we told them, we had written down no decision.")
        elif letter.kind == RELEASE:
            letter.says.append(decided.reason)
        told = decided if letter.kind == RELEASE else None
        letter.never_says += [x.reason for x in self.decided if x is not told]
        letter.never_says += [
            f"we gave them: {moment(other.releasing_at)}"
            for other in self.acts
            if other.releasing_at and other.releasing_at != act.releasing_at
        ]
        if letter.kind == COPY:  # names the ground; what the person did is the person's to tell
            letter.never_says += ["Burglary", "53a-101"]
            whose = "you are the lawyer of" if self.lawyer else f"{self.name} gave us your name"
            letter.says.append(f"You get this copy because {whose}")

    def _told(self, act: Act) -> list[str]:
        told = [f"On {moment(act.at)}, we told {self.office} when you will be let go."]
        if act.releasing_at:
            told.append(f"The day and time we gave them: {moment(act.releasing_at)}.")
        return told


@dataclass
class Ledger:
    """Every request of one town's story, and what was done without one."""

    requests: list[Request] = field(default_factory=list)
    others: list[Act] = field(default_factory=list)
    alarms: int = 0
    productions: int = 0

    def waiting(self, now: datetime) -> dict[str, int]:
        """What waits at the town, by the heading of the list it stands on, for whoever may do all
        of it; lists with nothing on them are left out.
        """
        open_ones = [x for x in self.requests if x.ended in {"", "still_held"}]
        counts = {
            "Needs agency head review": sum(x.step == "review" for x in open_ones),
            "Needs decision": sum(x.step == "decision" for x in open_ones),
            "Notices to serve": sum(x.to_hand_over() for x in self.requests) + len(self.by_hand()),
            "Original files for a court or counsel": self.productions,
            "Does not agree": sum(len(x.disagreements(now)) for x in self.requests),
            "Sender not verified": sum(not x.is_verified for x in open_ones),
            "Detainer scan missing": sum(x.on_paper and not x.has_scan for x in open_ones),
        }
        return {title: count for title, count in counts.items() if count}

    def by_hand(self) -> list[Act]:
        """What was told of a release though nobody had asked, and the person has no letter of."""
        acts = [act for act in self.others if act.tells and not act.is_voided]
        return [act for act in acts if not act.has_letter_by_hand]

    def listed(self, now: datetime) -> Counter[tuple[str, str]]:
        """Every letter that is owed, no longer true, or late in being handed over."""
        found = Counter({(RELEASE, "owed"): len(self.by_hand())} if self.by_hand() else {})
        for request in self.requests:
            found.update(request.listed(now))
        return found

    def logged(self, first: datetime, after: datetime) -> int:
        """How many accesses lie within a half-year."""
        acts = [act for x in self.requests for act in x.standing()] + self.others
        return sum(first <= act.at < after and not act.is_voided for act in acts)
