"""The clock of a place, by the ending of a host's name, else by the language."""

from __future__ import annotations

_BY_LANGUAGE = {
    "zh": "Asia/Shanghai",
    "zh-Hant": "Asia/Taipei",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
}
_BY_COUNTRY = dict(
    pair.split("=")
    for pair in [
        "cn=Asia/Shanghai",
        "tw=Asia/Taipei",
        "hk=Asia/Hong_Kong",
        "mo=Asia/Macau",
        "jp=Asia/Tokyo",
        "kr=Asia/Seoul",
        "sg=Asia/Singapore",
        "my=Asia/Kuala_Lumpur",
        "in=Asia/Kolkata",
        "pk=Asia/Karachi",
        "bd=Asia/Dhaka",
        "lk=Asia/Colombo",
        "np=Asia/Kathmandu",
        "ph=Asia/Manila",
        "id=Asia/Jakarta",
        "th=Asia/Bangkok",
        "vn=Asia/Ho_Chi_Minh",
        "au=Australia/Sydney",
        "nz=Pacific/Auckland",
        "uk=Europe/London",
        "ie=Europe/Dublin",
        "de=Europe/Berlin",
        "fr=Europe/Paris",
        "es=Europe/Madrid",
        "it=Europe/Rome",
        "va=Europe/Rome",
        "pt=Europe/Lisbon",
        "nl=Europe/Amsterdam",
        "be=Europe/Brussels",
        "ch=Europe/Zurich",
        "at=Europe/Vienna",
        "pl=Europe/Warsaw",
        "se=Europe/Stockholm",
        "no=Europe/Oslo",
        "fi=Europe/Helsinki",
        "dk=Europe/Copenhagen",
        "gr=Europe/Athens",
        "tr=Europe/Istanbul",
        "ua=Europe/Kyiv",
        "ru=Europe/Moscow",
        "il=Asia/Jerusalem",
        "ae=Asia/Dubai",
        "sa=Asia/Riyadh",
        "eg=Africa/Cairo",
        "za=Africa/Johannesburg",
        "ng=Africa/Lagos",
        "ke=Africa/Nairobi",
        "br=America/Sao_Paulo",
        "ar=America/Argentina/Buenos_Aires",
        "cl=America/Santiago",
        "pe=America/Lima",
        "mx=America/Mexico_City",
        "cu=America/Havana",
        "ca=America/Toronto",
    ]
)


def zone_at(host: str, language: str) -> str:
    """The time zone a paper at a host is likely printed in; UTC where nothing tells."""
    ending = host.rpartition(".")[2].lower()
    return _BY_COUNTRY.get(ending) or _BY_LANGUAGE.get(language, "UTC")
