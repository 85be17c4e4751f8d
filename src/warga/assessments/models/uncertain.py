from typing import ClassVar

from django.db import models
from django.db.models import Q


class UncertaintyRun(models.Model):
    """One Monte Carlo run over all cities of a framework and period: what was asked, how far it is, how it ended.

    The newest one that is done is current, and only it keeps its intervals: the others can be computed again
    from their seed, draws and sources.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    framework_id = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    draws = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    varied = models.JSONField(help_text="keys of what varies, see domain.uncertainty.Source")
    requested_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, help_text="empty: started by a publication"
    )
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0, help_text="pieces of work done, as the engine counts them")
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True, help_text="when the worker last gave a sign of life")
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=500, blank=True)
    cities = models.PositiveIntegerField(default=0)
    inputs = models.CharField(max_length=64, blank=True, help_text="as in Ranking")
    recipe = models.JSONField(default=dict)
    engine = models.CharField(max_length=20, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["framework_id", "period"], name="uncertainty_runs")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["framework_id", "period"], condition=Q(is_current=True), name="one_current_run"
            ),
            models.UniqueConstraint(
                fields=["framework_id", "period"], condition=Q(state="waiting"), name="one_waiting_run"
            ),
        ]


class CityInterval(models.Model):
    """How a node's score of a city spreads over the draws; places only for the top node, where cities have them."""

    run = models.ForeignKey(UncertaintyRun, on_delete=models.CASCADE, db_index=False)
    city = models.ForeignKey("places.City", on_delete=models.PROTECT)
    node = models.CharField(max_length=60)
    mean = models.FloatField(null=True)
    low = models.FloatField(null=True, help_text="5 of 100 draws lie below")
    median = models.FloatField(null=True)
    high = models.FloatField(null=True, help_text="5 of 100 draws lie above")
    computable = models.FloatField(help_text="share of the draws that gave a score")
    place_low = models.PositiveIntegerField(null=True)
    place_high = models.PositiveIntegerField(null=True)
    place_likely = models.PositiveIntegerField(null=True, help_text="the place most draws gave")
    bands = models.JSONField(default=dict, help_text="probability by code of the band")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "node", "city"], name="one_city_interval")
        ]
