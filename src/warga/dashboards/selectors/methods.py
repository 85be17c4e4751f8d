"""How the numbers are made, read out of the framework itself."""

from dataclasses import dataclass
from typing import Any

from cityindex.framework import Framework
from cityindex.text import Text
from warga.dashboards.selectors.pages import Page
from warga.indicators.selectors.editions import framework_of


@dataclass(frozen=True)
class Method:
    """A framework's own words in one language: legal basis, levels, goalposts, sources."""

    framework: Framework
    language: str
    digest: str

    def say(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""

    @property
    def title(self) -> str:
        return self.say(self.framework.title)

    @property
    def legal_basis(self) -> str:
        return self.say(self.framework.legal_basis)

    @property
    def note(self) -> str:
        return self.say(self.framework.note)

    @property
    def levels(self) -> list[dict[str, Any]]:
        return [
            {"title": self.say(level.title), "aggregate": str(level.aggregate), "min_share": level.min_share}
            for level in self.framework.levels
        ]

    @property
    def goalposts(self) -> list[dict[str, Any]]:
        """The rows that can be scored, with the values that score lowest and highest and who says so."""
        return [
            {
                "code": indicator.code,
                "title": self.say(indicator.title),
                "posts": indicator.goalposts,
                "mark": str(indicator.goalposts.provenance),
                "unit": indicator.unit,
                "weight": indicator.weight,
            }
            for indicator in self.framework.indicators
            if indicator.goalposts
        ]

    @property
    def bands(self) -> list[dict[str, Any]]:
        return [
            {
                "code": scale.code,
                "mark": str(scale.provenance),
                "bands": [{"title": self.say(band.title), "start": band.start} for band in scale.bands],
            }
            for scale in self.framework.band_scales
        ]

    @property
    def judgements(self) -> list[str]:
        """The words people judge with, best first."""
        return [self.say(level.title) for level in reversed(self.framework.judgements)]


def method(page: Page) -> Method:
    """Return the method of the edition a publication was computed with, not of a newer one."""
    edition = page.publication.edition
    return Method(framework_of(edition), page.language, edition.digest)
