"""The words for Monte Carlo runs: what varies, how far they are, why they failed."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from warga.assessments.domain import Failure, Source

Words = str | Promise

VARIED: Mapping[str, Words] = {
    Source.WEIGHTS: _("how much each part counts: up to a quarter more or less"),
    Source.AGGREGATE: _(
        "how the parts are put together: so that a low part can be made up for by a high one, or not so easily"
    ),
    Source.NORMALISE: _(
        "how values become scores: by fixed goalposts, or between the lowest and the highest city"
    ),
}

STATES: Mapping[str, Words] = {
    "waiting": _("waiting"),
    "running": _("being calculated"),
    "done": _("done"),
    "failed": _("failed"),
}

FAILURES: Mapping[str, Words] = {
    Failure.UNFORESEEN: _("Something unforeseen happened. The log of the worker says more; try again."),
    Failure.REPLACED: _("It was interrupted, and a newer calculation of the same year takes its place."),
}
