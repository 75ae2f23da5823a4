"""The citizen's edition of the plan: one document in plain words, for the table at the meeting."""

from __future__ import annotations

from datetime import date

from caseworker.base.dates import format_day
from caseworker.base.text import Text, render, t, tc
from caseworker.prints import words
from caseworker.prints.kit.boxes import Label
from caseworker.prints.kit.document import (
    BODY,
    GOAL,
    LEAD,
    NOTE,
    STRONG,
    TAG,
    Document,
    Flow,
    Furniture,
    Item,
)
from caseworker.prints.kit.lines import Run
from caseworker.prints.records import (
    ActivityLine,
    Contact,
    NextGoal,
    NextTalk,
    Plain,
    PlanPrint,
    Printed,
    Promise,
    ReachedGoal,
)


def plan_pdf(plan: PlanPrint, *, language: str) -> Printed:
    """Print the citizen's plan (R-112 to R-116, R-124) in "da" or "en".

    The same record gives the same bytes.
    """
    return _PlanPrinter(plan, language).print()


# Lists up to this length stand on one page.
_SHORT_LIST = 4
_HEADS = (
    tc("printed plan", "What"),
    tc("printed plan", "Why"),
    tc("printed plan", "When"),
    tc("printed plan", "With whom"),
)


class _PlanPrinter:
    """Fills the document section by section, in the order in which it is read."""

    def __init__(self, plan: PlanPrint, language: str) -> None:
        self._plan, self._language = plan, language
        name = words.first_name(plan.citizen_name, plan.called)
        title = t("{owner} plan", owner=words.owner(name, language)) if name else t("Your plan")
        self._title = self._say(title)
        self._doc = Document(self._title, language, plan.print_day, self._furniture())

    def print(self) -> Printed:
        """Return the finished document."""
        self._opening()
        self._goal()
        self._reached()
        self._now()
        self._next()
        self._agreed()
        self._contacts()
        self._rules()
        self._changes()
        self._closing()
        pdf, pages = self._doc.finish()
        return Printed(pdf, pages, self._doc.title, self._doc.lacking())

    def _say(self, text: Plain) -> str:
        return render(text, self._language).strip()

    def _furniture(self) -> Furniture:
        plan = self._plan
        name = self._edition()
        control = short_hash(plan.version_hash) if plan.version is not None else ""
        footer = " · ".join(part for part in (name, control) if part)

        def page_words(page: int, pages: int) -> str:
            return f"{footer} · {self._say(t('page {page} of {pages}', page=page, pages=pages))}"

        return Furniture(
            " · ".join(part for part in (plan.unit, plan.office) if part),
            format_day(plan.print_day, "long", self._language)
            + ("" if plan.version is None else f" · {name}"),
            self._say(plan.footer),
            page_words,
            self._say(tc("printed plan", "Draft")) if plan.version is None else "",
        )

    def _edition(self) -> str:
        if self._plan.version is None:
            return self._say(tc("printed plan", "draft"))
        return self._say(t("plan {version}", version=self._plan.version))

    def _opening(self) -> None:
        self._doc.heading(1, self._title)
        plan = self._plan
        if plan.version is None:
            draft = t("This is a draft. It counts only when you and the municipality have agreed on it.")
            self._doc.paragraph(self._say(draft), LEAD, before=1)
        if plan.closed_on is not None:
            over = t("The case was closed on {day}. This is what was agreed until then.", day=plan.closed_on)
            self._doc.paragraph(self._say(over), LEAD, before=1)
        if made := plan.made_with:
            place = self._say(made.where)
            text = (
                t("Made together with you on {day} at {place}.", day=made.day, place=place)
                if place
                else t("Made together with you on {day}.", day=made.day)
            )
            self._doc.paragraph(self._say(text), LEAD, before=1)

    def _goal(self) -> None:
        goal = self._plan.end_goal
        if goal is None:
            self._doc.heading(2, self._say(t("The goal")))
            self._doc.paragraph(self._say(t("We have not written down a goal yet.")))
            return
        kind = t("The goal: a job") if goal.kind == "job" else t("The goal: an education")
        self._doc.heading(2, self._say(kind))
        self._doc.prose(goal.words, GOAL, before=3)
        if goal.due is not None:
            self._doc.paragraph(self._say(t("The day we work towards: {day}.", day=goal.due)), NOTE)
        if goal.own_words.strip():
            marks = "»{}«" if self._language == "da" else "“{}”"
            self._doc.quote(marks.format(goal.own_words.strip()))

    def _reached(self) -> None:
        if self._plan.reached:
            self._doc.heading(2, self._say(t("You have reached this")))
            spoken = self._say(tc("printed plan", "Reached"))
            items = [Item(self._reached_words(goal), "reached", spoken) for goal in self._plan.reached]
            self._doc.items(items)

    def _reached_words(self, goal: ReachedGoal) -> list[Run]:
        notes = []
        if goal.reached_on:
            notes.append(words.short_day(goal.reached_on, self._plan.print_day, self._language))
            if goal.planned_for and (early := words.days_early(goal.planned_for, goal.reached_on)):
                notes.append(self._say(early))
        return _noted(goal.words, ", ".join(notes))

    def _now(self) -> None:
        now = [line for line in self._plan.activities if not line.later]
        later = [line for line in self._plan.activities if line.later]
        if now or not later:
            self._doc.heading(2, self._say(t("This happens now")))
        if now:
            self._activities(now)
        elif not later:
            self._nothing_now()
        if later:
            self._doc.heading(2, self._say(t("This comes later")))
            self._activities(later)
        for clash in self._plan.clashes:
            mark = Run(self._say(tc("printed plan", "Note")), TAG, framed=True)
            self._doc.paragraph([mark, Run(f"  {self._say(clash)}", BODY)], before=7)

    def _activities(self, lines: list[ActivityLine]) -> None:
        rows = [_activity_row(line, self._plan.print_day, self._language) for line in lines]
        self._doc.table([self._say(head) for head in _HEADS], rows, (26, 27, 31, 16))

    def _nothing_now(self) -> None:
        """Tell a plan in which everything is over from one in which nothing has begun."""
        say, ended = self._say, self._plan.ended
        if not ended:
            self._doc.paragraph(say(t("There are no efforts in the plan yet.")))
            return
        self._doc.paragraph(say(t("Nothing is going on right now. This is over:")), keeps_next=True)
        over = [(line, "stopped" if line.never_began else "ended") for line in ended]
        self._doc.items([Item(_noted(line.what, self._past(how, line.ended_on))) for line, how in over])

    def _past(self, what: str, day: date | None) -> str:
        if day is None:
            return self._say(t("stopped before it began")) if what == "stopped" else ""
        shown = words.short_day(day, self._plan.print_day, self._language)
        texts = {
            "ended": t("ended {day}", day=shown),
            "planned": t("was planned for {day}", day=shown),
            "stopped": t("stopped {day}, before it began", day=shown),
        }
        return self._say(texts[what])

    def _next(self) -> None:
        plan = self._plan
        if plan.next_goals or plan.next_talk:
            self._doc.heading(2, self._say(tc("printed plan", "What comes next")))
            talk = [Item(_talk_words(plan.next_talk, self._language))] if plan.next_talk else []
            self._doc.items([*talk, *(Item(self._next_words(goal)) for goal in plan.next_goals)])

    def _next_words(self, goal: NextGoal) -> list[Run]:
        today = self._plan.print_day
        is_past = goal.by is not None and goal.by < today
        note = self._past("planned", goal.by) if is_past else _next_day(goal, today, self._language)
        runs = _noted(goal.words, note)
        if sign := goal.sign.strip():
            runs.append(Run("\n" + self._say(t("We know it is reached when: {sign}", sign=sign)), NOTE))
        return runs

    def _agreed(self) -> None:
        plan = self._plan
        if not (plan.citizen_promises or plan.unit_promises):
            return
        self._doc.heading(2, self._say(t("This is what we have agreed")))
        self._doc.columns(
            lambda flow: self._promises(flow, tc("printed plan", "You"), plan.citizen_promises),
            lambda flow: self._promises(flow, tc("printed plan", "The municipality"), plan.unit_promises),
        )

    def _promises(self, flow: Flow, head: Text, promises: tuple[Promise, ...]) -> None:
        flow.heading(3, self._say(head))
        items = []
        for promise in promises:
            day = words.short_day(promise.due, self._plan.print_day, self._language) if promise.due else ""
            spoken = tc("printed plan", "Done") if promise.done else tc("printed plan", "Not done yet")
            label: Label = "done" if promise.done else "open"
            items.append(Item(_noted(self._say(promise.words), day), label, self._say(spoken)))
        if items:
            flow.items(items)
        else:
            flow.paragraph(self._say(tc("printed plan", "Nothing right now")), NOTE)

    def _contacts(self) -> None:
        contacts = sorted(self._plan.contacts, key=lambda contact: not contact.coordinator)
        if contacts:
            self._doc.heading(2, self._say(t("Your contacts")))
            heads = (
                tc("printed plan", "Name"),
                tc("printed plan", "What they do"),
                tc("printed plan", "Phone"),
            )
            rows = [_contact_row(contact, self._language) for contact in contacts]
            start = len(self._doc.boxes)
            self._doc.table([self._say(head) for head in heads], rows, (38, 42, 20))
            self._doc.keep_together(start)

    def _rules(self) -> None:
        plan = self._plan
        self._section(t("If you cannot come"), plan.absence)
        self._section(t("How we work together"), plan.rules)
        if plan.urgent:
            self._doc.heading(2, self._say(t("If it is urgent")))
            rows = [(self._say(line.what), line.phone) for line in plan.urgent]
            self._doc.facts(rows, (38, 62))

    def _changes(self) -> None:
        plan = self._plan
        if not (plan.changes or plan.last_copy_on):
            return
        self._doc.heading(2, self._say(t("New since your last copy")))
        if plan.last_copy_on:
            text = t("Your last copy is from {day}.", day=plan.last_copy_on)
            self._doc.paragraph(self._say(text), keeps_next=bool(plan.changes))
        if plan.changes:
            self._doc.items([Item(self._say(change)) for change in plan.changes])
        else:
            self._doc.paragraph(self._say(t("Nothing in the plan has changed.")))

    def _section(self, head: Text, lines: tuple[Plain, ...]) -> None:
        if not lines:
            return
        start = len(self._doc.boxes)
        self._doc.heading(2, self._say(head))
        self._doc.items([Item(self._say(line)) for line in lines])
        if len(lines) <= _SHORT_LIST:
            self._doc.keep_together(start)

    def _closing(self) -> None:
        plan, say = self._plan, self._say
        how = say(plan.made_with.how) if plan.made_with else ""
        start = len(self._doc.boxes)
        signs = bool(plan.signers or how)
        if signs:
            self._doc.heading(2, say(t("Your yes to the plan")))
        if how:
            self._doc.prose(how)
        hand = say(t("date and signature"))
        names = [
            ", ".join(part for part in (signer.name, say(signer.role)) if part) for signer in plan.signers
        ]
        self._doc.blanks([f"{name}\n{hand}" for name in names])
        about = [t("Printed {day} at {unit}.", day=plan.print_day, unit=_unit(plan))]
        if plan.version is None:
            about.insert(0, t("Draft of the plan for {name}.", name=plan.citizen_name))
        else:
            about.insert(0, t("Plan {version} for {name}.", version=plan.version, name=plan.citizen_name))
            if plan.version_hash:
                about.append(t("Control number {number}.", number=short_hash(plan.version_hash)))
        self._doc.paragraph(" ".join(say(part) for part in about), NOTE, before=22)
        self._doc.keep_together(start if signs else max(0, start - 1))


