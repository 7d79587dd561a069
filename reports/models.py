"""Registry: every capability's models, for Django to find. Nobody imports this module."""

from reports.access.models import Access, ActAgainstDecision, Communication
from reports.accounts.models import Agency, ApiToken, Delegation, Membership, User
from reports.api.v1.models import KeptAnswer
from reports.audit.models import *
from reports.detainers.models import *
from reports.grants.models import RoleRequest
from reports.imports.accesses.models import ImportedAccess
from reports.imports.detainers.models import DetainerImport, ImportedDetainer
from reports.imports.history.models import HistoryUpload
from reports.imports.jobs.models import TableImport
from reports.lawbook.models import *
from reports.mail.models import MailDelivery
from reports.messaging.models import Digest, MailPreference, Message
from reports.notices.models import *
from reports.outbox.models import *
from reports.persons.models import Person, PersonIndex, PersonMerge, PersonVersion
from reports.publication.models.editions import *
from reports.publication.models.other_figures import *
from reports.publication.models.translation_review import TranslationReview
from reports.reconciliation.models import FacilityLink, FederalCount, FederalFile
from reports.records.holds.models import LegalHold
from reports.records.production.models import Production
from reports.sealing.models import *
from reports.submissions.models import *
from reports.training.models import AgencyTraining, Exercise

__all__ = [
    "Access",
    "ActAgainstDecision",
    "Agency",
    "AgencyTraining",
    "ApiToken",
    "Communication",
    "Delegation",
    "DetainerImport",
    "Digest",
    "Exercise",
    "FacilityLink",
    "FederalCount",
    "FederalFile",
    "HistoryUpload",
    "ImportedAccess",
    "ImportedDetainer",
    "KeptAnswer",
    "LegalHold",
    "MailDelivery",
    "MailPreference",
    "Membership",
    "Message",
    "Person",
    "PersonIndex",
    "PersonMerge",
    "PersonVersion",
    "Production",
    "RoleRequest",
    "TableImport",
    "TranslationReview",
    "User",
]
