"""Race, ethnicity, sex and reading ability, as the reports count them."""

from __future__ import annotations

from django.db import models


class Race(models.TextChoices):
    """As observed, C.G.S. 54-1m; the codes Connecticut police already use for traffic stops."""

    WHITE = "W", "White"
    BLACK = "B", "Black"
    ASIAN = "A", "Asian or Pacific Islander"
    INDIAN = "I", "American Indian or Alaskan Native"
    UNKNOWN = "U", "Unknown or not recorded"


class Ethnicity(models.TextChoices):
    HISPANIC = "H", "Hispanic"
    MIDDLE_EASTERN = "M", "Middle Eastern"
    NOT_APPLICABLE = "N", "Not applicable"
    UNKNOWN = "U", "Unknown or not recorded"


class Sex(models.TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"
    OTHER = "X", "Another recorded sex or gender"
    UNKNOWN = "U", "Unknown or not recorded"


class ChildRecipient(models.TextChoices):
    """Who gets a child's letter with them. Where telling a parent may harm, or the age is disputed,
    it is the child-protection agency or the child's lawyer.
    """

    GUARDIAN = "guardian", "A parent or guardian"
    PROTECTION = "protection", "The child-protection agency, since telling a parent may harm"
    COUNSEL = "counsel", "The child's lawyer, named as attorney"


class CanRead(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not_asked", "Not asked"
