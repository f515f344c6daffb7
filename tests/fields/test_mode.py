"""Survey modes by their words, and mixtures without accusation."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import verify.fields
from verify.fields.mode import PROBLEMS, Mode, clean, clean_column, codes

ROWS = list(
    csv.DictReader(
        Path(verify.fields.__file__).with_name("survey_modes.csv").read_text(encoding="utf-8").splitlines()
    )
)


def test_every_word_of_the_table_means_its_code():
    for row in ROWS:
        for word in row["synonyms"].split("|"):
            found = clean(word)
            if row["code"] == "UNKNOWN":
                assert found.problem in PROBLEMS, word
            elif row["code"] == "MIXED":
                assert found == Mode("MIXED", ()), word
            elif row["code"] == "MAIL/EMAIL":
                assert found == Mode("MIXED", ("MAIL", "EMAIL")), word
            else:
                assert found == Mode(row["code"], (row["code"],)), word


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("电话+面访", ("PHONE", "F2F")), ("面访/电话", ("F2F", "PHONE")), ("电话、网络", ("PHONE", "WEB")),
        ("电话、微信", ("PHONE", "WECHAT")), ("电话和短信", ("PHONE", "SMS")), ("邮件", ("MAIL", "EMAIL")),
        ("电话；邮寄", ("PHONE", "MAIL")), ("网络电话", ("WEB", "PHONE")),
    ],
)  # fmt: skip
def test_mixtures(text, parts):
    assert clean(text) == Mode("MIXED", parts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("网络问卷", "WEB"), ("电话问卷", "PHONE"), ("微信问卷调查", "WECHAT"), ("手机短信", "SMS"),
        ("入户面访", "HOME"),
        ("上门入户", "HOME"), ("问卷", "SELF"), ("访问", "F2F"), ("电话 访问", "PHONE"),
        ("电话（本人）", "PHONE"),
        ("ＣＡＴＩ", "PHONE"), ("cati", "PHONE"), ("Face to Face", "F2F"), ("E-Mail", "EMAIL"),
        ("电话、电话回访", "PHONE"),
        ("电话调查法", "PHONE"),
    ],
)  # fmt: skip
def test_one_mode(text, code):
    assert clean(text) == Mode(code, (code,))


@pytest.mark.parametrize("text", ["", " ", "-", "/", "无", "不详", "〃"])
def test_missing(text):
    assert clean(text) == Mode("UNKNOWN", (), "missing")


@pytest.mark.parametrize("text", ["其他", "1", "hotel", "cobweb", "甲", "同上"])
def test_unknown(text):
    assert clean(text) == Mode("UNKNOWN", (), "unknown")


@given(
    st.lists(
        st.sampled_from([word for row in ROWS for word in row["synonyms"].split("|")]) | st.text(max_size=5)
    )
)
def test_column_equals_cells(texts):
    frame = clean_column(pd.Series(texts, dtype="str"))
    assert list(frame.columns) == ["code", "parts", "problem"]
    assert {str(t) for t in frame.dtypes} == {"str"}
    for text, row in zip(texts, frame.itertuples(index=False), strict=True):
        one = clean(text)
        assert tuple(row) == (one.code, "|".join(one.parts), one.problem)
        assert one.code in codes()
