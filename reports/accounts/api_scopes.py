"""What a program's token may be good for. The words are those of the interface's description and
are kept with each token.
"""

from __future__ import annotations

from enum import StrEnum

from reports.accounts.roles import Permission


class ApiScope(StrEnum):
    """One kind of call that a token may make. Assessing facts and reading the vocabulary need a
    token and no scope: they reveal nothing of the agency.
    """

    READ_DETAINERS = "detainers:read"
    WRITE_DETAINERS = "detainers:write"
    READ_ACCESSES = "accesses:read"
    WRITE_ACCESSES = "accesses:write"
    READ_NOTICES = "notices:read"
    WRITE_IMPORTS = "imports:write"
    READ_SUBMISSIONS = "submissions:read"


SCOPE_TITLES: dict[ApiScope, str] = {
    ApiScope.READ_DETAINERS: "Read requests",
    ApiScope.WRITE_DETAINERS: "Log and correct requests, add documents",
    ApiScope.READ_ACCESSES: "Read ICE access",
    ApiScope.WRITE_ACCESSES: "Record ICE access",
    ApiScope.READ_NOTICES: "Read notices and their files",
    ApiScope.WRITE_IMPORTS: "Bring in files of requests",
    ApiScope.READ_SUBMISSIONS: "Read how reports stand",
}

# Who may give, renew and take back a token of an agency.
MANAGE_TOKENS = Permission.MANAGE_AGENCY
