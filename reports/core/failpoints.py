"""Named places at which the crash tests end a process, as power loss would. Otherwise `reach` does
nothing.

A process is armed by `TRUSTACT_FAILPOINT=<name>` in its environment.
"""

import os
import signal

armed = os.environ.get("TRUSTACT_FAILPOINT", "")


def reach(name: str) -> None:
    """Die here, if this is where to die."""
    if name == armed:
        os.kill(os.getpid(), signal.SIGKILL)
