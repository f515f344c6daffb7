"""``hefang demo`` walks the whole road, and again in the same folder changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from casebook import connect, second_ear
from fixtures.demo import planned
from tests.casebook.road import answer, inside, run
from tests.cli.run import hefang


def test_the_demo_walks_the_whole_road(tmp_path: Path) -> None:
    ran = hefang("demo", "d", cwd=tmp_path)
    assert ran.code == 0
    assert "核对无误" in ran.out
    assert "没有申报登记表，申报信息取自材料中的表格和报告（76 个文件）" in ran.err
    assert "登记 20 家：对应 19，读不出 1（哈尔滨天合驾驶培训有限公司）" in ran.out
    assert "模拟回访员小周在回访台拨打" in ran.err  # part of the second stage goes by the desk
    assert "同一分钟" not in ran.out  # a caller rings one number at a time
    assert "半小时内" not in ran.out  # and nobody twice in a hurry
    assert "模拟回访员小吴在回访台复听" in ran.err  # the second ear: by the desk as well as by a list
    with inside(tmp_path, {"HEFANG_CASEBOOK": "d/casebook.db"}):
        state = answer("status", "--check")
        assert state["faults"] == []
        judgements = {d["applicant"]: d["judgement"] for d in state["dossiers"]}
        planted = {str(item.dossier.declared["企业名称"]): item.trouble for item in planned()}
        # Recycled, all before the window, neighbouring numbers: forged in a third of the rows or more.
        forged = {
            name
            for name, trouble in planted.items()
            if trouble in ("recycled", "before_window", "neighbours")
        }
        assert {judgements[name] for name in forged} == {"low"}
        # Of eleven honest ones, wherever their papers lay, none is called forged; all hold but the one that applies twice.
        honest = [judgements[name] for name, trouble in planted.items() if name in judgements and not trouble]
        assert len(honest) == 11
        assert honest.count("high") >= 10
        assert "low" not in honest
        run(
            "replay",
            "d/minutes/seal.json",
            "--seed",
            "31415926535897932384",
            "--expect",
            "d/minutes/draw.json",
        )
        heard = answer("calls", "again", "show")
        by = {item["caller"]: item for item in heard["callers"]}
        assert set(by) == {"1", "2", "3", "小周"}  # by lists, and whoever sat at the desk
        assert all(item["asked"] and not item["open"] + item["nobody"] for item in by.values())
        assert heard["doubted"] == []  # the callers of the demo made nothing up
        with connect.open_casebook("d/casebook.db").read() as conn:
            callers = {call.caller for call in second_ear.calls_of(conn)}
        assert callers == {"1", "小吴"}
        told = f"回访员4人，抽中{sum(item['drawn'] for item in by.values())}人"
        assert told in (tmp_path / "d/report/audit.html").read_text(encoding="utf-8")
        document = json.loads((tmp_path / "d/minutes/draw-2.json").read_text(encoding="utf-8"))
        assert document["stage"] == 2
    again = hefang("demo", "d", cwd=tmp_path)
    assert again.code == 0
    with inside(tmp_path, {"HEFANG_CASEBOOK": "d/casebook.db"}):
        assert answer("status")["journal"] == state["journal"]


def test_a_new_casebook_says_where_its_key_lies(tmp_path: Path) -> None:
    ran = hefang("new", cwd=tmp_path)
    assert "密钥文件：casebook.db.key。请与案卷分开备份一份；丢失后无法再核对往年的人" in ran.err


def test_a_changed_byte_is_named_on_the_command_line(tmp_path: Path) -> None:
    from tests.cli.run import people, write_book

    write_book(tmp_path / "A.xlsx", people(30))
    with inside(tmp_path, {}):
        run("new")
        assert hefang("add", "A.xlsx", cwd=tmp_path).code == 0
        path = tmp_path / "casebook.db"
        data = path.read_bytes()
        place = data.find(b"A#0007")
        assert place > 0
        path.write_bytes(data[:place] + b"A#0077" + data[place + 6 :])
        found = run("status", "--check", code=1)
        assert "respondents A#0077" in found.out
        assert answer("status", "--check", code=1)["faults"][0]["which"] == "A#0077"
