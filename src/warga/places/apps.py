from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "warga.places"
    label = "places"
