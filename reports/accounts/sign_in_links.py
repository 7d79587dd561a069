"""One-time links with which a new or locked-out person chooses a password. They end with use or
after three days.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from reports.accounts.models import User


def one_time_link(user: User) -> str:
    """A full address; the token depends on password and last sign-in, so using it ends it."""
    uid = urlsafe_base64_encode(force_bytes(str(user.pk)))
    token = default_token_generator.make_token(user)
    return settings.PUBLIC_ADDRESS + reverse(
        "account:first_password", kwargs={"uidb64": uid, "token": token}
    )
