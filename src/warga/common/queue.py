"""The queue: work for later, put down with the change that makes it necessary."""

from typing import Any

from django.utils.module_loading import import_string

from warga.common.journal import require_transaction


def later(task: str, /, **arguments: Any) -> None:
    """Let a worker call a task once the transaction of this verb has been committed; rolled back, it never runs.

    ``task`` is the dotted name of a ``@task`` in some module's ``tasks.py``: services lie below tasks and cannot import them.
    RuntimeError outside a transaction.
    """
    require_transaction("Work for later")
    import_string(task).enqueue(**arguments)
