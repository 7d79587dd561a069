"""The sentences with which a decision is refused."""

from __future__ import annotations

OUT_OF_TIME = "The decision must lie between receipt and now. Correct its time."
EVERY_PURPOSE = (
    "Every purpose needs a decision, and nothing else can be decided. Choose for each line."
)
NO_SUCH_CHOICE = "A decision is one of: will do it, will not do it, not decided yet."
REASON_MISSING = "The reason is missing. The person is owed it in writing; write it in plain words."
NAMES_CONFIDENTIAL_MATTER = (
    "The reason names an erased, juvenile or sealed matter, and no notice may print it."
    " Give the reason without its offense and number."
)
