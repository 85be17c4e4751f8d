"""Pages about people who work here; a city's lie below its slug where several cities live here.

Log-in, password and second step: ``login_urls``.
"""

from django.urls import include, path

from warga.accounts import views

app_name = "accounts"
pages = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("invitations/<int:pk>/revoke/", views.revoke_invitation, name="revoke_invitation"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/role/", views.grant_role, name="grant_role"),
    path("people/<int:pk>/close/", views.deactivate, name="deactivate"),
    path("people/<int:pk>/second-step/", views.remove_second_step, name="remove_second_step"),
    path("roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<int:pk>/", views.set_agency, name="set_agency"),
    path("keys/", views.tokens, name="tokens"),
    path("keys/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
]
urlpatterns = [
    path("", views.me, name="me"),
    path("invitation/<str:secret>/", views.accept, name="accept"),
    *pages,
    path("<slug:slug>/", include(pages)),
]
