#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from trustact_site.startup import one_sentence


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustact_site.settings")
    from django.core.management import execute_from_command_line

    with one_sentence(as_json=sys.argv[1:2] == ["preflight"] and "--json" in sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
