from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "warga.common"
    label = "common"
