"""Every sentence of the notices in plain English, the language they are translated from.

C.G.S. sec. 54-192h(e)(1) requires a copy and a statement of intent; it does not fix the wording.
Ours stays at or below eighth grade, cites the law by its number, says what the agency decided and
how it interprets the law, and never says that the law permits a thing: by subsection (g) nothing
here gives anyone a power. A changed sentence loses its translations until they are renewed, because
the catalogs are keyed by these sentences.
"""

from __future__ import annotations

from types import MappingProxyType

from reports.notices.text.public_page_sentences import PAGES

# Stands beside every passage that is in English because its translation may not be printed.
READ_TO_YOU = "note.read_to_you"
# Says that words are a translation which nobody has signed: of a whole letter, or of a passage.
DRAFT = "mark.draft"

HEAD = {
    "title.N1": "Federal immigration officers asked us about you",
    "title.N1.unverified": "Somebody asked us about you",
    "title.N1I.unverified": "What we decided about the request",
    "title.N1I": "What we decided about the federal request",
    "title.N1X": "The request about you was taken back",
    "title.N2": "We told federal immigration officers about your release",
    "title.N2C": "We told federal immigration officers about a release",
    "title.N1C": "Copy of the federal request about you",
    "title.N1C.unverified": "Copy of the request about you",
    "title.N2S": "Copy of what we told federal immigration officers",
    "title.CA": "Our answer: you asked us to correct a letter",
    "head.to": "To",
    "head.about": "About",
    "head.letter_number": "Letter number",
    "head.day": "Day",
    "head.qr": "Square code that opens the page where this letter can be checked",
    DRAFT: (
        "DRAFT TRANSLATION. No translator has checked these words yet. If the two texts differ,"
        " ask us."
    ),
    READ_TO_YOU: (
        "This part is in English. Ask us or your lawyer to read it to you in a language you know."
    ),
    "mark.specimen": "SPECIMEN. The person and the facts are invented.",
    "mark.blank": "BLANK FORM. Fill in by hand when the system is down.",
    "mark.replaces": "This letter replaces letter {number}.",
}

HAPPENED = {
    "happened.heading": "What happened",
    "happened.received": "On {day} at {time}, we got a request about you from {office}.",
    "happened.received_unverified": (
        "On {day} at {time}, somebody asked us about you. They said they were from {office}."
    ),
    "happened.not_order": "The request is not, by itself, an order from a judge.",
    "happened.detainer": (
        "Such a request is called a detainer. It comes from federal immigration officers. "
        "It is not, by itself, an order from a judge."
    ),
    "happened.not_federal": (
        "This letter is from us. It is not from the immigration office. It does not decide your"
        " case there."
    ),
    "happened.copy": "A copy of the request is behind this letter.",
    "happened.copy_later": "We will give you a copy of the request.",
    "happened.no_paper": "The request was not on paper, so there is no copy.",
    "happened.intent": (
        "On {day}, we got a request about you from {office}. "
        "We told you then that we had not decided. This letter tells you what we decided."
    ),
    "happened.taken_back": "On {day}, we learned that the request about you was taken back.",
    "happened.decided_now": "This letter tells you what we decided.",
    "happened.earlier_letter": "Our earlier letter has the number {number}.",
    "happened.told": "On {day} at {time}, we told {office} when you will be let go.",
    "happened.told_release": "The day and time we gave them: {day} at {time}.",
    "happened.told_copy": "A copy of what we sent is behind this letter.",
    "happened.told_copy_later": "We will give you a copy of what we sent.",
    "happened.told_by_voice": "We told them by voice. This is what we said: {words}",
    "happened.child": "We treat {name} as a child, somebody under 18. Below, “you” means {name}.",
    "happened.child_alone": (
        "We treat you as a child, somebody under 18. You may ask a parent, a guardian or a lawyer"
        " to read this letter with you."
    ),
    "happened.child_guardian": (
        "You get this letter because you are a parent or guardian of {name}."
    ),
    "happened.child_counsel": "You get this letter because you are the lawyer of {name}.",
    "happened.child_protection": (
        "You get this letter because your office protects children and acts for {name}."
    ),
    "happened.copy_for_lawyer": (
        "You get this copy because you are the lawyer of {name}. The letter to {name} says:"
    ),
    "happened.copy_for_named": (
        "You get this copy because {name} gave us your name. The letter to {name} says:"
    ),
}

