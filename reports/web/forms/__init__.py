"""Forms of the agency's desk: plain fields in the paper's order, each giving the frozen values that
a verb takes.
"""
