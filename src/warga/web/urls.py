"""Addresses without a language: style of a city."""

from django.urls import re_path

from warga.web import views

app_name = "web"
urlpatterns = [re_path(r"^theme/(?P<colour>[0-9a-f]{6})\.css$", views.theme, name="theme")]
