"""Files that wait between preview and commit."""

from datetime import datetime
from uuid import UUID

from warga.indicators.models import StoredUpload


def waiting_upload(upload: UUID, city_id: int, *, now: datetime) -> StoredUpload | None:
    """Return a stored file of this city, or None once it has expired."""
    return StoredUpload.objects.filter(pk=upload, city_id=city_id, expires_at__gt=now).first()
