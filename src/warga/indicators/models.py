import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from cityindex.text import Text


class FrameworkEdition(models.Model):
    """One framework file as loaded: its text is kept, so that an old figure can always be recomputed."""

    framework_id = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    toml = models.TextField()
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["framework_id"], condition=Q(is_current=True), name="one_current_edition"
            )
        ]

    def __str__(self) -> str:
        return self.framework_id

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return Text(self.title_id, self.title_en).in_language(get_language() or "id")


class StartedPeriod(models.Model):
    """A year of a framework a city has begun to fill in; a period with values needs no such row."""

    city = models.ForeignKey("places.City", on_delete=models.PROTECT)
    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "framework_id", "period"], name="one_started_period")
        ]


class StoredUpload(models.Model):
    """A file between preview and commit: nothing of it counts yet, and it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    city = models.ForeignKey("places.City", on_delete=models.CASCADE)
    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField(null=True)
    filename = models.CharField(max_length=200)
    data = models.BinaryField()
    mapping = models.TextField(blank=True)
    judged_by = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.CASCADE)
    expires_at = models.DateTimeField(db_index=True)


class ImportBatch(models.Model):
    """One committed file: which, by whom, how it was read. ``city`` is empty where it held several."""

    city = models.ForeignKey("places.City", null=True, on_delete=models.PROTECT)
    framework_id = models.CharField(max_length=60)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    summary = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)


class Observation(models.Model):
    """One version of one value, as written and as read. Append-only: a correction is a new row.

    ``is_latest`` marks the newest version, ``is_public`` the one the public sees; only these two marks change.
    ``source`` is "" for the main table and a key for a second source. ``year`` is what the source itself says.
    ``decimal`` and ``scale`` are the conventions of the file it came from, so that it can be read again.
    Flags are not here: rules raise them from the values each time they are read.
    """

    # The composite index below serves every look-up by city; few rows are asked for by person or file.
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, db_index=False)
    framework_id = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    raw_value = models.CharField(max_length=200, blank=True)
    decimal = models.CharField(max_length=4, default="auto")
    scale = models.FloatField(default=1.0)
    value = models.FloatField(null=True)
    read_as = models.CharField(max_length=10, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    reason = models.CharField(
        max_length=300, blank=True, help_text="why this version replaces the one before"
    )
    entered_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, db_index=False)
    entered_at = models.DateTimeField()
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, db_index=False)
    is_latest = models.BooleanField(default=True)
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["city", "framework_id", "period", "indicator"], name="observation_history")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["city", "framework_id", "period", "indicator", "source"],
                condition=Q(is_latest=True),
                name="one_latest_observation",
            ),
            models.UniqueConstraint(
                fields=["city", "framework_id", "period", "indicator", "source"],
                condition=Q(is_public=True),
                name="one_public_observation",
            ),
        ]
