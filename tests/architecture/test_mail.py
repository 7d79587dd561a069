"""Only reports.mail.sending sends mail."""

from __future__ import annotations

from tests.architecture.source import PROGRAM, modules

SENDER = "reports/mail/sending.py"


def test_only_mail_sending_sends():
    found = [
        f"{module.name} imports {name}; declare the mail in reports.mail.kinds and call"
        " reports.mail.sending.send"
        for module in modules(*PROGRAM)
        if module.name != SENDER
        for name in module.imports()
        if name.startswith("django.core.mail") or name == "smtplib.SMTP"
    ]
    assert not found, "\n".join(found)
