from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "warga.indicators"
    label = "indicators"
