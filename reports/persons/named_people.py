"""Whether words that a notice prints may name or point to somebody other than the person.

No notice prints what identifies a victim (54-86e, 1-210(b)(3)(G)). A program cannot know a name for
certain, so it asks whoever typed it to look again and never lets it pass in silence: a person in
words that say what they are ("the victim", "his wife"), a title with a name, or capitalized words
side by side that are neither the person, the agency nor an institution.
"""

from __future__ import annotations

import re

from reports.accounts.models import Agency
from reports.core.refusals import StateRefused
from reports.persons.identity import name_parts
from reports.persons.values import PersonValues

MAY_BE_SOMEBODY_ELSE = "The words may name or point to somebody else: {found}."
ASK_AGAIN = (
    f"{MAY_BE_SOMEBODY_ELSE} A notice prints them, and none may identify a victim or another"
    " person. Take it out, or confirm that it names nobody else."
)
_RELATIONS = (
    "victim victims complainant complainants witness witnesses informant informants accuser"
    " wife husband spouse fiancee fiance girlfriend boyfriend partner ex-wife ex-husband"
    " daughter daughters son sons stepdaughter stepson niece nephew mother father sister brother"
    " child children roommate neighbor coworker"
)
# Capitalized in ordinary reasons, and nobody's name there.
_ORDINARY = (
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday"
    " connecticut united states state federal us american new england"
    " superior supreme district judicial court branch probate clerk judge magistrate warrant"
    " department police chief sheriff marshal office officer agency city town county public safety"
    " correction emergency homeland security immigration customs enforcement removal operations"
    " deportation ice ero dhs opm fbi ncic trust act general statutes section form class felony"
    " first second third fourth fifth degree misdemeanor detainer request notice attorney counsel"
    " law school university the this that then when where no not in on at we our he she they it"
    " his her i a an if as by for to of and or but"
)
POINTS_TO_SOMEBODY = frozenset(_RELATIONS.split())
ORDINARY = frozenset(_ORDINARY.split())
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
LEAST_SIDE_BY_SIDE = 2


def possible_other_people(text: str, *, person: str = "", agency: str = "") -> tuple[str, ...]:
    """The words in a text that may be about somebody else, in their order. A name with a part
    that is not the person's is somebody else's: relatives share a family name.
    """
    theirs = frozenset(name_parts(person))
    ordinary = ORDINARY.union(name_parts(agency)) - theirs
    found: list[str] = []
    run: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        word = match[0].rstrip(".")
        if text[end : match.start()].strip():
            found += _named(run, theirs)
            run = []
        end = match.end()
        if _may_be_name(word, ordinary):
            run.append(word)
        else:
            found += _named(run, theirs)
            run = []
        if word.casefold() in POINTS_TO_SOMEBODY:
            found.append(word)
        if _ends_sentence(match[0]):
            found += _named(run, theirs)
            run = []
    return tuple(dict.fromkeys([*found, *_named(run, theirs)]))


def check_names_nobody_else(
    person: PersonValues, agency: Agency, *texts: str, is_checked: bool
) -> None:
    """Ask whoever wrote what a notice prints to look again. Raises StateRefused until they did."""
    found = other_people_in(person, agency, *texts)
    if found and not is_checked:
        raise StateRefused(ASK_AGAIN.format(found=", ".join(found)))


def other_people_in(person: PersonValues, agency: Agency, *texts: str) -> tuple[str, ...]:
    """What texts for a notice to this person may say of somebody else."""
    name, place = person.full_name, agency.display_name
    return tuple(
        word for text in texts for word in possible_other_people(text, person=name, agency=place)
    )


def _ends_sentence(word: str) -> bool:
    bare = word.rstrip(".")
    return word != bare and len(bare) > 1 and bare.casefold() not in TITLES


def _may_be_name(word: str, ordinary: frozenset[str]) -> bool:
    if word.casefold() in POINTS_TO_SOMEBODY or not word[0].isupper():
        return False
    is_name_like = len(word) == 1 or not word.isupper() or word.casefold() in TITLES
    return is_name_like and not ordinary.issuperset(name_parts(word))


def _named(run: list[str], theirs: frozenset[str]) -> list[str]:
    """The run as one name, unless every part of it is the person's."""
    names = [word for word in run if word.casefold() not in TITLES]
    is_theirs = theirs.issuperset(part for word in names for part in name_parts(word))
    return [] if len(run) < LEAST_SIDE_BY_SIDE or is_theirs else [" ".join(run)]
