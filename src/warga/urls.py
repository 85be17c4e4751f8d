"""Every address of the platform; Indonesian at ``/``, English under ``/en/``, the API outside both."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from warga.api import api
from warga.assessments.selectors.judgements import levels_of
from warga.assessments.services.importing import commit_import
from warga.indicators import urls as indicators
from warga.indicators.domain.above import Above

handler400 = "warga.web.views.bad_request"
handler403 = "warga.web.views.not_allowed"
handler404 = "warga.web.views.not_found"
handler500 = "warga.web.views.server_error"

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("warga.web.urls")),
    *i18n_patterns(
        path("accounts/", include("warga.accounts.urls")),
        path("accounts/", include("warga.accounts.login_urls")),
        path("", include("warga.places.urls")),
        path("", include(indicators.urlpatterns_with(Above(commit_import, levels_of)))),
        path("", include("warga.assessments.urls")),
        path("", include("warga.dashboards.urls")),
        prefix_default_language=False,
    ),
]
