"""Registry: every capability's models, for Django to find. Nobody imports this module."""

from reports.access.models import Access, Communication
from reports.accounts.models import Agency, Delegation, Membership, User
from reports.audit.models import *  # noqa: F403
from reports.detainers.models import *  # noqa: F403
from reports.imports.history.models import HistoryUpload
from reports.lawbook.models import *  # noqa: F403
from reports.messaging.models import Digest, MailPreference, Message
from reports.notices.models import *  # noqa: F403
from reports.outbox.models import *  # noqa: F403
from reports.persons.models import Person
from reports.publication.models.editions import *  # noqa: F403
from reports.publication.models.translation_review import TranslationReview
from reports.reconciliation.models import FacilityLink, FederalCount, FederalFile
from reports.records.holds.models import LegalHold
from reports.sealing.models import *  # noqa: F403
from reports.submissions.models import *  # noqa: F403
from reports.training.models import AgencyTraining, Exercise

__all__ = [
    "Access",
    "Agency",
    "AgencyTraining",
    "Communication",
    "Delegation",
    "Digest",
    "Exercise",
    "FacilityLink",
    "FederalCount",
    "FederalFile",
    "HistoryUpload",
    "LegalHold",
    "MailPreference",
    "Membership",
    "Message",
    "Person",
    "TranslationReview",
    "User",
]
