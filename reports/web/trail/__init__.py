"""The trail on the screen: searched, exported, recomputed, by whoever answers for an agency or for
OPM.
"""
