"""Where staff judge, publish and ask how sure scores are; a city's pages lie below its name."""

from django.urls import path

from warga.assessments.views import publishing, uncertainty

app_name = "assessments"
PERIOD = "<slug:framework>/<int:period>/"
urlpatterns = [
    path("<slug:slug>/judgements/", publishing.periods_to_judge, name="judgements"),
    path(f"<slug:slug>/judgements/{PERIOD}", publishing.rows, name="rows"),
    path(f"<slug:slug>/judgements/{PERIOD}<str:indicator>/", publishing.row, name="row"),
    path(f"<slug:slug>/judgements/{PERIOD}<str:indicator>/withdraw/", publishing.take_back, name="withdraw"),
    path("<slug:slug>/uncertainty/", uncertainty.runs, name="runs"),
    path(f"<slug:slug>/uncertainty/{PERIOD}", uncertainty.runs_of, name="runs-of"),
    path(f"<slug:slug>/uncertainty/{PERIOD}<int:run>/", uncertainty.progress, name="run"),
    path("<slug:slug>/publish/", publishing.periods_to_publish, name="publish"),
    path(f"<slug:slug>/publish/{PERIOD}", publishing.draft, name="draft"),
]
