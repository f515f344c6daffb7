"""E-mail addresses and the names of message accounts in a contact cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verify.fields.contact.numbers import Located
from verify.text.patterns import when_used

_EMAIL = when_used(r"[A-Za-z0-9][A-Za-z0-9._%+\-]*@[A-Za-z0-9](?:[A-Za-z0-9\-]*\.)+[A-Za-z]{2,}")
_MASKED_EMAIL = when_used(r"[A-Za-z0-9._*]*\*[A-Za-z0-9._*]*@[A-Za-z0-9*][A-Za-z0-9.*\-]*")
_MOBILE = r"(?:(?:\+?86|0086)[ \-]?)?0?1[3-9]\d(?:[ \-]?\d){8}(?!\d)"
_SAYS = r"\s*(?:号码?|id)?\s*[:=是为]?\s*"
_QQ = when_used(rf"(?:QQ|扣扣|企鹅){_SAYS}(?!{_MOBILE})(\d{{5,12}})(?!\d)", re.IGNORECASE)
# 微信 needs no mark before the account; letters would run into it, so they need one.
_WECHAT = when_used(
    rf"(?:微信{_SAYS}|威信{_SAYS}|(?<![A-Za-z0-9])(?:wechat|weixin|wx|vx|v信)\s*(?:号码?|id)?[:=\s]\s*)"
    rf"(?!{_MOBILE})(?:([A-Za-z][-\w*]{{1,29}})|(\d{{5,12}}))(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
# 微信同号 says that the number before is the account as well: a note, no second contact.
_SAME = when_used(
    r"(?:微信|QQ|电话|手机)?(?:号码?)?(?:同步|同号|同微信|同电话|同手机|微信同|同上号)|微信同号|微同",
    re.IGNORECASE,
)

# Written as an address is, and hardly anybody's: a slip in its ending, a name or a domain that people type to fill a field.
_SLIP = when_used(
    r".*\.(?:con|cmo|ocm|vom|xom|cob|coom|comm|cim|c0m|nte|cnn)"
    r"|(?:test\d*|abc|aaa+|xxx+|\d)@.*|[a-z]@(?:qq|163|126)\.com|.*@(?:test|aaa+|xxx+|\d)\.[a-z.]+|10000@qq\.com"
)
_BROKEN_MOBILE = when_used(
    r"1[3-9]\d{3,8}"
)  # 微信 13904: a number that was not finished, or an account of digits

# An account without a label: letters and digits as WeChat prescribes for account names.
_ACCOUNT = when_used(r"[A-Za-z](?=[-\w]*[\d_])[-\w]{5,19}", re.ASCII)
_LETTERS = when_used(r"[A-Za-z][-\w]{5,19}", re.ASCII)
_QQ_DIGITS = when_used(r"[1-9]\d{4,10}")


def same_number_notes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of notes that another contact is the same number."""
    for match in _SAME.finditer(text):
        yield match.span()


def labelled(text: str) -> Iterator[Located]:
    """Yield e-mail addresses (lower case), and QQ and WeChat accounts that are called so."""
    for match in _EMAIL.finditer(text):
        value = match.group().lower()
        yield Located(*match.span(), "email", value, "doubtful" if _SLIP.fullmatch(value) else "")
    for match in _MASKED_EMAIL.finditer(text):
        yield Located(*match.span(), "masked", match.group().lower(), "masked")
    for match in _QQ.finditer(text):
        if not text.startswith("@", match.end()):
            yield Located(*match.span(), "qq", match.group(1))
    for match in _WECHAT.finditer(text):
        value = match.group(1) or match.group(2)
        masked = "*" in value
        problem = "masked" if masked else "doubtful" if _BROKEN_MOBILE.fullmatch(value) else ""
        yield Located(*match.span(), "masked" if masked else "wechat", value, problem)


def unlabelled(piece: str, mode: str) -> tuple[str, str] | None:
    """Return kind and value of a piece that is an account by its form, or by the survey's mode."""
    if mode == "QQ" and _QQ_DIGITS.fullmatch(piece) and not re.fullmatch(_MOBILE, piece):
        return "qq", piece
    if (_LETTERS if mode == "WECHAT" else _ACCOUNT).fullmatch(piece):
        return "wechat", piece
    return None
