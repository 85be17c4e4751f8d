"""Monte Carlo runs: asked for, computed by a worker, stored whole or not at all."""

from warga.assessments.services.uncertainty.computing import compute
from warga.assessments.services.uncertainty.requesting import (
    RunRefusedError,
    request_run,
    request_standard_run,
    take_up_again,
)

__all__ = ["RunRefusedError", "compute", "request_run", "request_standard_run", "take_up_again"]
