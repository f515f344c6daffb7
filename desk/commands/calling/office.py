"""What all commands about calls share: who calls, and the key of the lists' check codes."""

from __future__ import annotations

from casebook.connect import Casebook
from casebook.fingerprints import mac
from phrases import say
from sampling.calls.locking import password_of
from sampling.calls.script import Office
from verify.settings import Settings

MOST_CALLERS = 50


def list_secret(book: Casebook) -> bytes:
    """Return the key that check codes of this casebook's lists are made with."""
    return bytes.fromhex(mac(book.key, "call lists"))


def password_for(book: Casebook, given: str | None, *, protect: bool) -> str | None:
    """Return the password that lists are locked with: what was given, else the casebook's own, or none."""
    return given or (password_of(list_secret(book)) if protect else None)


def password_lines(
    book: Casebook, given: str | None, lang: str, *, protect: bool
) -> tuple[list[str], list[str]]:
    """Return what is shown, and what is told, of the password of lists that were written."""
    if given:
        return [], []
    if not protect:
        return [], [say("casebook.no_password", lang)]
    return [say("casebook.password_own", lang, password=password_for(book, None, protect=True))], []


def office_of(settings: Settings) -> Office:
    """Who calls, and what it promises, as the script says it."""
    return Office(
        settings.office_name,
        settings.office_phone,
        settings.calls_recorded,
        settings.calls_kept_days,
        settings.window_start,
    )
