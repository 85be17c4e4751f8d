from typing import Any, ClassVar, NoReturn

from django.db import models


class JournalEntry(models.Model):
    """One verb that was carried out: append-only, one per transaction, never edited."""

    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    city_id = models.BigIntegerField(null=True, db_index=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["object_kind", "object_id"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A journal entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A journal entry is never removed.")


class OutboxEvent(models.Model):
    """Something that happened, written in the same transaction, handled later by a worker."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    handled_at = models.DateTimeField(null=True, db_index=True)
