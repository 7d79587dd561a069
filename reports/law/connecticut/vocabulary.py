"""The words of C.G.S. section 54-192h with labels, one-sentence definitions and their sources.

Forms, the data dictionary and the law register show these texts; nothing else may rephrase them.
"""

from reports.law.connecticut.agencies import AGENCY_KINDS
from reports.law.connecticut.facts.doubts import DOUBTS
from reports.law.connecticut.grounds import GROUNDS
from reports.law.connecticut.purposes import PURPOSES
from reports.law.connecticut.sources import found, recalled, second_hand
from reports.law.connecticut.terms import Form
from reports.law.vocabulary import Vocabulary, Word

FORMS = (
    Word(
        Form.I_247A,
        "I-247A",
        "Immigration Detainer - Notice of Action, used since 2017-04-02.",
        found("8 CFR 287.7", "S35a"),
    ),
    Word(
        Form.I_247G,
        "I-247G",
        "Request for advance notification of release.",
        recalled("DHS Form I-247G"),
    ),
    Word(
        Form.I_247D,
        "I-247D",
        "Voluntary hold, issued from 2015 to 2017-04-02; those issued remain active.",
        found("DHS Form I-247D", "S35"),
    ),
    Word(
        Form.I_247N,
        "I-247N",
        "Voluntary notification of release, issued from 2015 to 2017-04-02.",
        found("DHS Form I-247N", "S35"),
    ),
    Word(
        Form.I_247X,
        "I-247X",
        "Voluntary transfer, issued from 2015 to 2017-04-02.",
        found("DHS Form I-247X", "S35"),
    ),
    Word(
        Form.I_247,
        "I-247 (before 2015)",
        "Older immigration detainers of 2010 to 2012.",
        second_hand("DHS Form I-247"),
    ),
    Word(Form.OTHER, "Another form or letter", "A request on another form, a letter or an e-mail."),
    Word(
        Form.NONE, "No form", "A request made by telephone, in person or by message without a form."
    ),
)

VOCABULARY = Vocabulary(AGENCY_KINDS, PURPOSES, GROUNDS, FORMS, DOUBTS)
