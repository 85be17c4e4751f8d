"""Where staff judge and publish; a city's pages lie below its name."""

from django.urls import path

from warga.assessments import views

app_name = "assessments"
PERIOD = "<slug:framework>/<int:period>/"
urlpatterns = [
    path("<slug:slug>/judgements/", views.periods_to_judge, name="judgements"),
    path(f"<slug:slug>/judgements/{PERIOD}", views.rows, name="rows"),
    path(f"<slug:slug>/judgements/{PERIOD}<str:indicator>/", views.row, name="row"),
    path(f"<slug:slug>/judgements/{PERIOD}<str:indicator>/withdraw/", views.take_back, name="withdraw"),
    path("<slug:slug>/publish/", views.periods_to_publish, name="publish"),
    path(f"<slug:slug>/publish/{PERIOD}", views.draft, name="draft"),
]
