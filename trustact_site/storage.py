"""Where sealed files and editions are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trustact_site import env


def stored_files(data_dir: Path) -> dict[str, Any]:
    """Django's storage of sealed files: on disk, or in a bucket where one is named."""
    bucket = env.text(
        "TRUSTACT_S3_BUCKET",
        meaning="Bucket for sealed files and editions; empty means files on disk.",
    )
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": data_dir / "files", "file_permissions_mode": 0o600},
        }
    from botocore.config import Config

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": (
                env.text("TRUSTACT_S3_ENDPOINT", meaning="Address of S3-compatible storage.")
                or None
            ),
            "region_name": env.text("TRUSTACT_S3_REGION", meaning="Region of the bucket.") or None,
            "access_key": (
                env.secret("TRUSTACT_S3_ACCESS_KEY", meaning="Access key of the bucket.") or None
            ),
            "secret_key": (
                env.secret("TRUSTACT_S3_SECRET_KEY", meaning="Secret key of the bucket.") or None
            ),
            # With a time limit for each answer, and tried once more where it was not kept.
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=env.whole_number(
                    "TRUSTACT_S3_TIMEOUT",
                    meaning="Seconds that object storage may take for each answer.",
                    default=10,
                    at_least=1,
                ),
                retries={"total_max_attempts": 2, "mode": "standard"},
            ),
            "file_overwrite": False,
            "default_acl": None,
        },
    }
