"""What each code of a reading says: what was found, and what to do. Sentences for a city official."""

from collections.abc import Mapping
from types import MappingProxyType

from cityindex.text import Text

# How the string was written: nothing to do, unless the number beside it is not what was meant.
FORMAT: Mapping[str, Text] = MappingProxyType(
    {
        "DOT_THOUSANDS": Text(
            "Titik pada “{raw}” dianggap pemisah ribuan, bukan tanda desimal.",
            "The point in “{raw}” was taken to separate thousands, so the value is {value}.",
        ),
        "SPACE_THOUSANDS": Text(
            "“{raw}” dibaca {value}: spasi dianggap pemisah ribuan. Periksa bila yang dimaksud dua angka.",
            "“{raw}” was read as {value}: the space was taken to separate thousands. Check that two numbers were not meant.",
        ),
        "DECIMAL_COMMA": Text(
            "“{raw}” ditulis dengan koma desimal, seperti biasa dalam bahasa Indonesia.",
            "“{raw}” is written with a decimal comma, as is usual in Indonesian.",
        ),
        "DECIMAL_POINT": Text(
            "“{raw}” ditulis dengan titik desimal, seperti dalam bahasa Inggris. Dalam bahasa Indonesia dipakai koma.",
            "“{raw}” is written with a decimal point, as in English. Indonesian uses a comma.",
        ),
        "UNIT_SUFFIX": Text(
            "“{raw}” memuat satuan di belakang angka; angkanya yang disimpan.",
            "“{raw}” has a unit behind the number; the number is what is stored.",
        ),
        "UNIT_PREFIX": Text(
            "“{raw}” memuat kata di depan angka; angkanya yang disimpan.",
            "“{raw}” has a word before the number; the number is what is stored.",
        ),
        "LEADING_ZEROS": Text(
            "“{raw}” diawali angka nol. Periksa bila ini sebuah kode, bukan jumlah.",
            "“{raw}” begins with a zero. Check that it is not a code rather than a number.",
        ),
        "HIDDEN_CHARACTERS": Text(
            "Isian memuat tanda yang biasanya tidak terlihat, dari PDF atau lembar kerja; tanda itu diabaikan.",
            "The entry holds marks that are usually invisible, from a PDF or a spreadsheet; they were ignored.",
        ),
    }
)

# Read, with something a person should know or check.
REMARKS: Mapping[str, Text] = MappingProxyType(
    {
        "COMMA_THOUSANDS": Text(
            "“{raw}” dibaca {value}: koma dianggap pemisah ribuan. Periksa, lalu tulis angkanya tanpa koma.",
            "“{raw}” was read as {value}: the comma was taken to separate thousands. Check, then write it without a comma.",
        ),
        "MULTIPLIER": Text(
            "“{raw}” dibaca {value}: kata seperti ribu atau juta sudah dikalikan.",
            "“{raw}” was read as {value}: a word such as thousand or million was multiplied out.",
        ),
        "TRAILING_NOTE": Text(
            "“{raw}” memuat catatan di belakang jawaban. Catatan itu tidak ikut dibaca; periksa jawabannya.",
            "“{raw}” has a note behind the answer. The note was left aside; check the answer.",
        ),
        "PARTS_DIFFER": Text(
            "“{raw}”: hanya sebagian yang ada, sehingga seluruhnya dihitung belum ada. Lengkapi sisanya.",
            "“{raw}”: only some of the parts are there, so the whole counts as not there. Complete the rest.",
        ),
        "APPROXIMATE": Text(
            "“{raw}” hanya perkiraan. Cari angka pastinya bila ada.",
            "“{raw}” is only an estimate. Find the exact number if there is one.",
        ),
        "AGAINST_CONVENTION": Text(
            "“{raw}” ditulis dengan tanda desimal lain daripada isi berkas lainnya. Periksa angkanya.",
            "“{raw}” uses another decimal sign than the rest of the file. Check the number.",
        ),
        "TIDAK_ADA_AS_ZERO": Text(
            "“{raw}” dibaca 0, karena yang diminta sebuah jumlah. Periksa bila maksudnya data tidak tersedia.",
            "“{raw}” was read as 0, because a number is asked for. Check that it does not mean there are no data.",
        ),
        "TIDAK_ADA_AS_MISSING": Text(
            "“{raw}” tidak memberi angka, sehingga nilainya kosong. Isi angkanya, atau 0 bila memang nol.",
            "“{raw}” gives no number, so the value is left empty. Enter the number, or 0 if it really is zero.",
        ),
        "IN_PROGRESS": Text(
            "“{raw}”: belum ada, tetapi sedang dikerjakan. Nilainya kosong sampai selesai.",
            "“{raw}”: not there yet, but being worked on. The value is empty until it is done.",
        ),
        "OVER_100": Text(
            "{value}% lebih dari seratus persen. Periksa pembilang dan penyebutnya.",
            "{value}% is more than one hundred per cent. Check what was divided by what.",
        ),
        "READ_AS_ASKED": Text(
            "“{raw}” menjawab pertanyaannya ({kind}), tetapi kerangka ini menyimpan jenis nilai lain. Jawaban ditampilkan dan tidak dibandingkan.",
            "“{raw}” answers the question ({kind}), but this framework stores another kind of value. It is shown and not compared.",
        ),
        "COUNT_VS_HOURS": Text(
            "Pertanyaannya tentang jumlah kejadian “dalam jam”, dan “{raw}” bisa berarti keduanya. Tulis satuannya, misalnya “{raw} jam”.",
            "The question is about a number of events “in hours”, and “{raw}” could be either. Write the unit, for example “{raw} jam”.",
        ),
    }
)

