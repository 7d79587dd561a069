"""Every reading of the act, in the order of its purposes. One rule decides one purpose under one
version.
"""

from reports.law.connecticut.rules import act_of_2014, custody, information, messages, outside
from reports.law.jurisdiction import Rule

RULES: tuple[Rule, ...] = (
    *act_of_2014.RULES,
    *custody.RULES,
    *messages.RULES,
    *information.RULES,
    *outside.RULES,
)
