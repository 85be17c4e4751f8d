"""What staff fill in besides the values themselves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cityindex.tabular.importing import OLDEST
from warga.indicators.selectors.editions import offered

FILE_BYTES = 5_000_000
MAPPING_BYTES = 100_000


class FrameworkField(forms.ChoiceField):
    """One of the frameworks one can begin with, by its title in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Framework"), choices=offered, **kwargs)


class StartPeriodForm(forms.Form):
    """A framework and a year to fill in."""

    framework = FrameworkField()
    period = forms.IntegerField(label=_("Year"), min_value=OLDEST)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        period.initial = this_year
        period.validators.append(forms.IntegerField(max_value=this_year).validators[-1])
        period.widget.attrs |= {"min": OLDEST, "max": this_year}


class ReasonForm(forms.Form):
    """Why public values are corrected; needed where there are any."""

    reason = forms.CharField(
        label=_("Why is a value corrected?"),
        help_text=_("Needed when the value is already public; the public sees it."),
        max_length=300,
        required=False,
    )


class SaidForm(ReasonForm):
    """What goes for all values of one save."""

    field_order: Sequence[str] = ("citation", "reason")

    citation = forms.CharField(
        label=_("Where do these values come from?"),
        help_text=_("For example: BPS Kota Kupang, Kupang dalam Angka 2024, table 4.1"),
        max_length=300,
        required=False,
    )


class ValueForm(SaidForm):
    """One value, corrected on its own page."""

    raw_value = forms.CharField(
        label=_("Value as written"), max_length=200, required=False, strip=True, empty_value=""
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("raw_value", "citation", "reason", "seen")


class UploadForm(forms.Form):
    """A file of values and how to read it."""

    framework = FrameworkField()
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX, at most 5 MB and 20,000 rows."), allow_empty_file=True
    )
    period = forms.IntegerField(
        label=_("Year"),
        help_text=_("Only if the file has no column with the year."),
        min_value=OLDEST,
        required=False,
    )
    mapping = forms.FileField(
        label=_("Mapping file"),
        help_text=_(
            "Only if the columns have other names: a TOML file that says which column is which indicator."
        ),
        required=False,
    )
    judged_by = forms.CharField(
        label=_("Whose interpretations are they?"),
        help_text=_(
            "Only if the file has a column “interpretation”, for example: Buku 1 – Kupang Smart City, 2024"
        ),
        max_length=160,
        required=False,
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        period.validators.append(forms.IntegerField(max_value=this_year).validators[-1])
        period.widget.attrs |= {"min": OLDEST, "max": this_year}

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into several files."))
        return file

    def clean_mapping(self) -> str:
        file: UploadedFile[Any] | None = self.cleaned_data["mapping"]
        if file is None:
            return ""
        if file.size is None or file.size > MAPPING_BYTES:
            raise forms.ValidationError(_("A mapping file has at most 100 kB."))
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("A mapping file is text in UTF-8.")) from None
