"""The words people answer with, and the units they write behind a number. Lower case, single spaces."""

from cityindex.framework.types import ValueType

# The thing is there.
YES = frozenset(
    "ada;tersedia;sudah;sudah ada;sudah tersedia;telah ada;telah tersedia;ya;benar;"
    "yes;true;available;exists".split(";")
)
# The thing is not there, or there are none: zero for a count, false for a boolean.
NONE = frozenset(
    "tidak ada;tdk ada;tak ada;nihil;belum ada;blm ada;tidak tersedia;belum tersedia;none;nil".split(";")
)
# The thing is not there; says nothing about a number.
NO = frozenset("tidak;belum;bukan;salah;no;false;not available;not yet".split(";"))
# Nothing is known.
MISSING = frozenset(
    (
        ";n/a;na;n.a.;n.a;#n/a;-;--;---;–;—;...;…;null;?;no data;data not available;missing;"
        "tidak ada data;tdk ada data;belum ada data;data tidak ada;data belum ada;"
        "data tidak tersedia;data belum tersedia;tidak diketahui;unknown"
    ).split(";")
)
NOT_FINITE = frozenset("nan;inf;+inf;-inf;infinity;+infinity;-infinity;∞;+∞;-∞;tak hingga".split(";"))
SPREADSHEET_ERRORS = frozenset("#ref!;#div/0!;#value!;#name?;#num!;#null!;#spill!;#calc!".split(";"))

# "Sedang dibangun", "dalam tahap pengembangan", "under construction": an opening word and a stem.
PROGRESS_OPENINGS = frozenset("sedang;dalam;masih;tahap;proses;akan;under;in;being;planned".split(";"))
PROGRESS_STEMS = (
    "bangun",
    "embang",  # dikembangkan, pengembangan
    "proses",
    "usun",  # disusun, penyusunan
    "rencana",
    "rintis",
    "construct",
    "develop",
    "progress",
    "built",
)

MULTIPLIERS = {
    "ribu": 10**3, "rb": 10**3, "thousand": 10**3,
    "juta": 10**6, "jt": 10**6, "million": 10**6,
    "miliar": 10**9, "milyar": 10**9, "billion": 10**9,
    "triliun": 10**12, "trillion": 10**12,
}  # fmt: skip

PERCENT_UNITS = frozenset("%;persen;per sen;percent;per cent;pct".split(";"))
HOUR_UNITS = frozenset("jam;hour;hours;jam/bulan;hour/month;hours/month".split(";"))
CURRENCY_UNITS = frozenset("rupiah;idr".split(";"))
COUNT_UNITS = frozenset(
    (
        "orang;jiwa;pegawai;penerima;relawan;warga;kk;keluarga;unit;buah;set;paket;lokasi;titik;tempat;gedung;"
        "kasus;kejadian;kali;kegiatan;acara;peristiwa;komunitas;kelompok;organisasi;lembaga;instansi;opd;perusahaan;"
        "startup;sistem;aplikasi;layanan;kelurahan;desa;kecamatan;rw;rt;sekolah;kampus;universitas;perguruan tinggi;"
        "rumah sakit;puskesmas;perpustakaan;aula;balai;fasilitas;taman;program;dokumen;laporan;hotspot;"
        "person;persons;people;cases;events;times;units;items;locations;places;schools;hospitals;libraries;systems"
    ).split(";")
)
SCORE_UNITS = frozenset("poin;skor;point;points".split(";"))
# Units that would have to be converted first: reading the bare number would be wrong by a factor.
OTHER_UNITS = frozenset(
    (
        "‰;permil;menit;detik;hari;minggu;bulan;tahun;minute;minutes;second;seconds;day;days;week;weeks;month;months;"
        "year;years;$;usd;us$;dolar;dollar;dollars;€;eur;euro;lusin;dozen;kodi"
    ).split(";")
)
# In a note these turn the number into a limit, or into another number.
LIMIT_WORDS = frozenset("lebih;kurang;atau;or;more;less;atas;bawah;keatas;kebawah;plus".split(";"))
SCALE_STEMS = ("ribu", "juta", "miliar", "milyar", "triliun", "ratus", "puluh", "belas", "hundred", "thousand", "million", "billion")
PERIODS = frozenset("hari;minggu;bulan;tahun;day;week;month;year".split(";"))

UNITS: dict[str, ValueType] = {
    **dict.fromkeys(PERCENT_UNITS, ValueType.PERCENT),
    **dict.fromkeys(HOUR_UNITS, ValueType.HOURS),
    **dict.fromkeys(CURRENCY_UNITS, ValueType.CURRENCY),
    **dict.fromkeys(COUNT_UNITS, ValueType.COUNT),
    **dict.fromkeys(SCORE_UNITS, ValueType.SCORE),
}

# The words an Indonesian question begins with; they name its flag: "Jumlah …" answered "62%" is JUMLAH_BUT_PERCENT.
QUESTION_WORDS = frozenset("ADANYA;KETERSEDIAAN;TERSEDIANYA;JUMLAH;BANYAKNYA;PERSENTASE;PROPORSI;RASIO;LAMA;DURASI".split(";"))
