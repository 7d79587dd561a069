"""Every sentence of the pages for whoever holds a notice: checking it, requesting a correction,
opening a link.

They are in the notices' catalogs, so a language is offered only when its pages are complete too,
and one reviewer confirms both.
"""

from __future__ import annotations

from types import MappingProxyType

FRAME = {
    "page.skip": "Go to the text",
    "page.languages": "Other languages",
    "page.draft": (
        "DRAFT TRANSLATION. No translator has checked this page yet. If you are not sure, read the"
        " English page."
    ),
    "page.another": "Check another letter",
    "page.code": "Code",
}

START = {
    "page.start": "Is this letter real?",
    "page.start.lead": (
        "Letters under the TRUST Act of Connecticut have a code of twelve signs. Type the code"
        " here. This page never shows a name."
    ),
    "page.start.hint": "You find it under the square picture. It looks like this: {example}.",
    "page.start.check": "Check the code",
    "page.no_code": "This is not one of our codes",
    "page.no_code.why": (
        "At least one sign is wrong or missing. A code has twelve signs. It never has {signs}. "
        "Look at each sign on the paper and type it again."
    ),
    "page.file.or": "Or compare the file",
    "page.file.why": (
        "If you have the letter as a file, we compare it with the file that we made. We do not keep"
        " your file."
    ),
    "page.file.label": "PDF file of the letter",
    "page.file.compare": "Compare the file",
    "page.file.unknown": "This file is not one of our letters",
    "page.file.what": (
        "A scan, a photo, or a file that was saved again is a different file. Then use the code on"
        " the paper."
    ),
}

LETTER = {
    "page.current": "This letter is real",
    "page.superseded": "A later letter took its place",
    "page.void": "This letter is void",
    "page.agency": "Agency",
    "page.replaced_by": "Replaced by letter",
    "page.changed": "Was the paper changed?",
    "page.changed.why": (
        "A real code can be copied onto a false letter. Two checks help you to see that."
    ),
    "page.name": "The name on the paper",
    "page.name.label": "Family name on the paper",
    "page.name.hint": "The answer is only yes or no. We do not keep what you type.",
    "page.name.compare": "Compare the name",
    "page.name.match": "Match. The letter with this code was made for this family name.",
    "page.name.no_match": (
        "No match. The letter with this code was made for another family name. Check how you typed"
        " it. If that is right, the paper was changed. Tell the agency."
    ),
    "page.name.too_often": (
        "Names were compared too many times. Try again in one hour, or ask the agency."
    ),
    "page.name.not_here": "Names cannot be compared here now. Ask the agency.",
    "page.name.empty": "Type the family name as it is on the paper.",
    "page.file": "The file of the letter",
    "page.file.same": "Same file. Nothing in it was changed.",
    "page.file.copy": (
        "This is our own copy of the letter. It is marked: the letter no longer counts."
    ),
    "page.file.other": "Another file. It is not the file that we made.",
    "page.file.too_large": "This file is empty or too large. Our letters are smaller than {size}.",
    "page.signature": "The signature in the file",
    "page.signature.why": (
        "The agency signed this file. A PDF reader shows the signature. The signer must be"
        " {agency}, and the file must not have changed since. The SHA-256 of the certificate must"
        " be this:"
    ),
    "page.wrong": "Is something in the letter wrong?",
    "page.wrong.why": (
        "If you have the letter, you can ask the agency to correct it. That page shows nothing of"
        " the letter."
    ),
}

ASKING = {
    "page.correction": "Ask for a correction",
    "page.correction.lead": (
        "Tell the agency here what is wrong in the letter. This page shows nothing of the letter. "
        "The agency first makes sure who asks. It answers by letter."
    ),
    "page.correction.name": "Your name",
    "page.correction.name_hint": (
        "Say also who you are: the person the letter is about, the lawyer, or someone the person"
        " named."
    ),
    "page.correction.contact": "How the agency can reach you",
    "page.correction.contact_hint": "Telephone, address, or the place where you are held.",
    "page.correction.says": "What is wrong, and what is right",
    "page.correction.says_hint": "You can write in any language. Only the agency can read it.",
    "page.correction.send": "Send to the agency",
    "page.correction.not_sent": "Not sent yet",
    "page.correction.fill": "Fill in your name, how to reach you, and what is wrong.",
    "page.correction.too_long": (
        "“{field}” is too long. It has room for {count} letters. Make it shorter."
    ),
    "page.correction.enough": (
        "The agency already got several requests about this letter today. Please call the agency."
    ),
    "page.correction.not_here": (
        "We cannot keep your words safe here now. Please call the agency. Its telephone number is"
        " on the letter."
    ),
    "page.correction.back": "Back to the page of the letter",
    "page.sent": "Sent to the agency",
    "page.sent.ticket": "Write down this ticket number",
    "page.sent.when": (
        "The agency plans to answer by {day}. It first makes sure who asks. The answer comes by"
        " letter. If you hear nothing, call the agency and tell them the ticket number."
    ),
    "page.sent.measure": "No law sets this day. This program sets it.",
}

ELSE = {
    "page.unknown": "No letter has this code",
    "page.again": "Type the code again",
    "page.reserved": "A letter filled in by hand",
    "page.reserved.why": (
        "This code is on a blank form of {agency}. Such forms are used when the system is down. "
        "The letter is not in the system yet. Ask the agency, and look again in a few days."
    ),
    "page.spoiled": "This form does not count",
    "page.spoiled.why": (
        "{agency} threw this blank form away. Do not go by it. If you have a letter with this code,"
        " ask the agency."
    ),
    "page.too_often": "Too many questions at once",
    "page.too_often.why": "Too many questions came from your address. Wait a while and try again.",
}

LINK = {
    "page.link": "A letter for you",
    "page.link.gone": (
        "This link opens nothing. It has run out, it was taken back, or a part of it is missing. "
        "Ask the agency for a new link."
    ),
    "page.link.wrong": (
        "This is not the code. Compare each sign with what the agency told you. "
        "After ten tries in one day, the link is closed until the next day."
    ),
    "page.link.not_here": (
        "The letter cannot be opened here now. Ask the agency for the letter on paper."
    ),
    "page.link.lead": (
        "{agency} has a letter for you. Type the code that the agency told you. The code is not in"
        " the e-mail."
    ),
    "page.link.code": "Code of twelve signs",
    "page.link.open": "Open the letter",
    "page.link.recorded": (
        "When you open the letter, we keep the day and time as the moment when you got it."
    ),
}

PAGES = MappingProxyType(FRAME | START | LETTER | ASKING | ELSE | LINK)
