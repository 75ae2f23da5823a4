"""Everyday agreements in Danish that end in a name, a noun or a short word beginning like a weekday."""

from __future__ import annotations

EVERYDAY = [
    "Møder Monika", "Ringer til Monika", "Taler med Torben", "Møder Torben", "Besøger Frederik", "Møder Frederik",
    "Hjælper Sune", "Henter Sune", "Møder Manne", "Skriver til Manne", "Besøger Lørup", "Ringer til hr. Lørup",
    "Møder Tirsa", "Taler med Tirsa", "Møder Onsager", "Møder Ons", "Møder Tor", "Taler med Tor", "Møder Fred",
    "Møder Mona", "Ringer til Freddy", "Møder Torkild", "Besøger Fritz", "Møder Manuel", "Spørger manden",
    "Følger sin mand", "Hans henter sønnen", "Henter sin søn", "Møder torsdagsholdet", "Begynder på onsdagshold",
    "Kommer til mandagscafe", "Passer fredagsbar", "Kommer til lørdagsåbent", "Går til søndagsskole", "Holder fri",
    "Søger om tirsdagsfri", "Afleverer manuskriptet", "Betaler fristen", "Ser på torvet", "Får fred", "Er sund",
    "Finder ud af, hvad man skal", "Sender fremmødelisten", "Fortæller om onsdagene", "Får satser",
]  # fmt: skip
