"""The public pages are tested on what the services of the modules below wrote."""

from tests.assessments.conftest import drafts, published

__all__ = ["drafts", "published"]
