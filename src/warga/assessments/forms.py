"""What people fill in to judge a row and to publish a period."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityindex.framework import Framework
from warga.assessments.domain import LIMITS, STANDARD, Asked, Source
from warga.assessments.texts import VARIED


class JudgementForm(forms.Form):
    """What somebody thinks of a row, who that is, since when and why."""

    level = forms.ChoiceField(label=_("Judgement"), widget=forms.RadioSelect)
    author = forms.CharField(
        label=_("Who judged?"),
        help_text=_("A person, a team or a document, for example: Bappeda Kota Kupang"),
        max_length=160,
    )
    judged_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("Leave empty if the document gives no day."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One or two sentences the public will read."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, framework: Framework, today: date, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.code, level.title.in_language(language)) for level in reversed(framework.judgements)]
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)  # noqa: S101 - declared above
        level.choices = levels
        self.fields["judged_on"].widget.attrs["max"] = today.isoformat()


class WithdrawForm(forms.Form):
    """Why a judgement is taken back."""

    reason = forms.CharField(label=_("Why is it taken back?"), max_length=500)


class PublishForm(forms.Form):
    """A word about this publication, and which drafts the publisher has looked at."""

    note = forms.CharField(
        label=_("Note for the public"),
        help_text=_("Optional, for example: values of the census office added."),
        max_length=500,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class RunForm(forms.Form):
    """How often to count, what to choose anew each time, and from which seed."""

    varied = forms.MultipleChoiceField(
        label=_("What should be counted in other ways?"),
        choices=lambda: [(key.value, VARIED[key]) for key in Source],
        initial=list(STANDARD.varied),
        widget=forms.CheckboxSelectMultiple,
    )
    draws = forms.IntegerField(
        label=_("How many times?"),
        help_text=_("1,000 is usual. More takes longer and makes the ends of the bars steadier."),
        min_value=LIMITS.fewest,
        max_value=LIMITS.most,
        initial=STANDARD.draws,
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("Any whole number. The same seed with the same values gives the same figures."),
        min_value=0,
        max_value=LIMITS.largest_seed,
        initial=STANDARD.seed,
    )

    @property
    def asked(self) -> Asked:
        """What was filled in; only after ``is_valid``."""
        data = self.cleaned_data
        return Asked(data["draws"], data["seed"], tuple(Source(key) for key in data["varied"]))