COPY = {
    "copy.heading": "What is behind this sheet",
    "copy.request": "The next pages are pictures of the request.",
    "copy.sent": "The next pages are pictures of what we sent.",
    "copy.count": "Number of pages: {count}.",
    "copy.belongs": "They belong to our letter {number}.",
    "copy.private": "The pages may show private facts about you. You decide who sees them.",
    "copy.aloud": "A machine cannot read a picture aloud. Ask us to read the pages to you.",
    "copy.page": "Page {page} of {count} of the copy",
}

CORRECTION = {
    "correction.asked": "On {day}, we were asked to correct our letter {number}.",
    "correction.done": "We corrected it. The new letter has the number {number}.",
    "correction.kept": "We looked at it again. We did not change the letter.",
}

ASKED = {
    "asked.heading": "What they asked us to do, and our answer",
    "asked.hold": "Keep you in custody after the time you would be let go",
    "asked.arrest_on_administrative_warrant": (
        "Arrest you on a paper that an immigration officer signed, not a judge"
    ),
    "asked.transfer": "Hand you over to federal immigration officers",
    "asked.notify_release": "Tell them the day and time you will be let go",
    "asked.custody_status": "Tell them if you are in custody",
    "asked.interview": "Let them question you while you are in custody",
    "asked.interview.free": "Let them question you",
    "asked.facility_use": "Let them use our building, our staff or our things",
    "asked.release_information": "Give them facts about your release that are not public",
    "asked.address_information": "Give them your home or work address",
    "asked.supervision_information": "Give them facts about your probation or parole",
    "asked.confidential_information": "Give them private facts about you",
    "asked.federal_function": "Do the work of federal immigration officers",
    "asked.immigration_status": "Tell them what we know about your immigration status",
    "asked.fingerprints_ncic": "Send your fingerprints or look up police records",
    "asked.criminal_matter": "Help with a criminal case",
    "answer.comply": "Yes. We plan to do this.",
    "answer.decline": "No. We do not plan to do this.",
    "answer.pending": "We have not decided yet.",
    "changed.answer": "This answer has changed. On {day} at {time} it was: {answer}",
    "pending.who": "{decider} decides.",
    "pending.second_letter": (
        "As soon as it is decided, we will give you a second letter with our answer."
    ),
    "decider.head": "The head of our agency ({title})",
    "decider.head_untitled": "The head of our agency",
}

WHY = {
    "why.heading": "Why",
    "why.comply.not_prohibited": (
        "We read {cite}. As we read it, it does not stop us, and it does not make us do it. We"
        " chose to do it."
    ),
    "why.comply.required": "We read {cite}. As we read it, it tells us to do this.",
    "why.comply.unsettled": (
        "We read {cite}. It is not clear what it says on this point. We chose to do it."
    ),
    "why.comply.prohibited": (
        "We read {cite}. Our first reading was that we must not do this. The head of our agency"
        " decided to do it."
    ),
    "why.comply.no_rule": "We found no rule on this in the law. We chose to do it.",
    "why.decline.not_prohibited": (
        "We read {cite}. As we read it, it does not make us do this. We chose not to do it."
    ),
    "why.decline.required": (
        "We read {cite}. Our first reading was that we must do this. The head of our agency decided"
        " not to do it."
    ),
    "why.decline.unsettled": (
        "We read {cite}. It is not clear what it says on this point. We chose not to do it."
    ),
    "why.decline.prohibited": "We read {cite}. As we read it, it tells us not to do this.",
    "why.decline.no_rule": "We found no rule on this in the law. We chose not to do it.",
    "why.no_decision": "When we told them, we had written down no decision.",
    "why.follows": "We will give you the reason in writing in another letter.",
    "why.own_words": "The reason, in the words of the person who decided:",
    "why.own_words_english": "(These words were written in English.)",
    "why.own_words_not_printed": "The words of the person who decided are not printed here.",
    "why.our_reading": (
        "This is how we read the law. A lawyer or a court may read it in another way."
    ),
}

GROUNDS = {
    "ground.judicial_warrant": "We have on record a warrant that a judge signed.",
    "ground.felony_ab_conviction": (
        "We have on record that you were convicted of a felony of class A or B."
    ),
    "ground.listed_offense_conviction": (
        "We have on record that you were convicted of a crime that this law has named since"
        " October 1, 2025."
    ),
    "ground.court_order_1225": (
        "We have on record a court order that tells you to come or to answer questions."
    ),
    "ground.written_consent": "We have on record that you agreed to this in writing.",
    "ground.parent_or_guardian_consent": (
        "We have on record that your parent or guardian agreed to this in writing."
    ),
    "ground.required_by_law": "We think that another law requires this.",
    "ground.none": "We have on record none of the grounds that this law names for this.",
    "ground.doubt": "It is not clear if this counts under the law.",
    "ground.not_printed": (
        "There is something on record that we do not print here. Ask us or your lawyer about it."
    ),
}

