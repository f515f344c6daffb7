"""What a caller is shown of a person, and what is kept from a list that travels."""

from __future__ import annotations

import pytest

from sampling.calls.people import (
    bare_name,
    cipher,
    company,
    confidential,
    contact_heading,
    name_with_reading,
    prompt,
    short_name,
    survey,
)
from sampling.model import Callee

SECRET = b"s" * 32
ROUND = (
    "哈尔滨天合驾驶培训有限公司",
    "大庆油田有限责任公司",
    "哈尔滨市第一医院",
    "齐齐哈尔北疆乳业股份有限公司",
)


def callee(
    applicant: str, dossier: str = "HLJ2017-001", product: str = "", phones: tuple[str, ...] = ()
) -> Callee:
    row = f"{dossier}#0007"
    return Callee(
        row,
        dossier,
        applicant,
        "赵水甲",
        phones,
        "虚构单位",
        "PHONE",
        "2017-03-05/2017-03-07",
        (),
        product=product,
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("哈尔滨天合驾驶培训有限公司", "天合驾驶培训"),
        ("大庆油田有限责任公司", "大庆油田"),
        ("齐齐哈尔北疆乳业股份有限公司", "北疆乳业"),
        ("黑龙江省瑞雪供热有限责任公司", "瑞雪供热"),
        ("龙江银行股份有限公司", "龙江银行"),
        ("黑龙江北大荒农业集团有限公司", "北大荒农业"),
        ("有限公司", "有限公司"),
        ("", ""),
    ],
)
def test_a_company_as_people_say_it(name: str, short: str) -> None:
    assert short_name(name) == short


def test_product_and_survey_stand_beside_the_company() -> None:
    person = callee(ROUND[0], product="驾驶员培训服务")
    assert company(person, SECRET) == "天合驾驶培训\n驾驶员培训服务"
    assert survey(person) == "电话\n2017-03-05\n2017-03-07"
    assert survey(person, "en").startswith("telephone\n")


@pytest.mark.parametrize("applicant", ["哈尔滨市第一医院", "张氏口腔诊所", "双城区卫生院", "City Hospital"])
def test_a_list_of_patients_names_no_applicant(applicant: str) -> None:
    person = callee(applicant, product="门诊服务")
    assert confidential(person)
    shown = company(person, SECRET) + prompt(person, ROUND)
    assert applicant not in shown
    assert short_name(applicant) not in shown
    assert "门诊" not in shown
    assert "HLJ2017-001" in shown


def test_a_dossier_named_after_a_hospital_goes_by_a_cipher() -> None:
    person = callee("", dossier="市第一医院患者名单")
    shown = cipher(person, SECRET)
    assert shown.startswith("H-")
    assert "医院" not in company(person, SECRET).replace("医疗机构", "")
    assert cipher(person, b"t" * 32) != shown
    assert cipher(callee(ROUND[0]), SECRET) == ""


def test_three_companies_are_read_out_in_an_order_that_tells_nothing() -> None:
    people = [callee(ROUND[0], dossier=f"HLJ2017-{at:03d}") for at in range(60)]
    shown = [prompt(person, (*ROUND, "黑龙江省瑞雪供热有限责任公司")).split("\n") for person in people]
    assert all(len(set(names)) == 3 and "天合驾驶培训" in names for names in shown)
    assert not any("医院" in name for names in shown for name in names)
    places = {names.index("天合驾驶培训") for names in shown}
    assert places == {0, 1, 2}
    assert shown == [
        prompt(person, (*ROUND, "黑龙江省瑞雪供热有限责任公司")).split("\n") for person in people
    ]
    assert "另加两家" in prompt(people[0], ROUND[:1])


def test_readings_of_rare_letters() -> None:
    assert name_with_reading("翟喆") == "翟喆\n(翟 Zhái, 喆 zhé)"
    assert name_with_reading("单雄信") == "单雄信\n(单 Shàn)"
    assert name_with_reading("王单") == "王单"  # as a given name it is read as usual
    for name in ("王秀英", "翟喆", "=1+1"):
        assert bare_name(name_with_reading(name)) == name


def test_addresses_are_no_telephones() -> None:
    numbers = callee(ROUND[0], phones=("13904517000", "0451-87979096-801"))
    assert contact_heading([numbers]) == "phone"
    assert contact_heading([numbers, callee(ROUND[0], phones=("a@example.com",))]) == "contact"
