from typing import ClassVar

from django.db import models
from django.db.models import Q


class Judgement(models.Model):
    """One version of an interpretation (Baik, Sedang, Kurang) with author, date and reason. Append-only."""

    city = models.ForeignKey("places.City", on_delete=models.PROTECT)
    framework_id = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20, blank=True, help_text="blank withdraws the judgement")
    author = models.CharField(max_length=160)
    judged_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)
    entered_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)
    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["city", "framework_id", "period", "indicator"],
                condition=Q(is_latest=True),
                name="one_latest_judgement",
            ),
            models.UniqueConstraint(
                fields=["city", "framework_id", "period", "indicator"],
                condition=Q(is_public=True),
                name="one_public_judgement",
            ),
        ]


class Publication(models.Model):
    """A period made public by a second person, with the assessment as it was computed then.

    ``number`` counts publications of the period from 1; the highest one is what the public sees.
    """

    city = models.ForeignKey("places.City", on_delete=models.PROTECT)
    edition = models.ForeignKey("indicators.FrameworkEdition", on_delete=models.PROTECT)
    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)
    published_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    result = models.JSONField()
    headline = models.JSONField(
        default=dict, help_text="copied out of result, so that lists need not read it whole"
    )
    changes = models.JSONField(default=dict, help_text="what is new against the publication before")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["city", "framework_id", "period", "number"], name="publication_number"
            ),
            models.UniqueConstraint(
                fields=["city", "framework_id", "period"],
                condition=Q(is_current=True),
                name="one_current_publication",
            ),
        ]


class CityScore(models.Model):
    """A node's score and rank among all cities with the same framework and period: what comparison pages read."""

    city = models.ForeignKey("places.City", on_delete=models.PROTECT)
    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    node = models.CharField(max_length=60)
    score = models.FloatField(null=True)
    rank = models.PositiveIntegerField(null=True)
    cities = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework_id", "period", "node", "city"], name="one_city_score")
        ]


class Ranking(models.Model):
    """When the scores and ranks of a framework and period were rebuilt, and from what.

    ``inputs`` names values and framework edition: what was computed from other inputs is out of date.
    """

    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    inputs = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework_id", "period"], name="one_ranking")
        ]
