"""Who may sit at the call desk: a pass for every caller and reviewer, and who signed in with it last.

The code of a pass is shown once and kept as a keyed hash; so is the token that a browser is given at sign-in. One pass
seats one browser: whoever signs in again takes the seat, and the page that was open before is told so. A pass that is
ended seats nobody.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from unicodedata import normalize

from sqlalchemy import Connection, select

from casebook.codec.values import clean
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.fingerprints import mac
from casebook.journal import EntryWriter, Stamp
from casebook.schema import passes, sittings

CALLER, REVIEWER = "caller", "reviewer"
# Without letters and digits that are taken for one another when read out or written by hand.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
_GROUPS, _SIZE = 3, 4
_LONGEST = 20  # letters of a name: it stands in columns
_TOKEN = 32
SEATED = timedelta(hours=12)  # so long a seat is held without signing in again


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may sit at the desk. ``id``: of its line, which changes with every new code."""

    id: int
    name: str
    role: str
    at: str


def new_code() -> str:
    """Return a fresh code, such as 7KMA-Q3XD-WP9F: 56 bits, for a telephone or a slip of paper."""
    made = ("".join(secrets.choice(_LETTERS) for _ in range(_SIZE)) for _ in range(_GROUPS))
    return "-".join(made)


def give(casebook: Casebook, name: str, role: str, code: str, stamp: Stamp) -> bool:
    """Give somebody a code; return whether it takes the place of an earlier one, which is void from now on.

    Raises CasebookError pass_name for a name that is none, or that call lists go by; pass_alike for one that only case,
    width or blanks tell from somebody's, who could hear their own calls again under it; pass_role for one who is
    something else now.
    """
    name = name_of(name)
    with casebook.write() as conn:
        for known in conn.scalars(select(passes.c.name).distinct()):
            if known != name and _alike(known) == _alike(name):
                raise CasebookError("pass_alike", got=name, known=known)
        seats = [known for known in present(conn) if known.name == name]
        if any(known.role != role for known in seats):
            raise CasebookError("pass_role", got=name)
        before = bool(seats)
        writer = EntryWriter(conn, casebook.key)
        made = {"name": name, "role": role, "code_mac": _code_mac(casebook, code), "ended": 0, "at": stamp.at}
        writer.add(passes, [made])
        writer.close(stamp, "desk_pass", {"name": name, "role": role, "again": before})
    return before


def end(casebook: Casebook, name: str, stamp: Stamp) -> None:
    """End a pass: its code and its open pages are void. Raises CasebookError pass_unknown."""
    with casebook.write() as conn:
        known = next((item for item in present(conn) if item.name == clean(name).strip()), None)
        if known is None:
            names = ", ".join(item.name for item in present(conn)) or "-"
            raise CasebookError("pass_unknown", got=name, names=names)
        writer = EntryWriter(conn, casebook.key)
        row = {"name": known.name, "role": known.role, "code_mac": "", "ended": 1, "at": stamp.at}
        writer.add(passes, [row])
        writer.close(stamp, "desk_pass_ended", {"name": known.name, "role": known.role})


def present(conn: Connection) -> tuple[Pass, ...]:
    """Return the passes that seat somebody, in the order in which they were given."""
    c = passes.c
    last: dict[str, Pass] = {}
    for id, name, role, ended, at in conn.execute(select(c.id, c.name, c.role, c.ended, c.at).order_by(c.id)):
        last.pop(name, None)
        if not ended:
            last[name] = Pass(id, name, role, at)
    return tuple(last.values())


def sign_in(casebook: Casebook, code: str, stamp: Stamp) -> tuple[Pass, str] | None:
    """Seat whoever knows a code; return the pass and a fresh token for the browser. None: no such code."""
    wanted = _code_mac(casebook, code)
    with casebook.read() as conn:
        if _by_code(conn, wanted) is None:
            return None  # nobody who guesses writes to the journal
    token = secrets.token_urlsafe(_TOKEN)
    with casebook.write() as conn:
        known = _by_code(conn, wanted)
        if known is None:
            return None
        _seat(casebook, conn, known, _token_mac(casebook, token), stamp, "desk_in")
    return known, token


def sign_out(casebook: Casebook, token: str, stamp: Stamp) -> None:
    """Leave the seat that a token holds, if it holds one."""
    with casebook.write() as conn:
        known = seated(casebook, conn, token, datetime.fromisoformat(stamp.at))
        if known is not None:
            _seat(casebook, conn, known, "", stamp, "desk_out")


def seated(casebook: Casebook, conn: Connection, token: str, now: datetime) -> Pass | None:
    """Return the pass whose seat a token holds; None: none, or none any longer. ``now``: with its offset."""
    if not token:
        return None
    wanted = _token_mac(casebook, token)
    for known in present(conn):
        statement = select(sittings.c.token_mac, sittings.c.at).where(sittings.c.pass_id == known.id)
        last = conn.execute(statement.order_by(sittings.c.id.desc()).limit(1)).first()
        if last is not None and last[0] and compare_digest(str(last[0]), wanted):
            # Either way: a seat that was taken while the clock stood years ahead is not held for years.
            return known if abs(now - datetime.fromisoformat(last[1])) < SEATED else None
    return None


def _seat(casebook: Casebook, conn: Connection, known: Pass, token_mac: str, stamp: Stamp, what: str) -> None:
    writer = EntryWriter(conn, casebook.key)
    writer.add(sittings, [{"pass_id": known.id, "token_mac": token_mac, "at": stamp.at}])
    writer.close(stamp, what, {"name": known.name, "role": known.role})


def _by_code(conn: Connection, wanted: str) -> Pass | None:
    c = passes.c
    macs = {id: str(made) for id, made in conn.execute(select(c.id, c.code_mac))}
    return next((known for known in present(conn) if compare_digest(macs[known.id], wanted)), None)


def _alike(name: str) -> str:
    return "".join(normalize("NFKC", name).casefold().split())


def name_of(name: str) -> str:
    """Return a name as it is kept, without blanks around it. Raises CasebookError pass_name."""
    plain = " ".join(clean(name).split())
    # A bare number is what call lists call their callers: the two would be counted as one.
    if not plain or len(plain) > _LONGEST or plain.isdigit() or not plain.isprintable():
        raise CasebookError("pass_name", got=name, most=_LONGEST)
    return plain


def _code_mac(casebook: Casebook, code: str) -> str:
    """However it is typed (small letters, blanks, no hyphens), a code is the same code."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return mac(casebook.key, "desk code", plain)


def _token_mac(casebook: Casebook, token: str) -> str:
    return mac(casebook.key, "desk token", token)
