"""Columns that a survey programme fills in by itself: of the device and of whoever holds it, not of the respondent.

KoBo and SurveyCTO write start, end, deviceid, phonenumber, simserial, username ... beside the questions that were asked.
phonenumber is the handset's number there, username the interviewer's account.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# What only a programme writes; two of them make a heading that of an export.
_OF_EXPORTS = re.compile(
    "deviceid|devicephonenum|simserial|simid|subscriberid|imei|imsi|uuid|submissiontime|submissiondate|instanceid|instancename"
    "|formdefversion|formversion|submittedby|validationstatus|formhubuuid|caseid|auditlog|key|deviceinfo|devicemodel"
    "|xformidstring|parentindex|parenttablename"
)
_SURE = frozenset(["deviceid", "devicephonenum", "simserial", "simid", "subscriberid", "imei", "imsi"])
_OF_DEVICE = frozenset(["phonenumber", "devicephonenum", "phonenum", "devicephonenumber"])
_OF_ACCOUNT = frozenset(["username", "enumerator", "submittedby"])
_FEWEST = 2
_NOISE = re.compile(r"[\s_:]+")


def _plain(text: str) -> str:
    return _NOISE.sub("", text).lower()


def of_programmes(written: Mapping[int, str], is_read: Callable[[int], bool]) -> frozenset[int]:
    """Return the columns of an export that are nobody's answers, of ``written``: column -> heading.

    ``is_read(column)``: the heading can mean a respondent's contact or name. phonenumber alone is a good heading: it is the
    device's only where the device is named as well, or where another column of the export holds the contact.
    """
    plain = {column: _plain(text) for column, text in written.items()}
    told = {word for word in plain.values() if _OF_EXPORTS.fullmatch(word)}
    if len(told) < _FEWEST:
        return frozenset()
    handsets = {column for column, word in plain.items() if word in _OF_DEVICE}
    accounts = {column for column, word in plain.items() if word in _OF_ACCOUNT}
    others = {column for column in plain if is_read(column)} - handsets - accounts
    found = set(accounts)
    if told & _SURE or others:
        found |= handsets
    if "index" in plain.values():  # _id counts the submissions of a server, _index those of the list
        found |= {column for column, text in written.items() if text.strip().lower() == "_id"}
    return frozenset(found)
