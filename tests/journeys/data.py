"""The dirty file a case system exported: Windows letters, odd dates, a broken line, doubles and slips of the pen."""

from __future__ import annotations

LINES = (
    "Navn;CPR-nr.;Målgruppe;Visitation;Ydelse;Første henvendelse;Telefon;Tolk",
    "Jonas Bruun;120304-4111;5;Aktivitetsparat;Kontanthjælp;05-10-2026;00 00 00 05;",
    "Åse Ødegård;010185-1122;2;Jobparat;Kontanthjælp;3/3-26;;",
    "Maryam El-Khatib;070779-1120;3;Aktivitetsparat;Kontanthjælp;2026-08-17;00 00 00 07;arabisk",
    "",
    'Bent "Friis;150560-1135;9;;Ledighedsydelse;01-09-2026;;',
    "Søren O’Neill;311299-1113;6;;Sygedagpenge;2. november 2026;;",
    "Nguyễn Thị Ánh;120304-4111;3;Aktivitetsparat;Kontanthjælp;05-10-2026;;",
    "Lise Bøgh;320185-1122;2;Jobparat;Kontanthjælp;01-10-2026;;",
    ";010190-1111;2;Jobparat;Kontanthjælp;01-10-2026;;",
    "Ida Bak;020288-1122;2;Jobparat;Kontanthjælp;31-02-2026;;",
    "Kaj Ravn;030377-1121;2;Jobparat",
)


def dirty_csv() -> bytes:
    """Return the file as the case system wrote it: cp1252 where it could, question marks where it could not."""
    return "\r\n".join(LINES).encode("cp1252", "replace")
