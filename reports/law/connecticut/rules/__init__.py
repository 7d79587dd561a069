"""Every reading of the act, in the order of its purposes. One rule decides one purpose under one
version.
"""

from reports.law.connecticut.rules import (
    act_of_2014,
    custody,
    information,
)
from reports.law.connecticut.rules import (
    outside_the_act as outside,
)
from reports.law.connecticut.rules import (
    release_information as messages,
)
from reports.law.engine.jurisdiction import Rule

RULES: tuple[Rule, ...] = (
    *act_of_2014.RULES,
    *custody.RULES,
    *messages.RULES,
    *information.RULES,
    *outside.RULES,
)
