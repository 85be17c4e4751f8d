from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "warga.assessments"
    label = "assessments"
