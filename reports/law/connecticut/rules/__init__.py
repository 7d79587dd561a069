"""Every reading of the act, in the order of its purposes. One rule decides one purpose under one
version.
"""

from reports.law.connecticut.rules import (
    act_of_2014,
    custody,
    information,
    outside_the_act,
    release_information,
)
from reports.law.engine.jurisdiction import Rule

RULES: tuple[Rule, ...] = (
    *act_of_2014.RULES,
    *custody.RULES,
    *release_information.RULES,
    *information.RULES,
    *outside_the_act.RULES,
)
