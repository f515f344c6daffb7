"""How long it takes to find reused respondents: 200 new rows against casebooks of 10,000 to 1,000,000.

Prints, for each size, the seconds beyond the plain add (the same roster without asking who is on file),
and the growth from the smallest to the largest. The respondents on file are skeletons with fingerprints,
as an earlier round leaves them after its purge. Besides single reuses, thirty people of one roster on file stand in the
new one with one digit changed, and thirty of another under names that are only read alike besides: both pairs of rosters
must be told. Bytes per person of every kind of print are printed. ``python -m
benchmarks.linkage all`` goes on to altered rosters, honest rounds, exports of provinces and other engines.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import select, text

from casebook import connect
from casebook.codec.record import DossierRecord, PreparedDossier
from casebook.connect import Casebook
from casebook.filed import altered, dossiers
from casebook.fingerprints import Respondent, asked, stored
from casebook.journal import EntryWriter, Stamp
from casebook.masks import masks
from casebook.schema import purges, versions
from verify.coincidence import ONE, SOUND

SIZES = (10_000, 100_000, 1_000_000)
ROWS, PLANTED = 200, 10  # rows of the new roster; how many of each kind of reuse are planted in it
ALTERED = (
    30  # people of one roster on file, with one digit changed; as many of another, written as they are read
)
KINDS = 4  # of single reuses
STAMP = Stamp("2017-07-01T09:00:00+08:00", "benchmark")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "水火木金土石山川云雨春夏秋冬东南西北江海"
_HEARD = str.maketrans(
    _GIVEN, "税伙牧今吐时闪钏匀与纯吓邱董冬男希贝姜骇"
)  # the same readings, other characters


def person(number: int) -> Respondent:
    """An invented respondent: namesakes and neighbouring numbers are as common as in one province."""
    name = _SURNAMES[number % 20] + _GIVEN[number // 20 % 20] + _GIVEN[number * 7 % 20]
    # A fixed permutation of eight digits, so that numbers are spread and none occurs twice.
    mobile = f"139{number * 48_271 % 99_999_989:08d}"
    return Respondent(name, f"虚构单位{number % 50_000}", (("mobile", mobile, ""),))


def roster(code: str, people: Sequence[Respondent], key: bytes, *, ask: bool) -> PreparedDossier:
    """What ``casebook.codec.reviews`` makes of a roster, without the frames."""
    rows = [
        {
            "position": at, "row_id": f"{code}#{at + 2:04d}", "shown": at + 2, "mode": "PHONE",
            "start": "2017-03-05", "end": "2017-03-05", "priority": "0.0000", "person_mac": "",
        }
        for at in range(len(people))
    ]  # fmt: skip
    review = {
        "settings_sha256": "", "tool": "", "applicant": code, "applicant_key": code, "declared": "null",
        "counts": "{}", "score": "", "content_mac": "", "text_mac": "",
    }  # fmt: skip
    source = {"file": f"{code}.xlsx", "sheet": "", "sha256": code, "reader": "xlsx"}
    return PreparedDossier(
        DossierRecord(code, source, review, {}, tuple(rows), (None,) * len(rows), ()),
        tuple(tuple(stored(key, who)) for who in people),
        tuple(tuple(asked(key, who)) if ask else () for who in people),
        "",
        tuple(masks(key, who) for who in people) if ask or code.startswith("F") else (),
        tuple(people) if ask else (),
    )


def file(book: Casebook, ready: Sequence[PreparedDossier]) -> list[dossiers.Filed]:
    """File rosters as ``hefang add`` does, but as skeletons."""
    with book.write() as conn:
        writer = EntryWriter(conn, book.key)
        filed = [dossiers.file_one(writer, item, book.round, False, STAMP) for item in ready]
        mine = conn.scalars(select(versions.c.id).where(versions.c.entry == writer.entry)).all()
        if not any(item.masks for item in ready):
            # A plain add leaves no roster without masks behind: they would make the next one ask for every slip.
            for id in mine:
                altered.store(writer, id, [], [])
        writer.add(purges, [{"version_id": id} for id in mine])
        writer.close(STAMP, "add", {})
    return filed


def fill(book: Casebook, start: int, stop: int) -> None:
    """File invented respondents, 20,000 at a time."""
    for low in range(start, stop, 20_000):
        made = range(low, min(low + 20_000, stop), ROWS)
        batches = [[person(n) for n in range(first, min(first + ROWS, stop))] for first in made]
        file(
            book,
            [roster(f"F{first}", who, book.key, ask=False) for first, who in zip(made, batches, strict=True)],
        )


def _copied(size: int, which: int = 0) -> int:
    """The first person of the roster on file that is copied: with a digit changed (0), as it is read (1)."""
    return (size // ROWS // 2 + which) * ROWS


def _heard(name: str) -> str:
    """The name as somebody writes it who only heard it."""
    return name[0] + name[1:].translate(_HEARD)


def reuses(size: int, fresh: int) -> Iterator[tuple[Respondent, str]]:
    """A roster of 200 with planted reuses of people on file: (respondent, kind or "")."""
    for at in range(ROWS):
        old = person(at * 37 % size)
        new = person(fresh + at)
        number = old.contacts[0][1]
        if at < PLANTED:  # the same number under another name
            yield Respondent(new.name_key, "别的单位", old.contacts), "contact"
        elif at < 2 * PLANTED:  # the same name, one digit changed
            changed = number[:6] + str((int(number[6]) + 3) % 10) + number[7:]
            yield Respondent(old.name_key, "别的单位", (("mobile", changed, ""),)), "edited"
        elif at < 3 * PLANTED:  # the same person at the same employer, another number
            yield Respondent(old.name_key, old.employer_key, new.contacts), "person"
        elif at < KINDS * PLANTED:  # the same number under a name that is read alike
            yield Respondent(_heard(old.name_key), "别的单位", old.contacts), "contact"
        elif at < KINDS * PLANTED + 2 * ALTERED:
            which, row = divmod(at - KINDS * PLANTED, ALTERED)
            old = person(_copied(size, which) + row)
            number = old.contacts[0][1]
            place = 3 + at % 8
            changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
            name = _heard(old.name_key) if which else old.name_key
            yield Respondent(name, "别的单位", (("mobile", changed, ""),)), ""
        else:
            yield Respondent(f"新{new.name_key}", f"新单位{at}", new.contacts), ""


def measure(book: Casebook, size: int, turn: int) -> tuple[float, float, float, int, int]:
    """Return seconds of the add with questions, of the plain add, of the processor beyond it, how many reuses were found, and
    altered people told."""
    made = list(reuses(size, 90_000_000 + turn * 10_000))
    seconds, busy = [], []
    found = told = 0
    for ask, code in ((False, f"plain{turn}"), (True, f"asked{turn}")):
        people = [who if ask else person(80_000_000 + turn * 10_000 + at) for at, (who, _) in enumerate(made)]
        began, busy_before = perf_counter(), process_time()
        (filed,) = file(book, [roster(code, people, book.key, ask=ask)])
        seconds.append(perf_counter() - began)
        busy.append(process_time() - busy_before)
        if ask:
            # F...: those that were on file; the rosters of earlier turns hold the same people again.
            hit = {(link.at, link.kind) for link in filed.links if link.dossier.startswith("F")}
            found = sum((at, kind) in hit for at, (_, kind) in enumerate(made))
            copied = [(f"F{_copied(size)}", ONE), (f"F{_copied(size, 1)}", SOUND)]
            told = sum(echo.people for echo in filed.altered if (echo.dossier, echo.kind) in copied)
    return seconds[1], seconds[0], busy[1] - busy[0], found, told


def sizes(book: Casebook) -> Iterator[tuple[str, int]]:
    """Bytes of every table of prints, its pages counted by SQLite."""
    with book.read() as conn:
        for name in ("fingerprints", "masks", "likenesses"):
            pages = text("SELECT COALESCE(SUM(pgsize), 0) FROM dbstat WHERE name = :name")
            yield name, int(conn.scalar(pages, {"name": name}) or 0)


def main(sizes_on_file: Sequence[int] = SIZES) -> None:
    """Print seconds beyond the plain add, and the growth."""
    beyond: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        book = connect.create(str(Path(folder) / "casebook.db"), "benchmark", STAMP)
        filled = 0
        for turn, size in enumerate(sizes_on_file):
            fill(book, filled, size)
            filled = size
            runs = [measure(book, size, 10 * turn + again) for again in range(3)]
            asked_for, plain, busy, found, told = min(runs)
            beyond.append(asked_for - plain)
            megabytes = (Path(folder) / "casebook.db").stat().st_size / 2**20
            print(
                f"{size:>9,} on file: {asked_for:.3f} s with linkage, {plain:.3f} s plain, "
                f"{beyond[-1]:.3f} s beyond, {busy:.3f} s of it processor (ratio {asked_for / plain:.1f}); "
                f"{found} of {KINDS * PLANTED} planted reuses found, {told} of {2 * ALTERED} altered people told; "
                f"{megabytes:.0f} MB"
            )
        print(*(f"{name}: {size / filled:.0f} bytes a person" for name, size in sizes(book)), sep="; ")
        connect.close(book)
    growth = beyond[-1] / beyond[0]
    least, most = sizes_on_file[0], sizes_on_file[-1]
    print(f"growth from {least:,} to {most:,} on file (x{most // least}): x{growth:.1f}")


def everything() -> None:
    """Whatever is said of linkage, one after another: the growth, who is told and who is not, provinces, engines."""
    main()
    for words in (("edited",), ("across", "1000000"), ("engines", "1000000")):
        print(f"\n== benchmarks.{' '.join(words)}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{words[0]}", *words[1:]], check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["all"]:
        everything()
    else:
        main([int(text) for text in sys.argv[1:]] or SIZES)
