"""What a worker does for this module; the services decide what that means."""

from django_tasks import task

from warga.assessments.services import uncertainty


@task()
def compute_uncertainty(run: int) -> None:
    """Carry out one Monte Carlo run."""
    uncertainty.compute(run_id=run)
