"""Made-up records for the tests of the prints. The reference day is Tuesday 24 November 2026."""

from __future__ import annotations

from datetime import date, time

from caseworker.prints.records import (
    ActivityLine,
    Contact,
    EndGoal,
    HelpLine,
    MadeWith,
    NextGoal,
    PlanPrint,
    Promise,
    ReachedGoal,
    Rebooking,
    Signer,
    SummonsPrint,
    WeekSlot,
)

TODAY = date(2026, 11, 24)

JONAS = PlanPrint(
    unit="Nordby Kommune",
    office="Job og Uddannelse",
    print_day=TODAY,
    citizen_name="Jonas Lind",
    version=5,
    version_hash="a91c77f2b0de41",
    made_with=MadeWith(TODAY, "Job og Uddannelse", "Du sagde ja til planen, da vi talte om den."),
    end_goal=EndGoal(
        "Jeg begynder på grundforløb som mekaniker i august 2027.",
        "education",
        "Jeg vil gerne kunne sige, at jeg er mekaniker, når folk spørger.",
    ),
    reached=(ReachedGoal("Du møder nu 3 dage om ugen", date(2026, 11, 10), date(2026, 11, 24)),),
    activities=(
        ActivityLine(
            "Praktik hos Vestervang Auto",
            "Så du prøver, om faget passer til dig",
            (WeekSlot(0, time(9)), WeekSlot(2, time(9)), WeekSlot(4, time(9))),
            date(2026, 10, 5),
            date(2027, 1, 15),
            with_whom="Hans",
            changed=True,
        ),
        ActivityLine(
            "Dansk",
            "Så du kan komme ind på grundforløb",
            (WeekSlot(1, time(13), time(16)),),
            with_whom="Lone",
            changed=True,
        ),
        ActivityLine(
            "Samtaler på rusmiddelcentret",
            "Så du kan sove og komme op",
            (WeekSlot(1, time(10), time(11)), WeekSlot(3, time(10), time(11))),
            with_whom="Per",
        ),
        ActivityLine(
            "Hjælp til penge og breve",
            "Så regninger ikke stopper dig",
            (WeekSlot(3, time(14), time(15, 30)),),
            with_whom="Mette",
        ),
    ),
    clashes=("Fredag kl. 9 er der både praktik og hold på biblioteket i uge 50. Karen finder en anden tid.",),
    next_goals=(
        NextGoal("Gæld og breve er på plads", date(2026, 12, 15)),
        NextGoal("8 timer om ugen i praktik", date(2027, 1, 15), "Hans giver dig dine egne opgaver"),
        NextGoal("Dansk på G-niveau", date(2027, 5, 28)),
    ),
    citizen_promises=(
        Promise("siger til i FVU, at du flytter til kl. 13", date(2026, 11, 26)),
        Promise("finder breve fra banken", date(2026, 11, 27)),
        Promise("har ringet til Hans om arbejdstøj", done=True),
    ),
    unit_promises=(
        Promise("Karen aftaler fredag med Vestervang", date(2026, 11, 25)),
        Promise("Mette går med i banken", date(2026, 12, 1)),
    ),
    contacts=(
        Contact("Per Sand", "rusmiddelcentret", "Samtaler", "00 00 00 02"),
        Contact("Karen Holm", "", "Samler trådene. Ring til Karen først.", "00 00 00 01", coordinator=True),
        Contact("Hans Krog", "Vestervang Auto", "Mester i din praktik", "00 00 00 03"),
    ),
    changes=(
        "Dansk er flyttet til tirsdag kl. 13-16.",
        "Praktikken er nu tre dage om ugen.",
    ),
    last_copy_on=date(2026, 10, 27),
    rules=(
        "Vi siger det til hinanden, hvis noget ikke virker.",
        "Ingen ændrer din plan uden at tale med dig.",
    ),
    absence=(
        "Bliver du syg, så ring til Karen før kl. 8.",
        "Er du væk uden at sige til, ringer Karen til dig samme dag.",
    ),
    urgent=(
        HelpLine("Ved livsfare", "112"),
        HelpLine("Lægevagten, aften og weekend", "00 00 00 09"),
    ),
    signers=(Signer("Jonas Lind"), Signer("Karen Holm", "tovholder")),
    footer="Bliver du syg, så ring før kl. 8. Spørgsmål: svar senest næste hverdag.",
)

EMPTY = PlanPrint(unit="Nordby Kommune", print_day=TODAY, citizen_name="Karen Holm")

LETTER = SummonsPrint(
    unit="Nordby Kommune",
    office="Job og Uddannelse",
    sender_address=("Torvet 1", "9999 Nordby"),
    print_day=TODAY,
    recipient="Jonas Lind",
    address=("Åvej 12, 2. th.", "9999 Nordby"),
    day=date(2026, 12, 3),
    start=time(10),
    end=time(11),
    form="in_person",
    purpose="Samtale om din plan",
    description="Vi taler om, hvordan det går i praktikken, og hvad der skal ske efter nytår.",
    place="Job og Uddannelse, lokale 4",
    place_address=("Torvet 1, 9999 Nordby",),
    caseworker="Karen Holm",
    caseworker_role="tovholder",
    phone="00 00 00 01",
    other_contact="Du kan også skrive til Karen i Digital Post.",
    participants=("Per Sand fra rusmiddelcentret",),
    bring=("Din plan", "Breve fra banken, hvis du har fundet dem"),
    rebooking=Rebooking(True, date(2026, 12, 1), "Ring til Karen."),
    consequences=(
        "Bliver du væk uden at melde afbud, kan du miste din ydelse, til du har talt med os igen.",
    ),
    guidance=(
        "Du må gerne have en med til samtalen: en ven, en fra familien eller en, der kender reglerne.",
        "Du har ret til at se, hvad der står i din sag.",
    ),
)
