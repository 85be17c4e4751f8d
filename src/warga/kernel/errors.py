"""Errors a person reads: what happened and what to do."""


class DomainError(Exception):
    """A rule said no. ``message`` is already in the reader's language and says what to do; ``code`` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotAllowedError(DomainError):
    """The actor may not do this; ``message`` gives the reason."""
