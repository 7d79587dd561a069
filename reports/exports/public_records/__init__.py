"""Public records on request, C.G.S. 54-192h(e)(2): a draft bundle that a person has yet to review.

Records relating to ICE access that an agency maintains are public records, unless a record is
exempt under 1-210 or 1-215. The program proposes; the agency's custodian and counsel answer.
"""
