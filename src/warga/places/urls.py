"""The places of a city. The address always names the city, so that it stays when a second one moves in."""

from django.urls import path

from warga.places import views

app_name = "places"
urlpatterns = [
    path("<slug:slug>/places/", views.places, name="places"),
]
