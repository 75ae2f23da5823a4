"""Why this date: every sentence a rule says of itself, one rule of each kind, read from top to bottom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import day, facts, job_ready, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_kept_share import NAMED
from tests.deadlines.test_packs import RULE, write

PLACEMENT = {"id": "o", "type": "placement", "from": "2026-11-02", "to": "2027-01-31"}
FIRST = {"id": "e1", "type": "first_contact", "on": "2025-03-03"}
HEARING = {"id": "h", "type": "hearing_sent", "on": "2026-03-05", "until": "2026-03-19"}
LAW = "Grundlag: LAB § 31, stk. 3, jf. § 9."
FUND = "Grundlag: LAB § 31, stk. 1, jf. BEK 1216 § 7, stk. 2."
PERIOD = "En ny periode på ydelsen begyndte mandag 3. marts 2025. Perioden tæller derfra."
FOUR = "Reglen kræver 4 samtaler inden for 6 måneder."
BEGAN = "Første henvendelse var mandag 3. marts 2025."


def why(known: Any, on: str, rule: str, **options: Any) -> list[str]:
    """Return the sentences of the only answer of a rule, in Danish."""
    return told(one(known, on, rule, trace=True, **options))


def offers(*held: str, on: str) -> list[str]:
    known = facts(events=[FIRST | {"on": "2026-10-01"}], offers=[PLACEMENT], contacts=[talk(d) for d in held])
    steps = why(known, on, "R-085")
    assert steps[0] == "Tilbuddet begyndte mandag 2. november 2026."
    return steps[1:-2]


def test_a_series_says_its_first_dates_and_then_from_one_time_to_the_next() -> None:
    assert offers(on="2026-11-05") == ["Reglen giver en uge.", "Fristen er mandag 9. november 2026."]
    assert offers("2026-11-06", on="2026-11-10") == [
        "Reglen giver 3 uger.",
        "Fristen er mandag 23. november 2026.",
    ]
    assert offers("2026-11-06", "2026-11-20", on="2026-11-24") == [
        "Reglen giver 6 uger.",
        "Fristen er mandag 14. december 2026.",
    ]
    assert offers("2026-11-06", "2026-11-20", "2026-12-10", on="2026-12-12") == [
        "Sidste gang var torsdag 10. december 2026.",
        "Reglen giver 4 uger fra gang til gang.",
        "Fristen er torsdag 7. januar 2027.",
    ]


@pytest.mark.parametrize(
    ("lists", "on", "rule", "steps"),
    [
        (
            {"offers": [PLACEMENT | {"to": "2026-11-30"}]},
            "2026-11-10",
            "G20-47",
            [
                "Tilbuddet slutter mandag 30. november 2026.",
                "Det skal ske senest 2 uger før den dag.",
                "Fristen er mandag 16. november 2026.",
            ],
        ),
        (
            {
                "groups": [{"code": "lab-3", "from": "2025-01-01"}],
                "exemptions": [{"kind": "maternity", "from": "2025-06-01", "to": "2025-12-31"}],
            },
            "2025-11-20",
            "G20-28",
            [
                "Undtagelsen (barsel) slutter onsdag 31. december 2025.",
                "Det kan tidligst ske 3 måneder før den dag.",
                "Det kan ske fra tirsdag 30. september 2025.",
                "Fristen er onsdag 31. december 2025.",
                "Det er ikke en arbejdsdag. Den sidste arbejdsdag før er tirsdag 30. december 2025.",
            ],
        ),
        (
            {"groups": [{"code": "lab-2", "from": "2025-03-03"}], "events": [FIRST]},
            "2025-03-03",
            "G20-13",
            [BEGAN, "Det skal ske samme dag.", "Fristen er mandag 3. marts 2025."],
        ),
        (
            {
                "groups": [{"code": "lab-2", "from": "2025-12-01"}],
                "offers": [PLACEMENT | {"from": "2026-01-06", "to": "2026-01-30"}],
            },
            "2026-01-10",
            "G20-25",
            [
                "Tilbuddet begyndte tirsdag 6. januar 2026.",
                "Reglen giver 4 uger, og den første dag tæller med.",
                "Den sidste dag er mandag 2. februar 2026.",
            ],
        ),
        (
            {"events": [{"id": "n", "type": "sanctionable", "on": "2026-12-03"}]},
            "2026-12-05",
            "NS-2",
            [
                "Det, sanktionen handler om, skete torsdag 3. december 2026.",
                "Reglen giver 3 måneder og resten af måneden.",
                "Fristen er onsdag 31. marts 2027.",
            ],
        ),
        (
            {"events": [{"id": "n", "type": "decision_available", "on": "2026-03-05", "by_post": True}]},
            "2026-03-06",
            "CW-02",
            [
                "Brevet blev sendt med posten torsdag 5. marts 2026.",
                "Et brev regnes for modtaget efter 6 hverdage, altså fredag 13. marts 2026.",
                "Reglen giver 4 uger.",
                "Fristen er fredag 10. april 2026.",
            ],
        ),
        (
            {"events": [HEARING]},
            "2026-03-10",
            "CW-03",
            [
                "Parten blev hørt i brev af torsdag 5. marts 2026.",
                "Fristen er den dag, der blev sat.",
                "Fristen er torsdag 19. marts 2026.",
            ],
        ),
        (
            # The day that the letter sets is that day, whenever the letter is received.
            {"events": [HEARING | {"by_post": True}]},
            "2026-03-10",
            "CW-03",
            [
                "Parten blev hørt i brev af torsdag 5. marts 2026.",
                "Fristen er den dag, der blev sat.",
                "Fristen er torsdag 19. marts 2026.",
            ],
        ),
        (
            {
                "events": [FIRST],
                "contacts": [talk(d) for d in ("2025-04-01", "2025-05-01", "2025-05-15", "2025-06-02")],
            },
            "2025-08-15",
            "KL10-02",
            [
                BEGAN,
                "Reglen kræver 4 kontakter i hver periode på 12 måneder.",
                "Den fra tirsdag 1. april 2025 tæller kun med i 12 måneder. Inden da skal der holdes en ny.",
                "Fristen er onsdag 1. april 2026.",
                "Der er holdt 3 af 4: 1. maj, 15. maj og 2. juni.",
                "Reglen er et forslag, ikke lov.",
            ],
        ),
    ],
    ids=["before", "from", "same day", "first day", "month end", "by post", "set day", "set day by post", "average"],
)  # fmt: skip
def test_each_kind_of_rule_says_what_it_gives(
    lists: dict[str, Any], on: str, rule: str, steps: list[str]
) -> None:
    assert why(facts(**lists), on, rule)[:-1] == steps


def shared(to: str) -> Any:
    return facts(events=[FIRST], offers=[PLACEMENT | {"from": "2025-04-01", "to": to}])


def test_a_local_rule_may_count_from_the_day_that_an_event_names(tmp_path: Path) -> None:
    from_there = RULE.replace('["first_contact"]', '["hearing_sent"], at = "until"')
    write(tmp_path, "a", rules=from_there)
    packs = load_packs(tmp_path)
    assert why(facts(events=[HEARING]), "2026-03-10", "L-1", packs=packs)[:-2] == [
        "Parten blev hørt i brev af torsdag 5. marts 2026.",
        "Der er sat en frist: torsdag 19. marts 2026.",
        "Reglen giver 5 dage.",
        "Fristen er tirsdag 24. marts 2026.",
    ]
    write(tmp_path, "a", rules=from_there.replace("until", "expected_on"))
    expected = facts(events=[HEARING | {"expected_on": "2026-03-12"}])
    assert why(expected, "2026-03-10", "L-1", packs=load_packs(tmp_path))[1] == (
        "Det ventes torsdag 12. marts 2026."
    )


def test_a_share_says_which_days_to_come_it_counts_on() -> None:
    offers = [
        {"type": "placement", "from": "2025-05-05", "to": "2025-05-11"},
        {"type": "guidance", "from": "2025-09-01", "to": "2025-09-10"},
    ]
    known = facts(events=[{"type": "first_contact", "on": "2025-03-03"}], offers=offers)
    assert why(known, "2025-05-10", "KL10-04")[2:4] == [
        "Indtil nu er det 6 dage.",
        "Planlagte tilbud giver 11 dage mere. Dem er der regnet med i fristen.",
    ]
    assert why(known, "2025-09-10", "KL10-04")[2] == "Indtil nu er det 17 dage."
    assert "Planlagte" not in " ".join(why(known, "2025-09-10", "KL10-04"))


def test_a_share_says_how_far_it_is_and_when_the_year_ends(tmp_path: Path) -> None:
    assert why(shared("2025-04-10"), "2025-06-01", "KL10-04")[1:5] == [
        "Reglen kræver 28 dage om året i tilbud.",
        "Indtil nu er det 10 dage.",
        "Året slutter mandag 2. marts 2026. Fristen er den sidste dag, hvor resten stadig kan nås.",
        "Fristen er fredag 13. februar 2026.",
    ]
    assert why(shared("2025-05-10"), "2025-06-01", "KL10-04")[2:5] == [
        "Indtil nu er det 28 dage.",
        "Fristen er mandag 2. marts 2026.",
        "Det skete mandag 28. april 2025, inden fristen.",
    ]
    write(tmp_path, "a", rules=NAMED)
    named = why(shared("2025-04-10"), "2025-06-01", "L-1", packs=load_packs(tmp_path))
    assert "Reglen kræver 28 dage om året i de tilbud, den nævner." in named


def insured(hours: dict[str, float], *talks: str) -> Any:
    return facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "hours": hours}],
        contacts=[talk(d, by="fund", kind="fund_conversation") for d in talks],
    )


def test_hours_on_benefit_say_whether_they_are_reached() -> None:
    none = "Der er ikke holdt nogen endnu."
    assert why(insured({"2025-03": 160.0}), "2025-04-10", "G20-06a") == [
        PERIOD,
        "Reglen kræver 3 samtaler.",
        (
            "Fristen kommer, når borgeren har fået ydelse i 410 timer i alt. Så langt er det ikke kommet, "
            "så der er ingen dato endnu."
        ),
        none,
        FUND,
    ]
    full = {"2025-03": 160.0, "2025-04": 160.0, "2025-05": 160.0}
    assert why(insured(full), "2025-06-10", "G20-06a")[2:5] == [
        (
            "Fristen kommer, når borgeren har fået ydelse i 410 timer i alt. Det sker i den måned, "
            "der slutter lørdag 31. maj 2025."
        ),
        "Fristen er lørdag 31. maj 2025.",
        "Det er ikke en arbejdsdag. Den sidste arbejdsdag før er fredag 30. maj 2025.",
    ]
    hours = "timer på ydelse i marts 2025 og timer på ydelse i april 2025"
    assert why(insured({}), "2025-05-10", "G20-06a") == [
        PERIOD,
        f"Datoen kan først regnes ud, når dette er kendt: {hours}.",
        FUND,
    ]
    early = why(insured({}, "2025-03-10", "2025-03-20", "2025-03-28"), "2025-05-10", "G20-06a")
    assert early[2:4] == [
        (
            "Fristen kommer ved 410 timer på ydelse. "
            "Ikke alle timer er kendt, men fristen kan ikke ligge før det, der er gjort."
        ),
        "Der er holdt 3 af 3: 10. marts, 20. marts og 28. marts.",
    ]
    # A rule that asks for one thing does not count what is held.
    assert why(insured({"2025-03": 160.0}), "2025-04-10", "G20-22")[2:] == [
        "Grundlag: LAB § 102; BEK 1216 § 58."
    ]


def flex(**more: Any) -> Any:
    benefit = {"type": "flex_unemployment", "from": "2025-01-31"} | more.pop("benefit", {})
    return facts(groups=[{"code": "lab-9", "from": "2025-01-31"}], benefits=[benefit], **more)


def of_2010(benefit: str, group: dict[str, Any], to: str | None = None) -> Any:
    return facts(
        citizen={"birth_date": "1985-05-05"},
        groups=[{"from": "2010-01-04"} | group],
        benefits=[{"type": benefit, "from": "2010-01-04", "to": to}],
        events=[
            {"id": "e", "type": "first_contact", "on": "2010-01-04"},
            {"id": "r", "type": "registered", "on": "2010-01-04"},
        ],
    )


def test_weeks_and_months_on_benefit_say_how_many() -> None:
    whole = "Fristen kommer, når borgeren har fået ydelse i 12 måneder"
    assert why(flex(), "2025-02-10", "G20-34b")[1] == f"{whole} inden for 18 måneder."
    over = why(flex(benefit={"to": "2025-08-31"}), "2025-09-10", "G20-34b")
    not_yet = "Så langt er det ikke kommet, så der er ingen dato endnu."
    assert over[1] == f"{whole} inden for 18 måneder. {not_yet}"
    # Without a window: the months in all, where the benefit has ended before them.
    early = of_2010("unemployment_benefit", {"code": "lab09-1"}, to="2010-01-20")
    assert why(early, "2010-01-25", "G10-03")[1] == (
        f"Fristen kommer, når borgeren har fået ydelse i en måned i alt. {not_yet}"
    )
    assert why(of_2010("unemployment_benefit", {"code": "lab09-1"}), "2010-01-10", "G10-09")[1] == (
        "Fristen kommer, når borgeren har fået ydelse i 13 uger i alt."
    )
    assert why(of_2010("unemployment_benefit", {"code": "lab09-1"}), "2010-01-10", "G10-03")[1] == (
        "Fristen kommer, når borgeren har fået ydelse i en måned i alt."
    )
    sick = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2026-07-06"}],
        benefits=[{"type": "sickness_benefit", "from": "2026-07-06"}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2026-07-06"}],
    )
    assert why(sick, "2026-09-01", "G20-46")[1:4] == [
        "Fristen kommer, når borgeren har fået ydelse i 22 uger (154 dage) inden for 9 måneder.",
        "Helligdage fra mandag til fredag tælles ikke med.",
        "Fristen ligger ved udgangen af den måned, hvor det er nået.",
    ]


def test_a_series_on_benefit_says_when_it_can_be_done_and_when_it_was() -> None:
    assert why(flex(acts=[{"type": "reassessment", "on": "2026-03-15"}]), "2026-04-01", "G20-38")[:-1] == [
        "En ny periode på ydelsen begyndte fredag 31. januar 2025. Perioden tæller derfra.",
        "Sidste gang var søndag 15. marts 2026. Tiden på ydelse tælles derfra.",
        "Fristen kommer, når borgeren har fået ydelse i 18 måneder i alt.",
        "Det kan ske, når borgeren har fået ydelse i 12 måneder inden for 18 måneder.",
        "Det kan ske fra mandag 15. marts 2027.",
        "Fristen er onsdag 15. september 2027.",
    ]
    moved = {"id": "t", "type": "transferred", "on": "2025-02-05", "benefit": "flex_unemployment"}
    assert why(flex(events=[moved]), "2025-02-10", "G20-02")[0] == (
        "Borgeren gik over til ydelsen onsdag 5. februar 2025. Perioden tæller derfra."
    )


@pytest.mark.parametrize(
    ("held", "steps"),
    [
        (
            ("2025-03-07",),
            ["Der er holdt 1 af 4: 7. marts.",
             "Den næste bør holdes senest onsdag 20. august 2025. Så kan der være 7 dage mellem dem, der mangler."],
        ),
        (("2025-03-07", "2025-04-01", "2025-04-15"), ["Der er holdt 3 af 4: 7. marts, 1. april og 15. april."]),
        (
            ("2025-03-07", "2025-04-01", "2025-04-15", "2025-05-01"),
            ["Der er holdt 4 af 4: 7. marts, 1. april, 15. april og 1. maj.",
             "Det skete torsdag 1. maj 2025, inden fristen."],
        ),
        (
            ("2025-03-07", "2025-04-01", "2025-04-15", "2025-05-01", "2025-05-15", "2025-06-02"),
            [
                "Der er holdt 6: 7. marts, 1. april, 15. april, 1. maj, 15. maj og 2. juni. Reglen kræver 4.",
                "Det skete torsdag 1. maj 2025, inden fristen.",
            ],
        ),
        (
            ("2025-03-07", "2025-04-01", "2025-04-15", "2025-05-01", "2025-05-15", "2025-06-02", "2025-06-10"),
            ["Der er holdt 7, og reglen kræver 4.", "Det skete torsdag 1. maj 2025, inden fristen."],
        ),
    ],
)  # fmt: skip
def test_what_has_been_held_is_listed_up_to_six(held: tuple[str, ...], steps: list[str]) -> None:
    answer = one(job_ready(contacts=[talk(d) for d in held]), "2025-08-15", "G20-02", trace=True)
    assert told(answer) == [BEGAN, FOUR, "Fristen er onsdag 3. september 2025.", *steps, LAW]
    assert answer.trace[3].on == day(held[-1])
    assert answer.remaining == max(4 - len(held), 0)


def test_on_the_working_day_before_a_weekend_the_next_talk_is_asked_for_that_day() -> None:
    answer = one(job_ready("2025-08-31"), "2026-02-06", "G20-02", trace=True)
    assert answer.last_safe_date == day("2026-02-07")  # a Saturday
    steps = told(answer)
    place = steps.index(
        "Den næste bør holdes senest lørdag 7. februar 2026. Så kan der være 7 dage mellem dem, der mangler."
    )
    assert (
        steps[place + 1]
        == "Da lørdag 7. februar 2026 ikke er en arbejdsdag, er den sidste arbejdsdag før fredag 6. februar 2026."
    )
    assert [step.on for step in answer.trace[place : place + 2]] == [day("2026-02-07"), day("2026-02-06")]


@pytest.mark.parametrize(
    ("to", "said"), [("2025-05-03", "inden fristen"), ("2025-05-13", "10 dage for sent")]
)
def test_of_how_long_an_offer_may_last_it_is_said_that_it_ended(to: str, said: str) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-06"}],
        offers=[{"id": "o", "type": "placement", "from": "2025-04-06", "to": to}],
    )
    (last,) = [step for step in why(known, "2025-06-10", "G20-25") if step.startswith("Tilbuddet sluttede")]
    assert last.endswith(f"{said}.")
