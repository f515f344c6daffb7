"""Which accounts are one: a QQ number is the mailbox of the same digits, and capitals make no other account."""

from __future__ import annotations

import pandas as pd

from verify.text.patterns import when_used

ACCOUNTS = ("email", "wechat", "qq")

# Mailboxes that anybody may open. An address of any other domain belongs to a firm or an office, which may have one for all.
_OPEN_TO_ALL = when_used(
    r"(?:.*\.)?(?:qq|foxmail|163|126|188|139|sina|sohu|tom|aliyun|21cn|263|eyou|chinaren|gmail|hotmail|outlook|live|msn"
    r"|yahoo|icloud|me|sogou)\.(?:com|net|org|cn|com\.cn)"
    r"|(?:.*\.)?(?:yeah\.net|189\.cn|wo\.cn|wo\.com\.cn|mail\.ru|yandex\.ru|bk\.ru|list\.ru|naver\.com|hanmail\.net|daum\.net)"
)
_QQ = r"^([0-9]{5,12})(?:@qq\.com)?$"


def one_form(accounts: pd.DataFrame) -> pd.Series:
    """Return the form by which accounts are compared, along ``accounts`` (kind, value).

    QQ 12345679, 微信 12345679 and 12345679@qq.com are one person's account, however they are written.
    """
    plain = accounts["value"].str.lower()
    digits = plain.str.extract(_QQ, expand=False)
    named = plain.where(accounts["kind"].eq("email"), "@" + plain)  # a WeChat name, no mailbox
    return named.where(digits.isna(), "qq " + digits.fillna(""))


def is_office_mail(value: str) -> bool:
    """Return whether an e-mail address is of a domain of its own, so that several people may read what comes there."""
    _, at, domain = value.rpartition("@")
    return bool(at) and _OPEN_TO_ALL.fullmatch(domain.lower()) is None
