"""Published assessments as data, how sure they are and what would raise them: read without a key."""

from warga.assessments.api import certainty
from warga.assessments.api.published import router

__all__ = ["certainty", "router"]
