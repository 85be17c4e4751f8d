"""Public pages. A city's pages keep their address when a second city moves in: they always name the city."""

from django.urls import path

from warga.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.front, name="front"),
    path("<slug:slug>/", views.home, name="home"),
    path("<slug:slug>/readiness/", views.readiness, name="readiness"),
    path("<slug:slug>/pillars/", views.pillars, name="pillars"),
    path("<slug:slug>/indicators/<str:code>/", views.indicator, name="indicator"),
    path("<slug:slug>/data-quality/", views.quality, name="quality"),
    path("<slug:slug>/method/", views.method, name="method"),
    path("<slug:slug>/certainty/", views.certainty, name="certainty"),
    path("<slug:slug>/leverage/", views.leverage, name="leverage"),
    path("<slug:slug>/what-if/", views.what_if, name="what-if"),
    path("<slug:slug>/trend/", views.trend, name="trend"),
    path("<slug:slug>/comparison/", views.comparison, name="comparison"),
]
