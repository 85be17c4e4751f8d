"""Work for later stands and falls with the change that asks for it."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from warga.common import queue

TASK = "warga.assessments.tasks.compute_uncertainty"


def test_outside_a_transaction_nothing_is_put_down(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        queue.later(TASK, run=1)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_what_is_rolled_back_never_runs() -> None:
    with transaction.atomic():
        queue.later(TASK, run=1)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    queue.later(TASK, run=2)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {"run": 2}}
