"""desk: the call desk in the browser."""

from __future__ import annotations

from collections.abc import Callable

from casebook import connect
from casebook.calldesk import passes
from desk.commands.calling.office import office_of
from desk.console import show, show_json, tell
from desk.web.room import CallDesk
from desk.web.serving import LOOPBACK, application, bound, checked, hosts_of, serve, url_of
from phrases import say
from verify.settings import Settings


def open_desk(
    where: str,
    settings: Settings,
    *,
    port: int = 0,
    network: str = "",
    json: bool = False,
    lang: str = "zh",
    served: Callable[..., None] = serve,
) -> int:
    """Serve the desk until somebody ends it. ``network``: this machine's address, by which others may ask.

    ``served``: what does the serving; a test looks at what it is given.
    """
    book = connect.open_casebook(where)
    desk = CallDesk(book, office_of(settings), lang)
    address = checked(network) if network else LOOPBACK
    word = passes.new_code() if network else ""
    listener = bound(address, port)
    with book.read() as conn:
        somebody = bool(passes.present(conn))
    url = url_of(listener)
    if json:
        show_json({"url": url, "network": bool(network), **({"word": word} if word else {})})
    else:
        show(say("desk.serving", lang, url=url))
        if word:
            show(say("desk.serving_word", lang, word=word))
        tell(say("desk.next_serve", lang))
    if word:
        tell(say("desk.network_warning", lang, address=address))
    if not somebody:
        tell(say("desk.nobody_may", lang))
    _flush()
    served(application(desk, hosts_of(listener), word), listener)
    return 0


def _flush() -> None:
    """Whoever started us through a pipe waits for the address."""
    print(end="", flush=True)
