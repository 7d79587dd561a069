"""Values of the file formats and forms that describe a detainer (import contract, I-247 series)."""

from __future__ import annotations

from django.db import models


class Channel(models.TextChoices):
    FAX = "fax", "Fax"
    EMAIL = "email", "Email"
    PHONE = "phone", "Phone"
    IN_PERSON = "in_person", "In person"
    NLETS = "nlets", "NLETS message"
    MAIL = "mail", "Mail"
    OTHER = "other", "Other"


class FederalForm(models.TextChoices):
    I_247A = "I-247A", "I-247A, Immigration Detainer - Notice of Action"
    I_247G = "I-247G", "I-247G, Request for Advance Notification of Release"
    I_247D = "I-247D", "I-247D, Request for Voluntary Action (2015 to 2017)"
    I_247N = "I-247N", "I-247N, Request for Voluntary Notification (2015 to 2017)"
    I_247X = "I-247X", "I-247X, Request for Voluntary Transfer (2015 to 2017)"
    I_247 = "I-247", "I-247, older detainer (2010 to 2012)"
    OTHER = "other", "Another form or letter"
    NONE = "none", "No form: call, email or message"


class Verification(models.TextChoices):
    """How the clerk verified who sent the detainer."""

    CALL_BACK = "call_back", "Called back on a number known independently of the request"
    BADGE = "badge", "Saw badge and credentials"
    NONE = "none", "Not verified yet"


class WarrantKind(models.TextChoices):
    NONE = "none", "No warrant came with it"
    ADMINISTRATIVE = (
        "administrative",
        "Administrative warrant (I-200, I-205, notice to appear, removal order)",
    )
    JUDICIAL = "judicial", "Warrant issued or signed by a judicial officer"


class WarrantPerson(models.TextChoices):
    """Whom a judge's warrant names, compared with the person of the request."""

    THIS_PERSON = "this_person", "The person of this request"
    ANOTHER_PERSON = "another_person", "Someone else"


class WarrantCourt(models.TextChoices):
    """Whose judge signed a warrant."""

    CONNECTICUT = "CT", "A court of Connecticut"
    FEDERAL = "US", "A federal court"
    OTHER_STATE = "other", "A court of another state"


class WarrantOrder(models.TextChoices):
    """What a judge's warrant commands."""

    ARREST = "arrest", "Arrest the person"
    SEARCH = "search", "Search a place"
    APPEAR = "appear", "Appear before a court"
    DISCLOSE = "disclose", "Give information or records"
    OTHER = "other", "Something else"


class AttachmentSource(models.TextChoices):
    """Documents that came with the detainer; all but the last two are administrative warrants,
    54-192h(a)(1).
    """

    I_200 = "I-200", "I-200, Warrant for Arrest of Alien"
    I_205 = "I-205", "I-205, Warrant of Removal/Deportation"
    I_862 = "I-862", "I-862, Notice to Appear"
    REMOVAL_ORDER = "removal_order", "Removal order"
    JUDICIAL_WARRANT = "judicial_warrant", "Warrant signed by a judge or magistrate"
    COURT_ORDER_1225 = "court_order_1225", "Court order under 8 USC 1225(d)(4)(B)"


class ProbableCause(models.TextChoices):
    """Box 1 of the I-247A."""

    FINAL_ORDER = "a", "1(a) a final order of removal"
    PENDING = "b", "1(b) removal proceedings are pending"
    BIOMETRIC = "c", "1(c) biometric confirmation and a federal records check"
    STATEMENTS = "d", "1(d) statements to an officer or other reliable evidence"


class DecisionChoice(models.TextChoices):
    """What the agency will do for one purpose."""

    COMPLY = "comply", "Comply"
    DECLINE = "decline", "Decline"
    PENDING = "pending", "Not decided"


class CustodyOutcome(models.TextChoices):
    """How custody or the detainer ended."""

    RELEASED = "released", "Released"
    BONDED = "bonded", "Released on bond"
    TRANSFERRED_AGENCY = "transferred_agency", "Moved to another agency"
    TO_COURT = "to_court", "Moved to court (judicial marshals)"
    TO_CORRECTION = "to_correction", "Moved to Correction"
    TAKEN_BY_FEDERAL = "taken_by_federal", "Taken into federal custody"
    CANCELLED = "cancelled", "Canceled by the federal agency (box 16)"
    DIED = "died", "Died"
    STILL_HELD = "still_held", "Still held on the state's own charge"


MOVES = frozenset(
    {CustodyOutcome.TRANSFERRED_AGENCY, CustodyOutcome.TO_COURT, CustodyOutcome.TO_CORRECTION}
)


# The kind of custody event that says: box 16 of this paper means no request of the agency.
CANCELS_NONE = "cancels_none"


class Relation(models.TextChoices):
    """How a detainer relates to an earlier one about the same person."""

    LODGED_AGAIN = "lodged_again", "Lodged again"
    RELAYED = "relayed", "Relayed by another agency"
    CANCELS = "cancels", "Cancels an earlier request (box 16)"
