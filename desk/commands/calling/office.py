"""What all commands about calls share: who calls, and the key of the lists' check codes."""

from __future__ import annotations

from casebook.connect import Casebook
from casebook.fingerprints import mac
from sampling.calls.script import Office
from verify.settings import Settings


def list_secret(book: Casebook) -> bytes:
    """Return the key that check codes of this casebook's lists are made with."""
    return bytes.fromhex(mac(book.key, "call lists"))


def office_of(settings: Settings) -> Office:
    """Who calls, and what it promises, as the script says it."""
    return Office(
        settings.office_name,
        settings.office_phone,
        settings.calls_recorded,
        settings.calls_kept_days,
        settings.window_start,
    )
