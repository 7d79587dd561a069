"""`index_people`: build the blind indexes that person-records of an earlier release lack, so that
they are found in canonical form. Run at every upgrade; it does nothing where nothing is lacking.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.persons.actions import index_people
from reports.sealing.providers.configured import KeysUnavailable


class Command(BaseCommand):
    """Index people again; exit 1 where the keys cannot be read."""

    help = "Build the blind indexes of people that an earlier release kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index whoever lacks it, and say how many."""
        try:
            done = index_people()
        except KeysUnavailable as missing:
            raise CommandError(f"People cannot be indexed without the keys: {missing}") from missing
        if done:
            self.stdout.write(f"Indexed {done} {'person' if done == 1 else 'people'} again.")