def _activity_row(line: ActivityLine, today: date, language: str) -> list[list[Run]]:
    what = [Run(line.what.strip(), STRONG)]
    if line.changed:
        changed = render(tc("printed plan", "changed"), language)
        what += [Run("  ", STRONG), Run(changed, TAG, framed=True)]
    when = [
        words.week_slots(line.slots, language),
        words.period(line.starts, line.ends, today, language),
        render(line.when, language),
    ]
    times = "\n".join(part for part in when if part)
    return [what, [Run(render(line.why, language), BODY)], [Run(times, BODY)], [Run(line.with_whom, BODY)]]


def _contact_row(contact: Contact, language: str) -> list[list[Run]]:
    role, does = render(contact.role, language).strip(), render(contact.does, language).strip()
    if contact.coordinator and not role:
        role = render(tc("printed plan", "coordinator"), language)
    if role and not does:
        # What somebody is says at least a little of what they do; an empty cell says nothing.
        role, does = "", role[:1].upper() + role[1:]
    name = [Run(contact.name, STRONG if contact.coordinator else BODY)]
    if role:
        name.append(Run(f", {role}", BODY))
    return [name, [Run(does, BODY)], [Run(contact.phone, BODY)]]


def _next_day(goal: NextGoal, today: date, language: str) -> str:
    """Return by when, else when it is looked at together. One that has passed is for the caller to word."""
    if goal.by:
        return words.short_day(goal.by, today, language)
    if goal.looked_at is None or goal.looked_at < today:
        return ""
    day = words.short_day(goal.looked_at, today, language)
    return render(t("we look at it together {day}", day=day), language)


def _talk_words(talk: NextTalk, language: str) -> list[Run]:
    when = words.meeting_time(talk.day, talk.start, talk.end, language)
    form = render(words.FORMS[talk.form], language)
    where = f"{form}: {talk.place}" if talk.place else form
    runs = [Run(render(tc("printed plan", "Talk"), language) + " ", BODY), Run(when, STRONG)]
    return [*runs, Run("\n" + where, NOTE)]


def _unit(plan: PlanPrint) -> str:
    return ", ".join(part for part in (plan.unit, plan.office) if part)


def _noted(main: str, note: str) -> list[Run]:
    runs = [Run(main.strip(), BODY)]
    if note:
        runs.append(Run(f"  {note}", NOTE))
    return runs


def short_hash(whole: str) -> str:
    """Return the first eight letters of a version hash as people compare them: a91c-77f2."""
    start = whole[:8]
    return f"{start[:4]}-{start[4:]}" if len(start) > 4 else start
