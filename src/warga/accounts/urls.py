"""Pages about people who work here. Log-in, password and second step: ``login_urls``."""

from django.urls import path

from warga.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.me, name="me"),
    path("invitation/<str:secret>/", views.accept, name="accept"),
    path("<slug:slug>/people/", views.people, name="people"),
    path("<slug:slug>/people/invite/", views.invite, name="invite"),
    path("<slug:slug>/invitations/<int:pk>/revoke/", views.revoke_invitation, name="revoke_invitation"),
    path("<slug:slug>/people/<int:pk>/", views.person, name="person"),
    path("<slug:slug>/people/<int:pk>/role/", views.grant_role, name="grant_role"),
    path("<slug:slug>/people/<int:pk>/close/", views.deactivate, name="deactivate"),
    path("<slug:slug>/people/<int:pk>/second-step/", views.remove_second_step, name="remove_second_step"),
    path("<slug:slug>/roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("<slug:slug>/agencies/", views.agencies, name="agencies"),
    path("<slug:slug>/agencies/<int:pk>/", views.set_agency, name="set_agency"),
    path("<slug:slug>/keys/", views.tokens, name="tokens"),
    path("<slug:slug>/keys/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
]
