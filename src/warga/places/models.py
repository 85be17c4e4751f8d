from typing import ClassVar

from django.db import models


class City(models.Model):
    """A kota or kabupaten. Hosted cities have a home page and staff; the others are peers to compare with."""

    code = models.CharField(max_length=10, unique=True, help_text="Kemendagri code, 53.71")
    bps_code = models.CharField(max_length=10, blank=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    province = models.CharField(max_length=80, blank=True)
    is_hosted = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    time_zone = models.CharField(max_length=40, default="Asia/Makassar")
    population = models.PositiveIntegerField(null=True)
    accent = models.CharField(max_length=7, default="#C2321F")
    emblem_svg = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Kecamatan(models.Model):
    """A district of a city."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="kecamatan")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Kelurahan(models.Model):
    """A ward; joined by code because names repeat those of kecamatan."""

    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="kelurahan")
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.CharField(max_length=200, blank=True)
    lat = models.FloatField()
    lng = models.FloatField()

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def aliases_listed(self) -> str:
        """Other spellings as a sentence lists them; stored with ``|`` between them."""
        return ", ".join(self.aliases.split("|"))


class Boundary(models.Model):
    """An imported outline (GeoJSON Polygon or MultiPolygon, WGS 84) of a place, with its source and licence."""

    place_code = models.CharField(max_length=16, unique=True)
    geometry = models.JSONField()
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=80, blank=True)
    imported_at = models.DateTimeField()
