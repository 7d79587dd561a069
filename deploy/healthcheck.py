"""Exit 0 when this container's web server answers; asked by the container engine."""

from __future__ import annotations

import os
import sys

from script.lib.supervisor import answers


def main() -> int:
    port = int((os.environ.get("TRUSTACT_BIND") or "127.0.0.1:8000").rpartition(":")[2])
    allowed = os.environ.get("TRUSTACT_ALLOWED_HOSTS", "").split(",")[0].strip() or "127.0.0.1"
    return 0 if answers("127.0.0.1", port, host_header=allowed) else 1


if __name__ == "__main__":
    sys.exit(main())
