"""Entering and showing values; a city's pages lie below its slug where several cities live here."""

from django.urls import URLPattern, URLResolver, include, path

from warga.indicators.domain.above import Above
from warga.indicators.views import grid, imports, open_data, value

PLACE = "<slug:framework>/<int:period>"


def urlpatterns_with(above: Above) -> tuple[list[URLPattern | URLResolver], str]:
    """Return the addresses of this module and its name; ``above`` is what its pages need from the floor above."""
    kwargs = {"above": above}
    pages: list[URLPattern | URLResolver] = [
        path("data/", grid.overview, kwargs, name="grid"),
        path("data/start/", grid.start, kwargs, name="start"),
        path("data/import/", imports.upload, kwargs, name="import"),
        path("data/import/<uuid:upload>/", imports.preview, kwargs, name="preview"),
        path("data/import/<uuid:upload>/refused.csv", imports.refusals, kwargs, name="refusals"),
        path(f"data/{PLACE}/", grid.table, kwargs, name="table"),
        path(f"values/{PLACE}/<str:indicator>/", value.page, kwargs, name="value"),
        path(f"values/{PLACE}/<str:indicator>/correct/", value.correct, kwargs, name="correct"),
    ]
    own = path("open-data/", open_data.page, name="open-data")
    return [own, *pages, path("<slug:slug>/", include(pages))], "indicators"
