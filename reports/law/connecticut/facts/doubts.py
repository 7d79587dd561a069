"""Why a ground on record may not count under C.G.S. section 54-192h: its own facts leave it open.

A ground that is only stated is taken as stated. Once its facts are recorded they are judged
(`convictions`, `judicial_warrants`), and what they leave open makes the ground unsettled under a
question, never prohibited and never lifted.
"""

from reports.law.vocabulary import DoubtCause

COPY_CONTRADICTS = "copy_contradicts"
COPY_CANNOT_TELL = "copy_cannot_tell"
CONVICTED_ELSEWHERE = "convicted_elsewhere"
CAPITAL_FELONY = "capital_felony"
WARRANT_FOR_ANOTHER_PERSON = "warrant_for_another_person"
WARRANT_FOR_ANOTHER_PURPOSE = "warrant_for_another_purpose"
WARRANT_EXPIRED = "warrant_expired"
WARRANT_NOT_READ = "warrant_not_read"
JUDGE_OF_ANOTHER_STATE = "judge_of_another_state"

DOUBTS = (
    DoubtCause(
        COPY_CONTRADICTS,
        "The conviction is recorded as class A or B; the copy of the statutes read says otherwise."
        " Ask counsel.",
        ("Q6",),
    ),
    DoubtCause(
        COPY_CANNOT_TELL,
        "The conviction is recorded as class A or B; from what is recorded the copy of the statutes"
        " read cannot tell. Ask counsel.",
        ("Q6",),
    ),
    DoubtCause(
        CONVICTED_ELSEWHERE,
        "A court elsewhere convicted; whether that is a class A or B felony is open. Ask counsel.",
        ("Q6",),
    ),
    DoubtCause(
        CAPITAL_FELONY,
        "The crime was a capital felony, which the statutes list apart from class A. Ask counsel.",
        ("Q6", "Q30"),
    ),
    DoubtCause(
        WARRANT_FOR_ANOTHER_PERSON,
        "The judge's warrant names somebody else; the act does not say whom it must name. Ask"
        " counsel.",
        ("Q32",),
    ),
    DoubtCause(
        WARRANT_FOR_ANOTHER_PURPOSE,
        "The judge's warrant commands something else than what is asked; the act does not say what"
        " it must command. Ask counsel.",
        ("Q32",),
    ),
    DoubtCause(
        WARRANT_EXPIRED,
        "The judge's warrant was past its day; the act does not say that it must still run. Ask"
        " counsel.",
        ("Q32",),
    ),
    DoubtCause(
        WARRANT_NOT_READ,
        "It is not recorded whom the judge's warrant names or what it commands. Read it, and ask"
        " counsel.",
        ("Q32",),
    ),
    DoubtCause(
        JUDGE_OF_ANOTHER_STATE,
        "A judge of another state signed; whether that is a judicial officer is open. Ask counsel.",
        ("Q28",),
    ),
)
