"""The words of the Connecticut act as closed sets, for code that must not misspell them."""

from enum import StrEnum


class CoveredAgencyKind(StrEnum):
    MUNICIPAL_POLICE = "municipal_police"
    STATE_POLICE = "state_police"
    CORRECTION = "correction"
    JUDICIAL_MARSHAL = "judicial_marshal"
    STATE_MARSHAL = "state_marshal"
    ADULT_PROBATION = "adult_probation"
    JUVENILE_PROBATION = "juvenile_probation"
    BAIL_SERVICES = "bail_services"
    SCHOOL_POLICE = "school_police"
    CRIMINAL_JUSTICE_DIVISION = "criminal_justice_division"
    PARDONS_AND_PAROLES = "pardons_and_paroles"
    OTHER = "other"


class Purpose(StrEnum):
    HOLD = "hold"
    ARREST_ON_ADMINISTRATIVE_WARRANT = "arrest_on_administrative_warrant"
    TRANSFER = "transfer"
    NOTIFY_RELEASE = "notify_release"
    CUSTODY_STATUS = "custody_status"
    INTERVIEW = "interview"
    FACILITY_USE = "facility_use"
    RELEASE_INFORMATION = "release_information"
    ADDRESS_INFORMATION = "address_information"
    SUPERVISION_INFORMATION = "supervision_information"
    CONFIDENTIAL_INFORMATION = "confidential_information"
    FEDERAL_FUNCTION = "federal_function"
    IMMIGRATION_STATUS = "immigration_status"
    FINGERPRINTS_NCIC = "fingerprints_ncic"
    CRIMINAL_MATTER = "criminal_matter"


class Ground(StrEnum):
    JUDICIAL_WARRANT = "judicial_warrant"
    ADMINISTRATIVE_WARRANT = "administrative_warrant"
    FELONY_AB_CONVICTION = "felony_ab_conviction"
    LISTED_OFFENSE_CONVICTION = "listed_offense_conviction"
    OTHER_FELONY_CONVICTION = "other_felony_conviction"
    TERRORIST_DATABASE_MATCH = "terrorist_database_match"
    COURT_ORDER_1225 = "court_order_1225"
    WRITTEN_CONSENT = "written_consent"
    TERRORISM_INVESTIGATION = "terrorism_investigation"
    REQUIRED_BY_LAW = "required_by_law"
    PENDING_CHARGES_BOND_UNPOSTED = "pending_charges_bond_unposted"
    STATE_ARREST_WARRANT = "state_arrest_warrant"
    GANG_DATABASE = "gang_database"
    FINAL_REMOVAL_ORDER = "final_removal_order"
    PUBLIC_SAFETY_RISK = "public_safety_risk"
    CHARGED_OR_ARRESTED = "charged_or_arrested"
    ERASED_CONVICTION = "erased_conviction"
    PARENT_OR_GUARDIAN_CONSENT = "parent_or_guardian_consent"


class Form(StrEnum):
    I_247A = "I-247A"
    I_247G = "I-247G"
    I_247D = "I-247D"
    I_247N = "I-247N"
    I_247X = "I-247X"
    I_247 = "I-247"
    OTHER = "other"
    NONE = "none"
