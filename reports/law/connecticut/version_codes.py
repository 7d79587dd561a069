"""The versions of C.G.S. section 54-192h by their first day, as codes that rules and questions
name.
"""

V2014 = "2014-01-01"
V2019 = "2019-10-01"
V2025 = "2025-10-01"
SINCE_2019 = (V2019, V2025)
ALL_VERSIONS = (V2014, V2019, V2025)
