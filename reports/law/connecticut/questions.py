"""The open legal questions Q1 to Q26 of C.G.S. section 54-192h: text, what hangs on each, and who
must decide.

They stay open until a dated settlement is recorded. Who decides is our suggestion, not the act's.
"""

from reports.law.connecticut.versions import SINCE_2019, V2014, V2025
from reports.law.open_questions import Question

COUNSEL = "the agency's counsel, until the Attorney General or a court does"
ATTORNEY_GENERAL = "the Attorney General or a court"
COURT = "a court"
OPM = "the Office of Policy and Management, on advice of the Attorney General"
OPM_LEGAL = "OPM's legal office, from the text of the public act"

QUESTIONS = {
    question.id: question
    for question in (
        Question(
            "Q1",
            "Does every question count as a detainer?",
            "Does an interview request, a telephone query or an NLETS hit count as a civil"
            " immigration detainer, the list of purposes not being exclusive, and so make the"
            " notice on receipt owed?",
            "The notice on receipt is shown as owed, with this doubt beside it.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q2",
            "When may release be notified?",
            "Which grounds let an agency notify of release under (b)(1)(B)? The text as recalled"
            " points to (e), which grants none; practice uses the grounds for holds.",
            "Notification on a ground for holds is unsettled; without one it is prohibited.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q3",
            "Is a hand-over at the door a detention?",
            "Is handing a person over at the door, with no added hold, to detain? Is a delay of"
            " minutes?",
            "A transfer without a ground for a hold is unsettled.",
            COURT,
            SINCE_2019,
        ),
        Question(
            "Q4",
            "Does an administrative warrant defeat a ground?",
            "A detainer, an I-205 and a class A conviction: does the flat ban of (b)(1)(C) defeat"
            " the exception of (A)(ii)?",
            "The hold is read as not prohibited on the ground, with this doubt beside it.",
            COURT,
            SINCE_2019,
        ),
        Question(
            "Q5",
            "Does a judge's warrant open an interview?",
            "Does a judicial warrant lift the ban on interviews under (b)(1)(D), which does not"
            " name it?",
            "An interview on a judge's warrant alone is unsettled.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q6",
            "Convictions elsewhere",
            "Is an out-of-state, federal or foreign conviction a class A or B felony offense? In"
            " 2019 the definition that covered other courts of the United States was deleted. Who"
            " rules on equivalence, and by which date's classes?",
            "A conviction entered from elsewhere raises this question instead of counting"
            " silently.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q7",
            "Who confirms a database match?",
            "Who confirms a possible match in the Terrorist Screening Database, what is a similar"
            " database, and how do handling rules that forbid telling the person stand against the"
            " written reason and public records?",
            "The match counts as entered; the reason given to the person needs counsel.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q8",
            "What is convicted?",
            "Does convicted include a plea before sentence, nolo contendere, an Alford plea,"
            " youthful offender status, a juvenile adjudication, accelerated rehabilitation, a"
            " pending appeal, a pardon, an erased conviction?",
            "The conviction counts as entered, with this doubt beside it; an erased one may be"
            " unusable and unlawful to keep.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q9",
            "How far do the crimes added in 2025 reach?",
            "Do the 13 crimes of PA 25-29 apply to interviews as well as holds, to attempts and"
            " conspiracies, and to convictions before 2025-10-01?",
            "Interviews on such a conviction are unsettled; holds are read as not prohibited.",
            OPM_LEGAL,
            (V2025,),
        ),
        Question(
            "Q10",
            "How long is 48 hours?",
            "Does state law still cap a hold at 48 hours, do weekends count (8 CFR 287.7(d) against"
            " Form I-247A), and when does the clock start?",
            "The clock shows 48 elapsed hours, the shortest reading.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q11",
            "Federal law and pending suits",
            "How do 8 USC 1373 and 1644, the pending federal suits and any injunction bear on the"
            " act?",
            "An injunction is recorded as a dated settlement; no rule changes by itself.",
            COURT,
        ),
        Question(
            "Q12",
            "Federal claims over records",
            "Do 8 CFR 236.6 and federal claims over Form I-247A stand against the public records of"
            " (e)(2)?",
            "A records request that touches them goes to counsel.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q13",
            "Which exemptions still apply to public records?",
            "Which exemptions of the Freedom of Information Act still apply to records that (e)(2)"
            " calls public, how are small numbers redacted, and are notices and the entry of a"
            " declined detainer records relating to ICE access?",
            "Redactions are proposed and a person confirms them.",
            "the Freedom of Information Commission or a court",
            SINCE_2019,
        ),
        Question(
            "Q14",
            "Agencies the act does not name",
            "Are agencies not named in (a)(9), contractors, joint task forces, dispatch centres and"
            " school resource officers employed by a police department bound?",
            "Such an agency is shown as not covered, with this question.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q15",
            "Who reports, and is a nil report owed?",
            "Is the reporter the legislative body or the police department on its behalf, who"
            " signs, is a nil report owed, and what follows when none comes? No penalty was found.",
            "Silence is shown as no report received, never as zero.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q16",
            "Who gets the second notice, and when?",
            "Where there is both an attorney and a designated person, who is told? What is"
            " promptly, what is a good faith effort, what proves it, and what of a person already"
            " gone, a minor, or one who does not read English?",
            "Both are offered; the agency records what it did.",
            COUNSEL,
            SINCE_2019,
        ),
        Question(
            "Q17",
            "Is a refusal a response?",
            "Is any reply to the federal side, even a refusal, a response to a civil immigration"
            " detainer and so ICE access (A) to be reported, and is head review needed before a"
            " refusal?",
            "Refusals are recorded as replies, not as access; head review is asked before either.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q18",
            "Is a tip a release message?",
            "Does an officer's own tip, not in answer to a request, fall under (b)(1)(B), which"
            " speaks of a person targeted by a civil immigration detainer?",
            "Access without a detainer is recorded; whether it was prohibited is not said.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q19",
            "Are database queries data sharing?",
            "Are plate-reader, COLLECT, CISS or vendor database queries by federal users data"
            " sharing and so ICE access (B) or (C)? PA 26-14 now regulates plate-reader data.",
            "Such queries can be recorded as access by other means.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q20",
            "Addresses after HB 8004",
            "Home and work addresses are ICE access (C) and so contemplated, yet barred by HB 8004"
            " of 2025 unless excepted. Its effective date was not found.",
            "Giving an address is unsettled until the effective date is confirmed.",
            OPM_LEGAL,
            SINCE_2019,
        ),
        Question(
            "Q21",
            "Who may be sued, and for what?",
            "Is the right of action of 2025 against the municipality only or the state too; which"
            " relief, which limitation period, and does it reach back?",
            "Records are kept under a litigation hold where a claim is expected.",
            COURT,
            (V2025,),
        ),
        Question(
            "Q22",
            "How long are records kept?",
            "Which retention schedule of the State Library applies to these records? None was"
            " found.",
            "Nothing is deleted until a schedule is entered.",
            "the State Library's public records administrator",
            SINCE_2019,
        ),
        Question(
            "Q23",
            "Which demographic characteristics?",
            "Which characteristics satisfy (e)(3)? Nationality stands on the I-247A; is it one of"
            " them?",
            "Race, ethnicity, sex and age are reported; nationality is not collected.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q24",
            "Persons or events?",
            "One person with several accesses on several dates: are persons counted or events? The"
            " text has both a number of individuals and a date.",
            "Both are counted and labelled.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q25",
            "Court paper under the act of 2013",
            "Was a hold or transfer on a judge's warrant or court order outside the act of 2013, or"
            " did it still need one of the seven factors?",
            "Such a hold or transfer before 2019-10-01 is unsettled.",
            COURT,
            (V2014,),
        ),
        Question(
            "Q26",
            "Is a notice that says not yet decided enough?",
            "Does a notice given at once that says not yet decided, and who will decide, meet upon"
            " receiving and inform whether it intends to comply, when the decision follows later?",
            "The copy goes out at once and the statement of intent as soon as the decision falls.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
    )
}
