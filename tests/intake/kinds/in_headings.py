"""Headings that no list of words holds: of hospitals, schools, garages, power companies."""
# a row of headings is read best on one line

from __future__ import annotations

from tests.intake.kinds.case import Crowd, Made, Right, book, case

NONE = ("RS01", "CT01", "NM01", "DT01")


@case("whose")
def a_hospital(crowd: Crowd) -> Made:
    lines = crowd.lines(mode=["电话随访"] * 6)
    lines = [[*line[:2], "随访员", *line[2:]] for line in lines]
    lines[0] = ["序号", "患者姓名", "回访员", "患者电话", "随访方式", "随访时间", "单位"]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), never=NONE))


@case("whose")
def a_school_of_which_no_heading_is_known(crowd: Crowd) -> Made:
    people = zip(crowd.names, crowd.names[::-1], crowd.phones, strict=True)
    lines = [
        [pupil, parent, number, "电话", f"2017-03-{n:02d}"]
        for n, (parent, pupil, number) in enumerate(people, 1)
    ][:6]
    heads = ["学生姓名", "家长姓名", "家长电话", "外呼形式", "外呼日期"]
    return Made("xlsx", book([heads, *lines]), Right(rows=crowd.reachable(), never=("CT01", "NM01", "DT01")))


@case("whose")
def a_garage_with_orders(crowd: Crowd) -> Made:
    lines = [[*line[:2], f"20170301{n:04d}", *line[2:]] for n, line in enumerate(crowd.lines())]
    lines[0] = ["序号", "车主", "订单号码", "来电号码", "执行方式", "拨打时间", "使用单位"]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), never=("CT01", "NM01", "DT01")))


@case("whose")
def two_who_may_have_been_asked(crowd: Crowd) -> Made:
    """Nobody knows which of the two was asked; that no name is there is no accusation."""
    lines = [[*line[:2], crowd.names[-n], *line[2:]] for n, line in enumerate(crowd.lines(), 1)]
    lines[0] = ["序号", "患者姓名", "家属姓名", "联系电话", "调查方式", "调查时间", "工作单位"]
    return Made("xlsx", book(lines), Right(codes={"RS01": []}))


@case("torn")
def a_comma_that_nobody_quoted(crowd: Crowd) -> Made:
    lines = crowd.lines(employer=["松江机械厂"] * 6)
    lines[3].insert(3, crowd.landlines[0])
    data = "\n".join(",".join(map(str, line)) for line in lines).encode("gb18030")
    right = {at: told for at, told in crowd.reachable().items() if at != 4}
    return Made("csv", data, Right(count=5, rows=right, never=("CT01", "DT01", "DT02", "MD02")))
