"""What is said of a pair of tables that cannot be used: one sentence for each kind of fault."""

from collections.abc import Mapping

from cityindex.text import Text

SENTENCES: Mapping[str, Text] = {
    "MISSING_COLUMN": Text(
        "Kolom {name} tidak ada. Yang ada: {there}.", "There is no column {name}. There are {there}."
    ),
    "UNKNOWN_COLUMN": Text(
        "Kolom ini tidak dikenal; tulis {near} bila itu yang dimaksud.",
        "This column is unknown; write {near} if that is meant.",
    ),
    "NOT_DESCRIBED": Text(
        "Kolom ini tidak ada dalam iMeta; tambahkan di sana (misalnya Type = Other) atau hapus.",
        "iMeta does not describe this column; add it there (for example Type = Other) or remove it.",
    ),
    "NOT_A_NUMBER": Text(
        "“{cell}” bukan angka; tulis NA bila tidak ada nilai.",
        "“{cell}” is no number; write NA where there is no value.",
    ),
    "NO_CODE": Text("Kodenya kosong; NA pun berarti kosong.", "The code is empty; so is NA."),
    "RESERVED_CODE": Text(
        "{code} adalah kolom tetap iData; beri kode lain.",
        "{code} is a fixed column of iData; choose another code.",
    ),
    "CODE_TWICE": Text(
        "Kode {code} sudah dipakai pada baris {first}; beri kode lain.",
        "The code {code} is used in row {first} already; choose another.",
    ),
    "UNKNOWN_TYPE": Text("“{type}” bukan jenis; pilih {allowed}.", "“{type}” is no type; choose {allowed}."),
    "NO_TREE": Text("Tidak ada baris dengan Type = {type}.", "There is no row with Type = {type}."),
    "WRONG_LEVEL": Text(
        "Tingkat {code} keliru: indikator bertingkat 1, agregat 2 atau lebih.",
        "The level of {code} is wrong: an indicator is on level 1, an aggregate on 2 or above.",
    ),
    "LEVEL_GAP": Text(
        "Di antara tingkat {below} dan {above} tidak ada apa-apa; beri nomor berurutan.",
        "There is nothing between levels {below} and {above}; number them without a gap.",
    ),
    "PARENT_LEVEL": Text(
        "{code} bertingkat {level}, induknya {parent} bertingkat {above}; induk harus tepat satu tingkat di atas.",
        "{code} is on level {level}, its parent {parent} on {above}; a parent is exactly one level above.",
    ),
    "NO_PARENT": Text(
        "{code} tidak punya induk; hanya satu agregat, yaitu indeksnya, boleh tanpa induk.",
        "{code} has no parent; only one aggregate, the index, may have none.",
    ),
    "ORPHAN": Text(
        "Induk {code}, “{parent}”, bukan agregat dalam iMeta; tambahkan atau perbaiki ejaannya.",
        "The parent of {code}, “{parent}”, is no aggregate of iMeta; add it or correct its spelling.",
    ),
    "NO_TOP": Text(
        "Semua agregat punya induk; indeksnya sendiri harus tanpa induk.",
        "Every aggregate has a parent; the index itself has none.",
    ),
    "WRONG_DIRECTION": Text(
        "Arah {code} harus {allowed}: 1 makin tinggi makin baik, -1 makin rendah makin baik.",
        "The direction of {code} must be {allowed}: 1 more is better, -1 less is better.",
    ),
    "WRONG_WEIGHT": Text(
        "Bobot {code} harus angka dari 0 ke atas.", "The weight of {code} must be a number from 0 up."
    ),
    "ZERO_WEIGHTS": Text(
        "Bobot semua bagian {parent} berjumlah nol; beri bobot sedikitnya satu.",
        "The weights below {parent} sum to zero; give at least one of them a weight.",
    ),
    "UNKNOWN_DENOMINATOR": Text(
        "Pembagi {code}, “{denominator}”, bukan kode dalam iMeta; tambahkan dengan Type = Denominator.",
        "The denominator of {code}, “{denominator}”, is no code of iMeta; add it with Type = Denominator.",
    ),
    "NO_TIME": Text(
        "{code} sudah ada pada baris {first}, dan tidak ada kolom Time; tambahkan Time, atau biarkan satu baris saja.",
        "{code} is in row {first} already, and there is no column Time; add Time, or leave one row.",
    ),
    "UNIT_TWICE": Text(
        "{code} sudah ada untuk {time} pada baris {first}; biarkan satu baris saja.",
        "{code} has {time} in row {first} already; leave one row.",
    ),
    "WRONG_TIME": Text(
        "Time harus bilangan bulat, misalnya tahun 2023.",
        "Time must be a whole number, such as the year 2023.",
    ),
    "GROUP_CHANGES": Text(
        "{code} pindah dari “{before}” ke “{after}”; kelompok suatu unit sama untuk semua periode.",
        "{code} moves from “{before}” to “{after}”; the group of a unit is the same in all periods.",
    ),
    "CONSTANT": Text(
        "Semua nilainya {value}, jadi tidak membedakan; min-max dan skor z akan meninggalkannya.",
        "All its values are {value}, so it tells nothing apart; min-max and z-scores leave it out.",
    ),
}
