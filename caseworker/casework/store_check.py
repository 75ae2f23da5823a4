"""Checking that a store is whole: the file, its references, the log's chain, and what must always hold."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseworker.base.errors import StoreProblem
from caseworker.base.text import Text, t, tn
from caseworker.people.model import CaseFile, Citizen
from caseworker.plan.model import EndGoal, Plan
from caseworker.screening.model import Screening
from caseworker.store.log import broken_links
from caseworker.store.store import Store

_PAGES_NAMED = 5


def problems(store: Store) -> list[Text]:
    """Return everything that is wrong with the store: an empty list when it is whole.

    Raises StoreProblem where not even the pages can be read.
    """
    found: list[Text] = []
    if pages := store.damaged_pages():
        return [_damaged(pages)]  # whatever else is read from such a file says nothing of its own
    for check in (_order, _references, _log, _domain, _drafts):
        try:
            found += check(store)
        except StoreProblem as problem:  # too damaged to be checked to the end
            found.append(problem.text)
    return list(dict.fromkeys(found))


def _damaged(pages: list[int]) -> Text:
    return tn(
        "{count} page of the store file is damaged (number {pages}). Put the newest backup in its place.",
        "{count} pages of the store file are damaged (number {pages}). Put the newest backup in its place.",
        len(pages),
        pages=", ".join(str(page) for page in pages[:_PAGES_NAMED]) + (" …" if pages[_PAGES_NAMED:] else ""),
    )


def _order(store: Store) -> Iterator[Text]:
    if store.pragma("integrity_check") != [("ok",)]:
        yield t("The pages of the store file do not fit together. Put the newest backup in its place.")


def _references(store: Store) -> Iterator[Text]:
    for row in store.pragma("foreign_key_check"):
        yield t("A record in {table} refers to something that is not there.", table=str(row[0]))


def _log(store: Store) -> Iterator[Text]:
    with store.read() as session:
        for seq in broken_links(session):
            yield t("The change log does not fit at row {row}.", row=seq)


def _domain(store: Store) -> Iterator[Text]:
    with store.read() as session:
        yield from _rules_of_the_domain(session)


def _drafts(store: Store) -> Iterator[Text]:
    store.drafts.check()
    if (loss := store.drafts.loss()) is not None:
        yield loss


def _rules_of_the_domain(session: Session) -> Iterator[Text]:
    twice = (
        select(CaseFile.citizen_id)
        .where(CaseFile.closed_on.is_(None))
        .group_by(CaseFile.citizen_id)
        .having(func.count() > 1)
    )
    for _row in session.execute(twice):
        yield t("A citizen has more than one open case.")
    two_plans = (
        select(Plan.citizen_id)
        .where(Plan.status != "closed")
        .group_by(Plan.citizen_id)
        .having(func.count() > 1)
    )
    for _row in session.execute(two_plans):
        yield t("A citizen has more than one plan.")
    for plan in session.scalars(select(Plan).where(Plan.status == "active")):
        goals = session.execute(
            select(func.count()).select_from(EndGoal).where(EndGoal.plan_id == plan.id)
        ).scalar_one()
        if goals != 1:
            yield t("An active plan has {count} end goals; it must have one.", count=goals)
        if plan.coordinator_id is None:
            yield t("An active plan has no coordinator.")
    half = (
        select(func.count())
        .select_from(Screening)
        .where(Screening.status == "finished", Screening.outcome == "")
    )
    if session.execute(half).scalar_one():
        yield t("A finished screening has no decision.")
    empty = session.execute(select(func.count()).select_from(Citizen).where(Citizen.name == "")).scalar_one()
    if empty:
        yield t("A citizen has no name.")
