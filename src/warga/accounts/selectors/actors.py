"""Who acts, as the journal names them."""

from django.http import HttpRequest

from warga.accounts.models import ApiToken, Person
from warga.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request as the journal names them; raises TypeError for a stranger."""
    if not isinstance(request.user, Person):
        raise TypeError("A stranger acts nowhere: call guards.require first.")
    return actor_for(request.user)


def actor_for(person: Person) -> Actor:
    return Actor("person", person.pk, f"{person.name} <{person.email}>")


def token_actor(token: ApiToken) -> Actor:
    return Actor("token", token.pk, f"{token.name} ({token.owner.name})")


def person_id_of(actor: Actor) -> int | None:
    """The person answerable for what an actor does: oneself, or the owner of a key."""
    if actor.kind == "token" and actor.id is not None:
        return ApiToken.objects.values_list("owner_id", flat=True).get(pk=actor.id)
    return actor.id if actor.kind == "person" else None
