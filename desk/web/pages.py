"""The pages of the desk: what was found, put into a template. Every word comes from phrases/tables/desk.csv and calls.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from casebook.calldesk.leases import DONE
from casebook.calldesk.passes import Pass
from casebook.fingerprints import mac
from desk.web.board import Board
from desk.web.ear import BEFORE
from desk.web.room import CallDesk, Idle, OnScreen
from phrases import say
from phrases.errors import HefangError
from reports.figures.palette import DARK, LIGHT, variables
from reports.safe import clean
from sampling.calls.call_list import shown_row
from sampling.calls.outcomes import NOT_CALLED, outcomes
from sampling.calls.people import company, confidential, name_with_reading, prompt, survey
from sampling.calls.queue import SKIP_REASONS
from sampling.calls.script import script
from sampling.model import Remark

# What is asked beside the outcome, and what may be answered: phrases calls.<choice>, as on the lists.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "told": ("told_agreed", "told_declined", "told_not"),
    "own": ("yes", "no", "unclear"),
    "interviewed": ("yes", "no", "unclear"),
    "agrees": ("agree", "employer_differs", "mode_differs", "time_differs", "several_differ", "unclear"),
}
GROUPS = ("V", "N", "R", "U", "D", "L")  # letters of codes that have a heading of their own
_OTHER = "other"
FILES = Path(__file__).parent / "files"


def answers(form: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return what was chosen, in the words that lists use; whatever was not among the choices is nothing."""
    return {
        key: say(f"calls.{form[key]}", lang) if form.get(key) in choices else ""
        for key, choices in ANSWERS.items()
    }


def before(form: Mapping[str, str]) -> str:
    """Return what a form says of an earlier call; "" for nothing that could be chosen."""
    return form.get("before", "") if form.get("before") in BEFORE else ""


def sign_in(desk: CallDesk, word: bool, error: HefangError | None = None, *, had: bool = False) -> str:
    """Return the page on which a code is typed. ``word``: the word of the network is asked for as well."""
    return _page("sign_in", desk.lang, error, word=word, had=had, jumps=desk.jumps() if had else ())


def person(
    desk: CallDesk,
    seen: OnScreen,
    seat: Pass,
    token: str,
    error: HefangError | None,
    typed: Mapping[str, str],
) -> str:
    """Return the page with one person: before name and number were asked for it holds neither."""
    lang = desk.lang
    secret = bytes.fromhex(mac(desk.book.key, "call lists"))
    who, again = seen.person, seen.lease.again
    shown: dict[str, Any] = {}
    if who is not None:
        named, _, reading = name_with_reading(who.name).partition("\n")
        applicants = desk.applicants
        shown = {
            "name": named,
            "reading": reading,
            "phones": who.phones,
            "employer": who.employer,
            "survey": survey(who, lang).split("\n"),
            "prompt": prompt(who, applicants, lang).split("\n"),
            "typed": {**_before(seen.remark, lang), **typed},
        }
    return _page(
        "person", lang, error, jumps=desk.jumps(),
        seat=seat, token=token, lease=seen.lease.id, left=seen.left, row=shown_row(seen.company, secret),
        company=company(seen.company, secret, lang).split("\n"), confidential=confidential(seen.company),
        made=[(attempt, outcomes()[attempt.code].short(lang)) for attempt in seen.made],
        number=len(seen.made) + 1, who=shown, groups=list(_groups(lang)),
        answers={} if again else ANSWERS, before=BEFORE if again else (), again=again, reasons=tuple(SKIP_REASONS),
        script=script(desk.office, desk.book.round, seat.name, lang, again=again), codes=_codes(lang),
    )  # fmt: skip


def between(desk: CallDesk, seen: Idle, seat: Pass, token: str, error: HefangError | None) -> str:
    """Return the page of a caller who has nobody on the screen."""
    last = None
    if seen.last is not None:
        known = outcomes().get(seen.last_code)
        last = {
            "lease": seen.last.id,
            "done": seen.last.what == DONE,
            "again": seen.last.again,
            "row": shown_row(desk.nobody(seen.last.row), bytes.fromhex(mac(desk.book.key, "call lists"))),
            "code": seen.last_code,
            "beside": say("desk.and", desk.lang).join(seen.beside) if not seen.last.again else "",
            "words": known.short(desk.lang) if known else "",
            "agreed": known is not None and known.again == "appointment",
        }
    at = seen.choice.next_at
    return _page(
        "between", desk.lang, error, jumps=desk.jumps(),
        seat=seat, token=token, last=last, anybody=seen.choice.row is not None, passed=seen.choice.passed,
        next_at="" if at is None else f"{at:%Y-%m-%d %H:%M}", groups=list(_groups(desk.lang)),
    )  # fmt: skip


def board(desk: CallDesk, shown: Board, seat: Pass, token: str) -> str:
    """Return the reviewer's board."""
    return _page("board", desk.lang, None, jumps=desk.jumps(), seat=seat, token=token, board=shown)


def refused(error: HefangError, lang: str) -> str:
    """Return a page that says only what was refused, and what to do."""
    return _page("refused", lang, error)


def fault(path: str, lang: str) -> str:
    """Return the page for a fault in the program; ``path``: where it was written down, without a word of anybody's."""
    return _page("refused", lang, None, path=path)


def _before(remark: Remark | None, lang: str) -> dict[str, str]:
    """What was noted of an earlier call, as the form holds it. An appointment that was kept is not made again."""
    if remark is None:
        return {}
    said = {
        "told": remark.told,
        "own": remark.own,
        "interviewed": remark.interviewed,
        "agrees": remark.agrees,
    }
    found = {"note": remark.note}
    for key, text in said.items():
        found[key] = next((choice for choice in ANSWERS[key] if text in _either(choice)), "")
    return found


def _either(choice: str) -> tuple[str, str]:
    return say(f"calls.{choice}", "zh"), say(f"calls.{choice}", "en")


def _groups(lang: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield (heading, codes) as the buttons stand: code, its few words, what it means."""
    grouped: dict[str, list[tuple[str, str, str]]] = {}
    for outcome in outcomes().values():
        if outcome.code != NOT_CALLED:
            letter = outcome.code[0] if outcome.code[0] in GROUPS else _OTHER
            made = (outcome.code, outcome.short(lang), outcome.words(lang))
            grouped.setdefault(letter, []).append(made)
    for letter, made_here in grouped.items():
        yield say(f"desk.group.{letter}", lang), made_here


def _codes(lang: str) -> list[tuple[str, str]]:
    return [(item.code, item.words(lang)) for item in outcomes().values() if item.code != NOT_CALLED]


def _page(name: str, lang: str, error: HefangError | None, **facts: object) -> str:
    problem = None if error is None else error.words(lang)
    return _environment().get_template(f"{name}.html").render(
        lang="en" if lang == "en" else "zh-CN",
        say=lambda key, **known: say(f"desk.{key}", lang, **known),
        call=lambda key, **known: say(f"calls.{key}", lang, **known),
        problem=problem,
        **facts,
    )  # fmt: skip


@cache
def style() -> str:
    """Return the style sheet, with the colours of all papers."""
    text = (FILES / "desk.css").read_text(encoding="utf-8")
    return text.replace("{light}", variables(LIGHT)).replace("{dark}", variables(DARK))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["lines"] = lambda text: Markup("\n").join(escape(clean(line)) for line in text.split("\n"))
    return made


def _harmless(value: Any) -> Any:
    """Applied to whatever a template prints, before it is escaped: what strangers typed into a roster steers nothing."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
