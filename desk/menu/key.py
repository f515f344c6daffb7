"""Keys that chair and overseer sign with."""

from __future__ import annotations

from desk import options as o
from desk.console import end


def new(
    path: o.KeyFile, role: o.Role = "", name: o.SignerName = "", json_: o.Json = False, lang: o.Lang = "zh"
) -> None:
    from desk.commands import key

    end(key.new(path, role, name, json=json_, lang=lang))
