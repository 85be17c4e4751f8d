"""Forms of the staff pages; what they let through, a service checks again."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warga.accounts.models import Agency
from warga.accounts.selectors import agencies_of
from warga.accounts.texts import ROLES
from warga.kernel import clock
from warga.places.selectors import kelurahan_of

if TYPE_CHECKING:
    from warga.places.models import City


class LogInForm(LoginForm):  # type: ignore[misc]
    """allauth's, without the link between the two fields: the tabulator goes from one to the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlaceForm(forms.Form):
    """A role, perhaps for one agency or one kelurahan of the city."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    agency = forms.ModelChoiceField(
        label=_("Only for this agency"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("the whole city"),
        help_text=_("Only for analysts."),
    )
    kelurahan: Any = forms.ModelChoiceField(
        label=_("Only for this kelurahan"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("the whole city"),
        help_text=_("Only for analysts."),
    )

    def __init__(self, *args: Any, city: "City", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("agency", agencies_of(city).filter(is_active=True)),
            ("kelurahan", kelurahan_of(city)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
            field.queryset = rows
        self.city = city


class InviteForm(PlaceForm):
    """Who is invited to which role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    field_order = ("email", "name", "role", "agency", "kelurahan")


class RoleForm(PlaceForm):
    """A further role, from a day to a day."""

    starts_on = forms.DateField(label=_("From"), widget=DateInput())
    ends_on = forms.DateField(
        label=_("First day without the role"),
        widget=DateInput(),
        required=False,
        help_text=_("May stay empty."),
    )

    def __init__(self, *args: Any, city: "City", **kwargs: Any) -> None:
        super().__init__(*args, city=city, **kwargs)
        self.fields["starts_on"].initial = clock.day_of(clock.now(), city.time_zone)


class EndRoleForm(forms.Form):
    """The first day without a role."""

    ends_on = forms.DateField(widget=DateInput())


class SelfForm(forms.Form):
    """What everybody may change about themselves."""

    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of letters to you"), choices=settings.LANGUAGES)


class AcceptForm(forms.Form):
    """A newcomer's name and password."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_(
            "At least 10 characters. Four words that do not belong together are good and easy to remember."
        ),
    )
    again = forms.CharField(
        label=_("The password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.pop("again", None) != values.get("password"):
            self.add_error("again", _("This is not the same password."))
        return values


class WelcomeBackForm(forms.Form):
    """Nothing to fill in: somebody known here says yes."""


class AgencyForm(forms.Form):
    """A new agency."""

    code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("Small letters, for example kominfo.")
    )
    name = forms.CharField(label=_("Name"), max_length=160)


class TokenForm(forms.Form):
    """A new key."""

    name = forms.CharField(label=_("What the key is for"), max_length=80)
    expires_at = forms.DateField(
        label=_("Valid until"), widget=DateInput(), required=False, help_text=_("May stay empty.")
    )

    def clean_expires_at(self) -> Any:
        day = self.cleaned_data["expires_at"]
        if day is None:
            return None
        return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
