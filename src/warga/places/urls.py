"""The places of a city: below its slug where several cities live here."""

from django.urls import path

from warga.places import views

app_name = "places"
urlpatterns = [
    path("places/", views.places, name="places"),
    path("<slug:slug>/places/", views.places, name="places"),
]