FACTS = {
    "fact.offense": "Crime: {value}",
    "fact.class": "Class of the felony: {value}",
    "fact.judgment_day": "Day of the judgment: {value}",
    "fact.court": "Court: {value}",
    "fact.docket": "Case number: {value}",
    "fact.judge": "Judge: {value}",
    "fact.warrant_day": "Day of the warrant: {value}",
    "fact.names.this_person": "The warrant names you.",
    "fact.names.another_person": "The warrant names another person.",
    "fact.commands.arrest": "The warrant is for an arrest.",
    "fact.commands.search": "The warrant is for a search.",
    "fact.commands.appear": "The warrant tells somebody to come to court.",
    "fact.commands.disclose": "The warrant tells somebody to hand over facts or papers.",
    "fact.source": "Where we have this from: {value}",
    "fact.checked": "As checked on {day}. Court records can change from day to day.",
}

RIGHTS = {
    "rights.heading": "What you can do now",
    "rights.lawyer": (
        "Give us the name of your lawyer, or of one other person. If we tell the federal officers"
        " when you will be let go, we give your lawyer a copy, or we try to reach the person you"
        " named."
    ),
    "rights.read_aloud": (
        "If you cannot read this letter, ask us to read it to you in a language you know."
    ),
    "rights.copy": "Ask us for one more copy of this letter, or of the request.",
    "rights.copy_letter": "Ask us for one more copy of this letter.",
    "rights.correct": "If a fact in this letter is wrong, ask us to correct it.",
    "rights.complain": (
        "If you think that we did not follow the law, complain to the head of our agency."
    ),
    "rights.court": (
        "Since October 1, 2025, a person harmed because city or town police broke this law may ask"
        " a court to act. A lawyer can tell you more."
    ),
    "rights.show": "Show this letter to your lawyer.",
}

CALL = {
    "call.heading": "Whom to ask",
    "call.agency": "{agency}, telephone {phone}",
    "call.number": "Tell them the letter number: {number}.",
    "call.help": "Others who may help:",
    "call.from_custody": "It can be called from custody.",
}

PROOF = {
    "proof.heading": "About this letter",
    "proof.law": "We give you this letter because of {cite}, the TRUST Act of Connecticut.",
    "proof.check": (
        "To see if this letter is real, go to {address} and type the code {code}. Your name is not"
        " shown there."
    ),
    "proof.no_phone": "You do not need a telephone. Any person can check it for you.",
}

SERVICE = {
    "service.heading": "To be filled in when this letter is handed over",
    "service.how": "How",
    "service.in_person": "in person",
    "service.jail_mail": "jail mail",
    "service.post": "mail",
    "service.read_aloud": "read aloud",
    "service.refused": "the person did not take it",
    "service.day_time": "Day and time",
    "service.by": "Handed over by (name, number)",
    "service.interpreter": "Interpreter (name, language)",
    "service.signature": "Signature of the person who got it",
    "service.no_agreement": "You do not have to sign. To sign means only that you got this letter.",
}

RECEIPT = {
    "receipt.title": "Receipt for a letter",
    "receipt.got": "I got the letter with the number {number}.",
    "receipt.read": "It was read to me in a language that I understand.",
}

VERIFY = {
    "verify.current": "This letter is real. {agency} made it on {day}.",
    "verify.superseded": (
        "This letter is real, but a later one has taken its place. Ask {agency} for letter"
        " {number}."
    ),
    "verify.void": "This letter was real once. Now it is void. Do not go by it. Ask {agency}.",
    "verify.unknown": (
        "No letter has this code. Look at each sign and type it again. If that does not help, ask"
        " the agency."
    ),
    "verify.compare": (
        "Look at the paper too: the number, the day and the agency must be the same as here."
    ),
}

LETTER_TEXTS = MappingProxyType(
    HEAD
    | HAPPENED
    | COPY
    | CORRECTION
    | ASKED
    | WHY
    | GROUNDS
    | FACTS
    | RIGHTS
    | CALL
    | PROOF
    | SERVICE
    | RECEIPT
    | VERIFY
)
TEXTS = MappingProxyType(LETTER_TEXTS | PAGES)