# Refused: nothing is stored until the entry is written differently.
REFUSALS: Mapping[str, Text] = MappingProxyType(
    {
        "TOO_LONG": Text(
            "Isian lebih dari 200 huruf. Tulis hanya nilainya.",
            "The entry is longer than 200 characters. Write only the value.",
        ),
        "CONTROL_CHARACTERS": Text(
            "Isian memuat huruf kendali yang tidak terlihat. Ketik ulang nilainya.",
            "The entry holds invisible control characters. Type the value again.",
        ),
        "NOT_PLAIN_DIGITS": Text(
            "“{raw}” memuat angka pangkat, pecahan, atau angka aksara lain. Tulis dengan angka 0 sampai 9.",
            "“{raw}” holds superscripts, fractions or digits of another script. Write it with the digits 0 to 9.",
        ),
        "FORMULA": Text(
            "“{raw}” adalah rumus, bukan nilai. Tulis hasilnya.",
            "“{raw}” is a formula, not a value. Write its result.",
        ),
        "SPREADSHEET_ERROR": Text(
            "“{raw}” adalah pesan galat lembar kerja. Perbaiki rumusnya, lalu tulis hasilnya.",
            "“{raw}” is an error message of a spreadsheet. Mend the formula, then write its result.",
        ),
        "NOT_FINITE": Text(
            "“{raw}” bukan angka yang bisa dihitung. Tulis angkanya, atau kosongkan.",
            "“{raw}” is not a number one can count with. Write the number, or leave it empty.",
        ),
        "EXPONENT": Text(
            "“{raw}” ditulis dengan pangkat sepuluh. Tulis angkanya lengkap.",
            "“{raw}” is written with a power of ten. Write the number in full.",
        ),
        "TOO_LARGE": Text(
            "“{raw}” terlalu besar untuk nilai sebuah kota (batasnya 1.000.000.000.000.000). Periksa angkanya.",
            "“{raw}” is too large for a value of a city (the limit is 1,000,000,000,000,000). Check the number.",
        ),
        "NEGATIVE": Text(
            "“{raw}” kurang dari nol, padahal nilai ini tidak bisa negatif. Periksa angkanya.",
            "“{raw}” is below zero, which this value cannot be. Check the number.",
        ),
        "FRACTION_OF_COUNT": Text(
            "“{raw}” bukan bilangan bulat, padahal yang dihitung adalah jumlah. Tulis bilangan bulat.",
            "“{raw}” is not a whole number, but things are counted here. Write a whole number.",
        ),
        "AMBIGUOUS_SEPARATOR": Text(
            "“{raw}” bisa berarti ribuan atau desimal. Tulis tanpa pemisah ribuan, atau dengan dua angka desimal.",
            "“{raw}” could mean thousands or decimals. Write it without a thousands sign, or with two decimals.",
        ),
        "BAD_GROUPING": Text(
            "Titik dan koma pada “{raw}” tidak membentuk sebuah angka. Tulis misalnya 1.234,56.",
            "The points and commas of “{raw}” do not make a number. Write for example 1.234,56.",
        ),
        "RANGE": Text(
            "“{raw}” adalah rentang, bukan satu angka. Pilih satu angka dan sebut sumbernya.",
            "“{raw}” is a range, not one number. Choose one number and name its source.",
        ),
        "TWO_NUMBERS": Text(
            "“{raw}” memuat lebih dari satu angka. Tulis satu saja.",
            "“{raw}” holds more than one number. Write only one.",
        ),
        "PART_OF_WHOLE": Text(
            "“{raw}” menyebut bagian dari keseluruhan. Tulis jumlahnya saja, atau persentasenya, sesuai pertanyaan.",
            "“{raw}” gives a part of a whole. Write only the number, or the percentage, as the question asks.",
        ),
        "DATE": Text(
            "“{raw}” adalah tanggal, bukan nilai. Lembar kerja kadang mengubah angka menjadi tanggal; periksa aslinya.",
            "“{raw}” is a date, not a value. Spreadsheets sometimes turn numbers into dates; check the original.",
        ),
        "LIMIT_ONLY": Text(
            "“{raw}” hanya menyebut batas. Tulis angka yang sebenarnya.",
            "“{raw}” names only a limit. Write the actual number.",
        ),
        "IN_PARENTHESES": Text(
            "“{raw}” ditulis dalam kurung, yang bisa berarti minus. Tulis tanpa kurung.",
            "“{raw}” stands in brackets, which may mean minus. Write it without brackets.",
        ),
        "OTHER_UNIT": Text(
            "“{raw}” memakai satuan lain yang harus dihitung ulang dulu. Tulis dalam satuan yang diminta.",
            "“{raw}” is in another unit and has to be converted first. Write it in the unit asked for.",
        ),
        "MIXED_ANSWER": Text(
            "“{raw}” memuat kata dan angka. Tulis salah satu, sesuai pertanyaan.",
            "“{raw}” holds words and a number. Write one of them, as the question asks.",
        ),
        "NOT_UNDERSTOOD": Text(
            "“{raw}” tidak dikenali. Tulis sebuah angka, “Ada”, “Tidak Ada”, atau kosongkan.",
            "“{raw}” was not understood. Write a number, “Ada”, “Tidak Ada”, or leave it empty.",
        ),
    }
)

WORDS: Mapping[str, Text] = MappingProxyType({**FORMAT, **REMARKS, **REFUSALS})
