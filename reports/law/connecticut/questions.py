"""The open legal questions Q1 to Q32 of C.G.S. section 54-192h: text, what hangs on each, under
which versions it arises, and who must decide.

Where the copy of 2024 narrows one, its words say so: that is a reading, not a settlement. They stay
open until a dated settlement is recorded. Who decides is our suggestion, not the act's.
"""

from reports.law.connecticut.version_codes import SINCE_2019, V2014, V2025
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
            "A detainer is any request of a federal immigration authority to a local or state law"
            " enforcement agency; one for the release date of a person in custody surely is, and a"
            " database hit is no request. Is a request for an interview one, and so the notice on"
            " receipt owed?",
            "The notice on receipt is shown as owed, with this doubt beside it.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q2",
            "When may release be notified?",
            "(b)(1)(B) forbids release messages except as provided in subsection (e); (e)(1) speaks"
            " of notifying ICE of a release on a certain date and names no ground; the grounds"
            " stand in (A) and (D). Does (e) provide for no message, for any after review and with"
            " the second notice, or only on the grounds of (A), as practice has it?",
            "Notification on a ground for holds is unsettled; without one it is prohibited, with"
            " this doubt beside it.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q3",
            "Is a hand-over at the door a detention?",
            "(a)(2)(B) names transfer as a purpose and (b)(1) does not forbid it as such. Is"
            " handing a person over at the door, with no added hold, to detain? Is a delay of"
            " minutes?",
            "A transfer without a ground for a hold is unsettled.",
            COURT,
            SINCE_2019,
        ),
        Question(
            "Q4",
            "Does an administrative warrant defeat a ground?",
            "(A) forbids holds pursuant to a detainer, with exceptions; (C) forbids holds based on"
            " an administrative warrant, with none. A detainer, an I-205 and a class A conviction:"
            " does the flat ban of (C) defeat the exception of (A)(ii)?",
            "The hold is read as not prohibited on the ground, with this doubt beside it.",
            COURT,
            SINCE_2019,
        ),
        Question(
            "Q5",
            "Does a judge's warrant open an interview?",
            "(b)(1)(D) names one court order only, that of 8 USC 1225(d)(4)(B). Does a judge's"
            " warrant, which (A)(i) names and (D) does not, lift the ban on interviews?",
            "An interview on a judge's warrant alone is unsettled.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q6",
            "Is the conviction of class A or B?",
            "Is an out-of-state, federal or foreign conviction a class A or B felony offense, the"
            " definition that covered other courts of the United States having been deleted in"
            " 2019? Who rules on equivalence, and by which date's classes? No felony is deemed A or"
            " B, 53a-25(d): the section that defines it says so, or it is not.",
            "A conviction is compared with a copy of the statutes, which counsel confirms. Where"
            " the copy agrees it counts with this question; where it contradicts, cannot tell or"
            " was not asked, and for a court elsewhere, it is unsettled.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q7",
            "Who confirms a database match?",
            "The act says that a person is identified as a possible match, not by whom. Who"
            " confirms a possible match in the Terrorist Screening Database, what is a similar"
            " database, and how do handling rules that forbid telling the person stand against the"
            " written reason and public records?",
            "The match counts as entered; the reason given to the person needs counsel.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q8",
            "What is convicted?",
            "Does convicted include a plea before sentence, nolo contendere, an Alford plea, a"
            " juvenile adjudication, a pending appeal, a pardon? By the copy read a youthful"
            " offender determination (54-76k) and accelerated rehabilitation (54-56e) are no"
            " convictions, and an erased one may be told to nobody (54-142a, 54-142c).",
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
            SINCE_2019,
        ),
        Question(
            "Q10",
            "How long is 48 hours?",
            "The copy of 2024 has no cap in state law since 2019-10-01; that of the act of 2013"
            " went with former (c). Does the amendment of 2025 bring one, do weekends count"
            " (8 CFR 287.7(d) against Form I-247A), and when does the clock start?",
            "The clock shows 48 elapsed hours, the shortest reading.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q11",
            "Federal law and pending suits",
            "Nothing in (a)(3) or (b) limits telling immigration status, and there is no clause on"
            " 8 USC 1373; only schools are limited, 10a-11i. How do 8 USC 1373 and 1644, the"
            " pending federal suits and any injunction bear on the act?",
            "An injunction is recorded as a dated settlement; no rule changes by itself.",
            COURT,
        ),
        Question(
            "Q12",
            "Federal claims over records",
            "A federal rule enters by 1-210(a), except as otherwise provided by federal law, and"
            " (b)(10). Are 8 CFR 236.6 and federal claims over Form I-247A such, against the public"
            " records of (e)(2)?",
            "A records request that touches them goes to counsel.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q13",
            "Which exemptions still apply to public records?",
            "By its last sentence (e)(2) leaves the exemptions of 1-210 and 1-215 in place, and"
            " requests and refusals are communications under it. How are small numbers redacted,"
            " and are notices records relating to ICE access?",
            "Redactions are proposed and a person confirms them.",
            "the Freedom of Information Commission or a court",
            SINCE_2019,
        ),
        Question(
            "Q14",
            "Agencies the act does not name",
            "Contractors and agents of police and correction are named, and school resource"
            " officers are police officers, 10-233m. Are State Capitol Police, special policemen,"
            " other state departments, tribal and private police bound? None of them is named.",
            "Such an agency is shown as not covered, with this question.",
            ATTORNEY_GENERAL,
        ),
        Question(
            "Q15",
            "Who signs the report?",
            "The reporter is the legislative body, 1-1(m), of a municipality whose police gave ICE"
            " access in the six months before; where none was given the text asks for nothing, and"
            " it has no penalty. Who signs for the body?",
            "No nil report is owed. Silence is shown as no report received, never as zero and never"
            " as a failing.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q16",
            "Who gets the second notice, and when?",
            "The person always, and the attorney or one individual the person designates: by the"
            " history note the effort in good faith is for that individual. What is promptly, what"
            " is a good faith effort, what proves it, and what of a person already gone, a minor,"
            " or one who does not read English?",
            "Both are offered; the agency records what it did.",
            COUNSEL,
            SINCE_2019,
        ),
        Question(
            "Q17",
            "Is a refusal a response?",
            "Responding stands in (a)(6)(A) and in (c). Is any reply to the federal side, even a"
            " refusal, a response to a civil immigration detainer and so ICE access (A) to be"
            " reported, and is head review needed before a refusal?",
            "Refusals are recorded as replies, not as access; head review is asked before either."
            " Both are readings, each the cautious one.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q18",
            "Is a tip a release message?",
            "(b)(1)(B) speaks of a person targeted by a civil immigration detainer, so a tip before"
            " any request lies outside its words; it is access if the person was stopped, arrested,"
            " detained or under control. Does it fall under (B) all the same?",
            "Access without a detainer is recorded; whether it was prohibited is not said.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q19",
            "Are database queries data sharing?",
            "Data sharing and computer databases are named in (a)(6)(B) and (C), of persons under"
            " control only. Are plate-reader, COLLECT, CISS or vendor database queries by federal"
            " users such access? PA 26-14 now regulates plate-reader data.",
            "Such queries can be recorded as access by other means.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q20",
            "Addresses after HB 8004",
            "Home and work addresses that are not public are ICE access (C) and so contemplated,"
            " yet barred by HB 8004 of 2025 unless excepted. Its effective date was not found.",
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
            "Municipal records are destroyed only with the approvals of 7-109, state records with"
            " that of 11-8a. Which retention schedule of the State Library applies to these"
            " records? None was found.",
            "Nothing is deleted until a schedule is entered.",
            "the State Library's public records administrator",
            SINCE_2019,
        ),
        Question(
            "Q23",
            "Which demographic data?",
            "(e)(3) says demographic data and lists none. Which satisfy it? Nationality stands on"
            " the I-247A; is it one of them?",
            "Race, ethnicity, sex and age are reported; nationality is not collected.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q24",
            "Persons or events?",
            "One person with several accesses on several dates: the text counts a number of"
            " individuals, and a date goes with each access. Are events counted beside persons?",
            "Both are counted and labelled, persons first.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q25",
            "Court paper under the act of 2013",
            "The act of 2013 limited detaining on a detainer received for a person in custody. Was"
            " a hold or transfer on a judge's warrant or court order outside it, or did it still"
            " need one of the seven factors?",
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
        Question(
            "Q27",
            "Statistics or individual records?",
            "(e)(3) asks for statistics or, if they are not maintained, for individual records with"
            " what identifies a person redacted. May lines be sent where statistics are kept, and"
            " does exact age with date and town identify a person?",
            "Both forms are offered; lines carry age bands.",
            OPM,
            SINCE_2019,
        ),
        Question(
            "Q28",
            "Is a judge of another state a judicial officer?",
            "(a)(7) speaks of the state or federal judicial branches. Does it reach a judge of"
            " another state?",
            "What rests on such a judge's warrant is unsettled.",
            COUNSEL,
            SINCE_2019,
        ),
        Question(
            "Q29",
            "Do (c), (d) and (e) reach bail and school staff?",
            "(c), (d) and (e) bind law enforcement officers and agencies. Do they reach bail"
            " commissioners and intake specialists, whose Judicial Branch employs marshals and"
            " adult probation officers and so may be an agency of (a)(8)? School police is not"
            " named there; the amendment of 2025 was not read.",
            "Duties of bail staff are shown with this doubt; school police is shown none of (c)"
            " and (e).",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q30",
            "Is a capital felony of class A or B?",
            "53a-25(b) lists the capital felony of before 2012-04-25 apart from class A. Is it a"
            " class A or B felony?",
            "A hold on such a conviction is unsettled.",
            COUNSEL,
            SINCE_2019,
        ),
        Question(
            "Q31",
            "Transfers that other sections arrange",
            "How do 18-100g (release to federal custody after half of a sentence), 54-125d and"
            " 54-130b (deportation parole) stand to (b)(1)?",
            "A transfer by the Department of Correction or the Board of Pardons and Paroles is"
            " shown with this question, its outcome as for any agency.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
        Question(
            "Q32",
            "For whom and for what must the judge's warrant be?",
            "(b)(1)(A)(i) asks that the detainer be accompanied by a warrant issued or signed by a"
            " judicial officer. It says neither whom the warrant must name, nor what it must"
            " command, nor that it must still run. Does a warrant for another person, for another"
            " purpose or past its day lift the ban?",
            "A warrant naming somebody else is no ground until a person has looked at it and said"
            " so; what then rests on it, and on a warrant for another purpose or past its day, is"
            " unsettled.",
            ATTORNEY_GENERAL,
            SINCE_2019,
        ),
    )
}
