from datetime import UTC, date, datetime

from warga.kernel import clock


def test_the_present_is_aware():
    assert clock.now().tzinfo is UTC


def test_a_day_is_the_day_where_the_city_lies():
    moment = datetime(2026, 1, 1, 17, 30, tzinfo=UTC)
    assert clock.day_of(moment, "Asia/Makassar") == date(2026, 1, 2)
    assert clock.day_of(moment, "Asia/Jakarta") == date(2026, 1, 2)
    assert clock.day_of(moment, "UTC") == date(2026, 1, 1)
