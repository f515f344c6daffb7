"""Ways of writing a number that are put into the usual one before it is looked for, sign for sign so that places hold.

139,0451,0001 and 139/0451/0001 are one number, as are 一三九〇四五一〇〇〇一 and 壹叁玖…; 9,013904510001 was dialled through a
switchboard and 17951 13904510001 by a cheaper line: what stands before the number is no part of it.
"""

from __future__ import annotations

import re

from verify.text.patterns import when_used

_HAN = "零〇○一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺两"
_HAN_DIGITS = str.maketrans(_HAN, "00012345678912233456678912")
_HAN_RUN = when_used(rf"[{_HAN}](?:[ \-]?[{_HAN}]){{6,}}")
# One separator twice, and eleven digits: three numbers of three and four digits are none.
_PARTED = when_used(r"(?<![\d,/~;|、\-])(1[3-9]\d{1,2})([,/~;|、])(\d{3,4})\2(\d{4,5})(?![\d,/~;|、\-])")
_AFTER = (
    r"(?=(?:(?:\+?86|0086)[ \-]?)?0?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\d@])"
    r"|0(?:10|2\d|[3-9]\d\d)-?[2-8]\d{6,7}(?![\d@]))"
)
_DIALLED = when_used(
    r"(?<![\w\-+(])(?:9[ ,\-]*|(?:179[0-9]{2}|125(?:93|89|30|20)|11808|10131|10193)[ ,\-]*)" + _AFTER
)


def usual(text: str) -> str:
    """Return the text, as long as it is, with its numbers in the usual writing."""
    if not text.isascii():
        text = _HAN_RUN.sub(lambda found: found[0].translate(_HAN_DIGITS), text)
    text = _PARTED.sub(_joined, text)
    return _DIALLED.sub(lambda found: "\0" * len(found[0]), text)


def _joined(found: re.Match[str]) -> str:
    digits = found[1] + found[3] + found[4]
    return "-".join(found.group(1, 3, 4)) if len(digits) == 11 else found[0]
