"""demo: the whole road on made-up dossiers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from casebook import connect, standing
from casebook.errors import CasebookError
from desk.commands import book, filed, filing, judge, verify
from desk.commands.calling import again, calls, passes
from desk.commands.calling.played import play
from desk.commands.papers import report
from desk.console import Stop, tell
from desk.files import write_text
from desk.reading import reading
from desk.rules import seal_rules
from desk.scoring import assess
from desk.state import load
from fixtures.caller import forged_people, make_calls
from fixtures.demo import planned, write_demo
from fixtures.dossiers import Dossier
from phrases import say
from verify.settings import Settings

# A demo has no dice: these digits of pi and e stand for them,
DICE = ("31415926535897932384", "27182818284590452353")
AGAIN_DICE = "14142135623730950488"  # and of the square root of two


def demo(folder: Path, lang: str = "zh") -> int:
    """Write a stick of sample applications, verify them, and walk a whole round; return 0."""
    dossiers = folder / "dossiers"
    try:
        dossiers.mkdir(parents=True, exist_ok=True)
        write_demo(dossiers)
    except OSError as error:
        raise Stop("out", path=folder, got=error.strerror or str(error)) from error
    tell(say("command.demo.written", lang, path=dossiers))
    settings = Settings()  # the demo is the same everywhere
    with reading([dossiers], None, settings, lang) as files:
        verify.verify(files, scores=assess, out=folder / "papers")
    _round(folder, dossiers, lang)
    return 0


def _round(folder: Path, dossiers: Path, lang: str) -> None:
    """A whole round on the sample dossiers: filed, sealed, drawn, called by a made-up caller, judged."""
    where, minutes, settings = str(folder / "casebook.db"), folder / "minutes", Settings()
    tell("", say("command.demo.round", lang, path=where))
    if not Path(where).exists():
        book.new(where, "2017", lang=lang)
    with reading([dossiers], None, settings, lang) as files:
        _kept(minutes / "add.txt", lambda: filing.add(where, files))
    rules = seal_rules(settings)
    _kept(
        minutes / "seal.txt",
        lambda: filed.seal(where, "0%", rules, settings, folder=minutes, lang=lang),
    )
    for stage, dice in enumerate(DICE, 1):
        tell(say("command.demo.dice", lang, stage=stage, seed=dice))
        try:
            _kept(
                minutes / f"draw-{stage}.txt",
                lambda: filed.draw(where, dice, stage, folder=minutes, lang=lang),  # noqa: B023
            )
        except CasebookError as error:
            if error.code != "no_open_dossier":
                raise
            break
        _call(where, folder / "lists" / str(stage), f"2017-07-0{2 + stage}", lang, desk=stage > 1)
    _second_ear(where, folder / "lists" / "again", minutes, "2017-07-10", lang)
    _kept(minutes / "judge.txt", lambda: judge.judge(where, lang=lang))
    book.status(where, verify=True, lang=lang)
    tell(say("command.demo.minutes", lang, path=minutes))
    report.report(where, folder / "report", lang=lang)


def _call(where: str, lists: Path, day: str, lang: str, *, desk: bool) -> None:
    """Lists go out, made-up callers fill them in, and they come back. ``desk``: the last list goes to the desk instead."""
    waiting = load(connect.open_casebook(where)).waiting  # nobody, where the demo is run again
    calls.export(where, Settings(), 3, folder=lists, lang=lang)
    files, forged = sorted(lists.glob("*.xlsx")), forged_people(_filed(where))
    if desk and waiting and len(files) > 1:
        passes.free_list(where, str(len(files)), lang=lang)
        played = play(connect.open_casebook(where), say("command.demo.caller", lang), day, forged, lang)
        tell(say("command.demo.at_desk", lang, name=say("command.demo.caller", lang), calls=played))
        files.pop().unlink()
    made = sum(make_calls(file, forged, day) for file in files)
    tell(say("command.demo.called", lang, calls=made))
    if files:
        calls.bring_back(where, files, judge_times=False, lang=lang)


def _second_ear(where: str, lists: Path, minutes: Path, day: str, lang: str) -> None:
    """Dice choose who is called again; others than those who called first do it, by a list and at the desk."""
    if load(connect.open_casebook(where)).again_draws:
        return  # the demo is run again
    tell(say("command.demo.again_dice", lang, seed=AGAIN_DICE))
    _kept(minutes / "again.txt", lambda: again.draw(where, AGAIN_DICE, folder=minutes, lang=lang))
    again.export(where, Settings(), 2, folder=lists, lang=lang)
    by_list, to_desk = sorted(lists.glob("*.xlsx"))
    forged, name = forged_people(_filed(where)), say("command.demo.again_caller", lang)
    passes.free_list(where, "2", again=True, lang=lang)
    to_desk.unlink()
    played = play(connect.open_casebook(where), name, day, forged, lang)
    tell(say("command.demo.at_desk_again", lang, name=name, calls=played))
    tell(say("command.demo.called_again", lang, calls=make_calls(by_list, forged, day)))
    calls.bring_back(where, [by_list], judge_times=False, lang=lang)
    again.status(where, lang=lang)


def _filed(where: str) -> Iterator[tuple[str, Dossier]]:
    """Yield the demo's dossiers under the ids that they were filed under: nobody typed numbers."""
    made = {str(item.dossier.declared["企业名称"]): item.dossier for item in planned()}
    for filed_as in standing.overview(connect.open_casebook(where)).dossiers:
        yield filed_as.id, made[filed_as.applicant]


def _kept(path: Path, command: Callable[[], int]) -> None:
    """Run a command and keep what it prints in a file: it is long, and for the record."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            command()
    finally:
        write_text(path, printed.getvalue())
