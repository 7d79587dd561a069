"""Random facts and random states of the law."""

from datetime import date

from hypothesis import strategies as st

from reports.law.assess import DetainerFacts, LawState
from reports.law.connecticut import CONNECTICUT
from reports.law.facts import Doubt
from reports.law.state import Confirmation, OverlayDate, Settlement
from reports.law.vocabulary import Outcome

WORDS = CONNECTICUT.vocabulary
DAYS = st.dates(date(2012, 1, 1), date(2032, 12, 31))
PURPOSES = st.sampled_from(sorted(WORDS.purpose_words))
GROUNDS = st.sampled_from(sorted(WORDS.ground_words))
GROUND_SETS = st.lists(GROUNDS, max_size=5).map(tuple)
PURPOSE_LISTS = st.lists(PURPOSES, min_size=1, max_size=4, unique=True).map(tuple)


def doubts() -> st.SearchStrategy[Doubt]:
    return st.builds(
        Doubt,
        ground=GROUNDS,
        cause=st.sampled_from(sorted(WORDS.doubt_causes)),
        purposes=st.just(()) | PURPOSE_LISTS,
    )


def facts() -> st.SearchStrategy[DetainerFacts]:
    return st.builds(
        DetainerFacts,
        on=DAYS,
        agency_kind=st.sampled_from(sorted(WORDS.agency_kind_words)),
        purposes=PURPOSE_LISTS,
        grounds=GROUND_SETS,
        minor=st.booleans(),
        not_legally_competent=st.booleans(),
        in_custody=st.none() | st.booleans(),
        doubts=st.lists(doubts(), max_size=2).map(tuple),
        form=st.none() | st.sampled_from(sorted(WORDS.form_words)),
        id=st.none() | st.text(max_size=20),
    )


def settlements() -> st.SearchStrategy[Settlement]:
    return st.builds(
        Settlement,
        id=st.text("abc", min_size=1, max_size=3),
        question=st.sampled_from(sorted(CONNECTICUT.questions)),
        citation=st.just("Opinion 2027-1"),
        decided_by=st.sampled_from(["attorney_general", "court", "opm"]),
        from_on=DAYS,
        purposes=PURPOSE_LISTS,
        grounds=st.lists(GROUNDS, min_size=1, max_size=4).map(tuple),
        outcome=st.sampled_from(sorted(Outcome)),
        note=st.just("Settled."),
    )


def states() -> st.SearchStrategy[LawState]:
    names = sorted(entry.name for entry in CONNECTICUT.register)
    confirmations = st.builds(Confirmation, st.sampled_from(names), st.just("A. Lawyer"), DAYS)
    return st.builds(
        LawState,
        confirmations=st.lists(confirmations, max_size=3).map(tuple),
        settlements=st.lists(settlements(), max_size=3).map(tuple),
        overlay_dates=st.lists(
            st.builds(OverlayDate, st.just("O1"), DAYS, st.just("PA 25-x")), max_size=1
        ).map(tuple),
    )
