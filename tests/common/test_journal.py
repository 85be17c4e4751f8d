from datetime import UTC, datetime

import pytest
from django.db import transaction

from warga.common import journal, outbox
from warga.common.models import JournalEntry, OutboxEvent
from warga.kernel.actor import Actor

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ACTOR = Actor("person", 7, "Ana <ana@example.org>")


@pytest.mark.django_db
def test_an_entry_tells_who_did_what_when():
    entry = journal.record(
        verb="people.invited",
        actor=ACTOR,
        now=NOW,
        object_kind="person",
        object_id=3,
        city_id=1,
        data={"a": 1},
    )
    entry.refresh_from_db()
    assert (entry.at, entry.actor_kind, entry.actor_id, entry.actor_label) == (NOW, "person", 7, ACTOR.label)
    assert (entry.verb, entry.object_kind, entry.object_id, entry.city_id) == (
        "people.invited",
        "person",
        "3",
        1,
    )
    assert entry.data == {"a": 1}


@pytest.mark.django_db
def test_an_entry_is_never_changed_or_removed():
    entry = journal.record(verb="x.did", actor=ACTOR, now=NOW, object_kind="x", object_id=1)
    entry.verb = "y.did"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    assert JournalEntry.objects.get().verb == "x.did"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "write",
    [
        lambda: journal.record(verb="x.did", actor=ACTOR, now=NOW, object_kind="x", object_id=1),
        lambda: outbox.append(kind="x.did", now=NOW),
    ],
)
def test_nothing_is_written_outside_a_transaction(write):
    with pytest.raises(RuntimeError, match="transaction"):
        write()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_verb_leaves_no_trace():
    def fail():
        journal.record(verb="x.did", actor=ACTOR, now=NOW, object_kind="x", object_id=1)
        outbox.append(kind="x.did", now=NOW, data={"b": 2})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(fail)()
    assert not JournalEntry.objects.exists()
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_an_event_waits_unhandled():
    event = outbox.append(kind="x.did", now=NOW, data={"b": 2})
    event.refresh_from_db()
    assert (event.kind, event.at, event.data, event.handled_at) == ("x.did", NOW, {"b": 2}, None)
