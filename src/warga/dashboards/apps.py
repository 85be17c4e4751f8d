from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "warga.dashboards"
    label = "dashboards"
