"""How allauth lets people in: by invitation, with a password and a second factor or a passkey.

What is ours in it is in reports/web/account/adapters.py. See docs/signing-in.md.
"""

from __future__ import annotations

ACCOUNT_ADAPTER = "reports.web.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited at the address they sign in with
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_METHODS = ["mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# Passwords are counted in the database (reports/web/shared/rate_limit.py); these are for pages and
# for codes. A shift that begins signs in from one address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/5m/key",
    "reauthenticate": "20/m/user",
}
MFA_ADAPTER = "reports.web.account.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_TOTP_ISSUER = "TRUST Act reporting"
MFA_RECOVERY_CODE_COUNT = 20
