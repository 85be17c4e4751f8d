"""Files that wait between preview and commit."""

from datetime import datetime
from uuid import UUID

from warga.indicators.models import StoredUpload


def waiting_upload(upload: UUID, city_id: int, *, by: int | None, now: datetime) -> StoredUpload | None:
    """Return a stored file of this city that this person sent, or None once it has expired.

    Nobody carries out somebody else's file: the values would count as entered by whoever confirmed them, and the
    sender could publish them.
    """
    mine = StoredUpload.objects.filter(pk=upload, city_id=city_id, by_id=by)
    return mine.filter(expires_at__gt=now).first()
