"""What each shipped region must show: who lies where. Towns by id of `REGION_cities.json`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """Towns `left` and `right` of the line's direction, and where the line starts and ends."""

    length_km: float
    sectors: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    ends: tuple[tuple[float, float], tuple[float, float]]
    disputed: bool = True
    pieces: int = 1


WITHIN_THE_BUFFER = {"nicosia", "pyla", "athienou", "deryneia", "kato-pyrgos"}
"""Towns of Cyprus that lie in the zone or on its edge: the middle of the zone says nothing about them."""
REGIONS = {
    "donbas": Facts(
        420, 12,
        left=(
            "mariupol", "volnovakha", "marinka", "avdiivka", "toretsk", "svitlodarsk", "popasna", "zolote", "bakhmut",
            "sievierodonetsk", "lysychansk", "shchastia", "stanytsia-luhanska", "kramatorsk", "sloviansk", "pokrovsk",
        ),
        right=(
            "donetsk", "luhansk", "horlivka", "debaltseve", "dokuchaievsk", "yasynuvata", "makiivka", "pervomaisk",
            "slovianoserbsk", "alchevsk", "kadiivka", "novoazovsk", "telmanove", "khrustalnyi", "rostov-on-don",
        ),
        ends=((37.82, 47.09), (39.64, 48.60)), disputed=False,
    ),
    "korea": Facts(
        249, 10,
        left=(
            "seoul", "incheon", "chuncheon", "sokcho", "goseong", "yanggu", "hwacheon", "cheorwon", "yeoncheon",
            "munsan", "paju", "uijeongbu", "busan",
        ),
        right=("pyongyang", "kaesong", "haeju", "wonsan", "sariwon", "hamhung"),
        ends=((128.36, 38.62), (126.66, 37.91)),
    ),
    "kosovo": Facts(
        431, 11,
        left=(
            "pristina", "prizren", "mitrovica", "peja", "gjakova", "gjilan", "ferizaj", "podujeva", "kamenica",
            "leposavic", "zubin-potok", "istog", "decan",
        ),
        right=(
            "presevo", "bujanovac", "vranje", "medvedja", "kursumlija", "raska", "novi-pazar", "tutin", "rozaje",
            "berane", "plav", "nis", "belgrade", "podgorica",
        ),
        ends=((21.56, 42.25), (20.07, 42.55)),
    ),
    "bosnia": Facts(
        467, 14,
        left=(
            "sarajevo", "tuzla", "srebrenica", "gorazde", "kladanj", "olovo", "visoko", "kiseljak", "kalesija", "sapna",
            "celic", "gradacac", "zivinice", "konjic", "zenica", "vitez", "mostar",
        ),
        right=(
            "brcko", "bijeljina", "zvornik", "bratunac", "milici", "vlasenica", "han-pijesak", "sokolac", "pale",
            "rogatica", "visegrad", "foca", "trnovo", "hadzici", "ilijas", "lopare", "ugljevik", "sekovici", "cajnice",
            "banja-luka", "doboj", "ljubovija",
        ),
        ends=((18.30, 43.50), (18.50, 44.90)), disputed=False, pieces=5,
    ),
    "cyprus": Facts(
        177, 8,
        left=("larnaca", "limassol", "paphos", "paralimni", "astromeritis", "peristerona"),
        right=("kyrenia", "famagusta", "morphou", "lefka", "trikomo", "lefkoniko", "rizokarpaso"),
        ends=((34.02, 35.06), (32.70, 35.18)),
    ),
    "kashmir": Facts(
        740, 10,
        left=(
            "srinagar", "jammu", "leh", "kargil", "poonch", "rajouri", "uri", "baramulla", "kupwara", "anantnag",
            "udhampur", "akhnoor",
        ),
        right=(
            "muzaffarabad", "skardu", "gilgit", "rawalakot", "bagh", "kotli", "mirpur", "bhimber", "islamabad",
            "rawalpindi", "abbottabad",
        ),
        ends=((77.03, 35.00), (74.31, 32.81)),
    ),
}  # fmt: skip
