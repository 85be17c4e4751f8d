from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "warga.web"
    label = "web"
