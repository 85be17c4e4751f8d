"""Pages as their visitors see them: the analyst fills in and imports, the resident reads what is public."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.actors import Actors
from tests.indicators.conftest import BUKU1, NOW

from warga.indicators.models import FrameworkEdition, Observation, StoredUpload
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import mark_public

TABLE = f"/kupang/data/{BUKU1}/2023/"
IMPORT = "/kupang/data/import/"


def value_url(code: str) -> str:
    return f"/kupang/values/{BUKU1}/2023/{code}/"


@pytest.fixture
def analyst(actors: Actors, scope: Scope) -> Client:
    return actors.client("analyst")


def publish(actors: Actors) -> None:
    with transaction.atomic():
        mark_public(city=actors.city, framework_id=BUKU1, period=2023, now=NOW)


def upload(client: Client, data: bytes, name: str = "values.csv", **fields: str) -> str:
    """Send a file; returns the address of its preview, or the page that refuses it."""
    file = SimpleUploadedFile(name, data)
    answer = client.post(IMPORT, {"framework": BUKU1, "period": "2023", "file": file} | fields)
    return answer.url if answer.status_code == 302 else answer.content.decode()


def confirm(client: Client, preview: str) -> str:
    digest = client.get(preview).context["plan"].digest
    return client.post(preview, {"digest": digest}, follow=True).content.decode()


class TestTheEntryTable:
    def test_only_what_was_changed_is_saved(self, analyst: Client) -> None:
        answer = analyst.post(TABLE, {"raw-B1.T1.05": "1.192", "seen-B1.T1.05": "0", "raw-B1.T1.01": ""})
        assert answer.status_code == 302
        (row,) = Observation.objects.all()
        assert (row.indicator, row.raw_value, row.value) == ("B1.T1.05", "1.192", 1192)
        page = analyst.get(TABLE).content.decode()
        assert "1.192" in page
        analyst.post(TABLE, {"raw-B1.T1.05": "1.192", "seen-B1.T1.05": str(row.pk)})
        assert Observation.objects.count() == 1

    def test_a_refused_value_stays_in_its_field_and_nothing_is_saved(self, analyst: Client) -> None:
        answer = analyst.post(TABLE, {"raw-B1.T1.01": "50", "raw-B1.T2.01": "−4,08%"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert Observation.objects.count() == 0
        assert 'value="50"' in page
        assert 'value="−4,08%"' in page
        assert 'aria-invalid="true"' in page
        assert "kurang dari nol" in page

    def test_nobody_overwrites_what_they_have_not_seen(self, analyst: Client) -> None:
        analyst.post(TABLE, {"raw-B1.T1.01": "50", "seen-B1.T1.01": "0"})
        answer = analyst.post(TABLE, {"raw-B1.T1.01": "51", "seen-B1.T1.01": "0"})
        assert answer.status_code == 422
        assert "“50”" in answer.content.decode()
        assert list(Observation.objects.values_list("raw_value", flat=True)) == ["50"]

    def test_an_emptied_field_withdraws_the_value_and_keeps_its_history(self, analyst: Client) -> None:
        analyst.post(TABLE, {"raw-B1.T1.01": "50", "seen-B1.T1.01": "0"})
        (first,) = Observation.objects.all()
        analyst.post(TABLE, {"raw-B1.T1.01": "", "seen-B1.T1.01": str(first.pk)})
        assert [row.raw_value for row in Observation.objects.order_by("pk")] == ["50", ""]

    def test_a_public_value_is_corrected_with_a_reason_only(self, analyst: Client, actors: Actors) -> None:
        analyst.post(TABLE, {"raw-B1.T1.01": "50", "seen-B1.T1.01": "0"})
        publish(actors)
        (first,) = Observation.objects.all()
        wanted = {"raw-B1.T1.01": "51", "seen-B1.T1.01": str(first.pk)}
        assert analyst.post(TABLE, wanted).status_code == 422
        assert analyst.post(TABLE, wanted | {"reason": "salah ketik"}).status_code == 302
        assert Observation.objects.get(is_latest=True).reason == "salah ketik"
        assert Observation.objects.get(is_public=True).raw_value == "50"

    def test_a_future_year_has_no_table(self, analyst: Client) -> None:
        assert analyst.get(f"/kupang/data/{BUKU1}/2999/").status_code == 404

    def test_its_number_of_queries_does_not_grow_with_the_values(
        self, analyst: Client, django_assert_max_num_queries: object
    ) -> None:
        analyst.post(TABLE, {f"raw-B1.T1.0{n}": str(n) for n in range(1, 9)})
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            analyst.get(TABLE)

    @pytest.mark.parametrize("name", ["resident", "stranger", "publisher", "other_analyst"])
    def test_others_are_sent_away(self, actors: Actors, scope: Scope, name: str) -> None:
        answer = actors.client(name).post(TABLE, {"raw-B1.T1.01": "50"})  # type: ignore[arg-type]
        assert answer.status_code in (302, 403)
        assert Observation.objects.count() == 0


class TestStartingAPeriod:
    def test_the_table_of_a_new_year_opens(self, analyst: Client) -> None:
        answer = analyst.post("/kupang/data/start/", {"framework": BUKU1, "period": "2024"}, follow=True)
        assert "2024" in answer.content.decode()
        assert f"/kupang/data/{BUKU1}/2024/" in analyst.get("/kupang/data/").content.decode()

    def test_a_future_year_cannot_be_started(self, analyst: Client) -> None:
        assert analyst.post("/kupang/data/start/", {"framework": BUKU1, "period": "2999"}).status_code == 422


class TestImporting:
    def test_the_study_goes_in_after_a_look(self, analyst: Client, shared: Path) -> None:
        data = (shared / "domain" / "kupang_buku1_2023.csv").read_bytes()
        preview = upload(analyst, data, judged_by="Buku 1")
        page = analyst.get(preview).content.decode()
        assert Observation.objects.count() == 0
        assert "UTF-8" in page
        assert "41" in page
        confirm(analyst, preview)
        assert Observation.objects.count() == 41
        assert StoredUpload.objects.count() == 0

    def test_refused_rows_block_and_can_be_downloaded(self, analyst: Client) -> None:
        preview = upload(analyst, b"code,raw_value\nB1.T1.01,50\nB1.T9.99,1\n")
        confirm(analyst, preview)
        assert Observation.objects.count() == 0
        refused = analyst.get(f"{preview}refused.csv").content.decode("utf-8-sig")
        assert refused.splitlines()[1].startswith("3,code,B1.T9.99,1,")
        assert "UNKNOWN_INDICATOR" in refused

    def test_a_preview_that_no_longer_holds_is_not_carried_out(self, analyst: Client) -> None:
        preview = upload(analyst, b"code,raw_value\nB1.T1.01,50\n")
        digest = analyst.get(preview).context["plan"].digest
        analyst.post(TABLE, {"raw-B1.T1.01": "49", "seen-B1.T1.01": "0"})
        analyst.post(preview, {"digest": digest})
        assert Observation.objects.get(is_latest=True).raw_value == "49"
        confirm(analyst, preview)
        assert Observation.objects.get(is_latest=True).raw_value == "50"

    def test_a_file_that_corrects_public_values_needs_a_reason(self, analyst: Client, actors: Actors) -> None:
        analyst.post(TABLE, {"raw-B1.T1.01": "50"})
        publish(actors)
        preview = upload(analyst, b"code,raw_value\nB1.T1.01,51\n")
        digest = analyst.get(preview).context["plan"].digest
        assert "aria-invalid" in analyst.post(preview, {"digest": digest}).content.decode()
        assert Observation.objects.count() == 1
        analyst.post(preview, {"digest": digest, "reason": "salah ketik"})
        assert Observation.objects.get(is_latest=True).reason == "salah ketik"

    def test_a_file_that_cannot_be_read_says_why_and_is_not_kept(self, analyst: Client) -> None:
        assert "kosong" in upload(analyst, b"")
        assert StoredUpload.objects.count() == 0

    def test_another_city_does_not_see_the_upload(self, analyst: Client, actors: Actors) -> None:
        preview = upload(analyst, b"code,raw_value\nB1.T1.01,50\n")
        other = actors.client("other_analyst")
        assert other.get(preview).status_code == 403
        assert other.get(preview.replace("kupang", "denpasar")).status_code == 302


class TestTheValuePage:
    def test_the_public_sees_published_versions_only(self, analyst: Client, actors: Actors) -> None:
        resident = actors.client("resident")
        analyst.post(TABLE, {"raw-B1.T1.01": "50", "seen-B1.T1.01": "0", "citation": "Dinas Kominfo"})
        assert resident.get(value_url("B1.T1.01")).status_code == 404
        assert "50" in analyst.get(value_url("B1.T1.01")).content.decode()
        publish(actors)
        page = resident.get(value_url("B1.T1.01")).content.decode()
        assert "“50”" in page
        assert "Dinas Kominfo" in page
        assert actors.analyst.name not in page

    def test_a_correction_is_a_new_version_the_public_sees_once_published(
        self, analyst: Client, actors: Actors
    ) -> None:
        analyst.post(TABLE, {"raw-B1.T1.01": "50", "seen-B1.T1.01": "0"})
        publish(actors)
        first = Observation.objects.get()
        wanted = {"raw_value": "51", "seen": str(first.pk), "reason": "salah ketik"}
        analyst.post(f"{value_url('B1.T1.01')}correct/", wanted)
        resident = actors.client("resident")
        assert "salah ketik" not in resident.get(value_url("B1.T1.01")).content.decode()
        publish(actors)
        page = resident.get(value_url("B1.T1.01")).content.decode()
        assert "salah ketik" in page
        assert page.index("51") < page.rindex("50"), "the newest version stands first, the old one stays"

    def test_an_unknown_indicator_has_no_page(self, analyst: Client) -> None:
        assert analyst.get(value_url("B1.T9.99")).status_code == 404


def test_the_framework_a_city_uses_most_is_proposed(analyst: Client, actors: Actors) -> None:
    load_shipped(framework_id="ipm-2010", actor=actors.actor("analyst"), now=NOW)
    analyst.post(TABLE, {"raw-B1.T1.01": "50"})
    assert f'<option value="{BUKU1}" selected>' in analyst.get(IMPORT).content.decode()


class TestACityThatStartsFromNothing:
    """Nobody has loaded a framework: those that come with Warga are offered, and loaded when chosen."""

    @pytest.fixture
    def fresh(self, actors: Actors) -> Client:
        return actors.client("analyst")

    def test_the_frameworks_that_come_with_warga_are_offered(self, fresh: Client) -> None:
        for page in ("/kupang/data/", IMPORT):
            answer = fresh.get(page).content.decode()
            assert f'<option value="{BUKU1}">Kesiapan Kota Cerdas Kupang (Buku 1)</option>' in answer

    def test_starting_a_year_loads_the_framework_once(self, fresh: Client) -> None:
        for _time in range(2):
            answer = fresh.post("/kupang/data/start/", {"framework": BUKU1, "period": "2023"}, follow=True)
            assert answer.redirect_chain[-1][0] == TABLE
        assert FrameworkEdition.objects.count() == 1

    def test_importing_a_file_loads_the_framework(self, fresh: Client) -> None:
        assert upload(fresh, b"kode,nilai\nB1.T1.01,50\n").startswith(IMPORT)

    def test_a_form_sent_back_still_offers_the_years_begun(self, fresh: Client) -> None:
        fresh.post("/kupang/data/start/", {"framework": BUKU1, "period": "2023"})
        answer = fresh.post("/kupang/data/start/", {"framework": BUKU1, "period": "1"})
        assert answer.status_code == 422
        assert TABLE in answer.content.decode()


def test_a_file_that_only_names_another_source_says_so(analyst: Client) -> None:
    confirm(analyst, upload(analyst, b"kode,nilai,sumber\nB1.T1.01,50,Buku 1\n"))
    page = analyst.get(upload(analyst, b"kode,nilai,sumber\nB1.T1.01,50,BPS\n")).content.decode()
    assert "sumber sebelumnya: Buku 1" in page
    assert "sebelumnya: 50" not in page


def test_a_value_read_as_asked_is_not_called_a_wrong_answer(analyst: Client) -> None:
    analyst.post(TABLE, {"raw-B1.T4.01": "Ada", "seen-B1.T4.01": "0"})
    page = analyst.get(value_url("B1.T4.01")).content.decode()
    assert "berjenis lain daripada yang ditanyakan" not in page
    assert TABLE in page[page.index('class="crumbs"') : page.index("<h1")]


def test_what_another_source_says_names_the_source(analyst: Client, actors: Actors) -> None:
    analyst.post(TABLE, {"raw-B1.T1.07": "1.705", "seen-B1.T1.07": "0"})
    publish(actors)
    page = Client().get(value_url("B1.T1.07")).content.decode()
    said = page[page.index('id="others"') :]
    assert "Fallo, Tameno &amp; Tiwu" in said[: said.index("</section>")]
