"""What can go wrong with a file: code -> (reason zh, en, remedy zh, en). {facts} are filled in."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping

# What parsers of office formats raise on damaged files, besides their own classes. XML errors are
# SyntaxErrors, Unicode errors ValueErrors, RecursionError and NotImplementedError RuntimeErrors.
# MemoryError is not among them: worker.py reports it under its own code.
PARSER_ERRORS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

# Facts that hold a number of bytes; shown as MB.
_BYTES = frozenset({"bytes", "limit_bytes"})

ERRORS: dict[str, tuple[str, str, str, str]] = {
    # the path
    "not_found": (
        "找不到这个文件或文件夹",
        "there is no such file or folder",
        "请核对路径和文件名；文件名中有空格时要加引号",
        "check the path and the name; put quotes round a name with spaces",
    ),
    "no_permission": (
        "没有权限读这个文件",
        "no permission to read the file",
        "请在 WPS/Excel 中关闭它，或把它复制到自己的文件夹后再核验",
        "close it in WPS/Excel, or copy it to a folder of your own, and try again",
    ),
    "folder": (
        "这是文件夹，不是文件",
        "this is a folder, not a file",
        "请给出其中的文件，或把文件夹本身作为参数",
        "name the files in it, or give the folder itself as the argument",
    ),
    "not_a_file": (
        "这不是普通文件（设备或管道）",
        "not an ordinary file (a device or a pipe)",
        "请把内容另存为普通文件后再核验",
        "save the content as an ordinary file and try again",
    ),
    "unreadable_disk": (
        "从磁盘读取文件时出错：{got}",
        "the disk gave an error while the file was read: {got}",
        "请把文件复制到本机磁盘后再试；复制不了说明介质已损坏",
        "copy the file to a local disk and try again; if it cannot be copied, the medium is damaged",
    ),
    "no_space": (
        "本机临时文件夹所在的磁盘已满，没有读这个文件；文件本身没有问题",
        "the disk of this machine's temporary folder is full, so the file was not read; nothing is wrong with it",
        "请腾出磁盘空间后重新核验",
        "free some space and try again",
    ),
    "changed": (
        "读取过程中文件被改动，没有采用",
        "the file was changed while it was read, and not used",
        "请先关闭正在编辑它的程序，再重新核验",
        "close the program that writes to it and try again",
    ),
    "lock_file": (
        "这是 Office 打开文档时留下的临时文件，已跳过",
        "a lock file that Office leaves while a document is open; passed over",
        "不需要处理；若正文件未列出，请先关闭它",
        "nothing to do; if the document itself is not listed, close it first",
    ),
    "own_paper": (
        "这是本工具写出的报告或回访名单，不是被访者名单，已跳过",
        "a paper or a call list of this tool, no roster; passed over",
        "不需要处理；报告最好放在材料之外的文件夹",
        "nothing to do; papers are better kept in another folder than rosters",
    ),
    "hidden": (
        "隐藏文件，已跳过",
        "a hidden file; passed over",
        "确需核验时，请直接写出它的路径",
        "to have it read, name its path explicitly",
    ),
    "link_outside": (
        "链接指向文件夹之外，已跳过",
        "a link that leads out of the folder; passed over",
        "确需核验时，请直接写出目标文件的路径",
        "to have it read, name the path of the target explicitly",
    ),
    "empty": (
        "文件是空的（0 字节）",
        "the file is empty (0 bytes)",
        "请向报送单位索取完整文件；可能是拷贝或下载中断",
        "ask the sender for the whole file; the copy or download may have broken off",
    ),
    # limits
    "too_large": (
        "文件有 {bytes}，超过上限 {limit_bytes}",
        "the file has {bytes}, above the limit of {limit_bytes}",
        "请删去图片或拆成几个文件；确需读入时在设置中调高 {setting}",
        "remove pictures or split the file; to read it all the same, raise {setting} in the settings",
    ),
    "zip_bomb": (
        "压缩内容异常：{got}（上限 {expected}），按压缩炸弹拒绝",
        "abnormal compression: {got} (limit {expected}); refused as a zip bomb",
        "请在 WPS/Excel 中打开、另存为新文件后再核验；打不开的文件不要使用",
        "open it in WPS/Excel, save as a new file and try again; do not use a file that will not open",
    ),
    "entity": (
        "内部 XML（{part}）带有 DOCTYPE 或实体声明，正常的 Office 文件没有，出于安全拒绝",
        "its XML ({part}) declares a DOCTYPE or entities, which Office never writes; refused for safety",
        "请在 WPS/Excel 中打开、另存为新文件后再核验",
        "open it in WPS/Excel, save as a new file and try again",
    ),
    "too_many_cells": (
        "工作表“{sheet}”的有值单元格散布在 {got} 个单元格的范围内（到 {cell} 为止），超过上限 {expected}",
        "filled cells of sheet “{sheet}” span {got} cells (as far as {cell}), above the limit of {expected}",
        "请删去表格之外远处的内容，或把名单拆成几个文件；确需读入时在设置中调高 max_cells",
        "delete what stands far outside the table, or split the roster; else raise max_cells in the settings",
    ),
    "timeout": (
        "{seconds} 秒内没有读完，已停止",
        "not read within {seconds} seconds; stopped",
        "请在 WPS/Excel 中另存为新的 .xlsx 后再试；确需更久时在设置中调高 read_seconds",
        "save it as a new .xlsx in WPS/Excel and try again; to allow more time, raise read_seconds",
    ),
    "memory": (
        "读取所需内存超过上限 {limit_bytes}，已停止",
        "reading needs more memory than the limit of {limit_bytes}; stopped",
        "请删去图片和多余的表，另存为新的 .xlsx 后再试；或在设置中调高 read_memory_bytes",
        "remove pictures and spare sheets, save as a new .xlsx; or raise read_memory_bytes in the settings",
    ),
    # the content
    "encrypted": (
        "文件有打开密码，读不出内容",
        "the file has an opening password",
        "请在 WPS/Excel 中去掉打开密码后另存，再核验",
        "remove the opening password in WPS/Excel, save, and try again",
    ),
    "truncated": (
        "文件不完整，后半部分缺失（{got}）",
        "the file is cut off; its end is missing ({got})",
        "请重新拷贝或下载，或向报送单位重新索取",
        "copy or download it again, or ask the sender for it again",
    ),
    "damaged": (
        "文件已损坏，读不出内容（{got}）",
        "the file is damaged and cannot be read ({got})",
        "请在 WPS/Excel 中打开修复并另存，再核验；打不开时向报送单位重新索取",
        "open, repair and save it in WPS/Excel; if it will not open, ask the sender for it again",
    ),
    "crashed": (
        "读取程序在这个文件上崩溃（{got}），其他文件不受影响",
        "the reader crashed on this file ({got}); the other files are not affected",
        "文件多半已损坏：请在 WPS/Excel 中另存为新的 .xlsx 后再核验",
        "the file is probably damaged: save it as a new .xlsx in WPS/Excel and try again",
    ),
    "not_a_roster_format": (
        "这是{what_zh}，不是名单可用的格式",
        "this is {what_en}, not a format that rosters come in",
        "{do_zh}",
        "{do_en}",
    ),
    "no_sheets": (
        "文件里没有填了内容的工作表或表格",
        "the file holds no worksheet or table with anything in it",
        "请确认名单在文件中，且不是图片；名单应是表格",
        "make sure that the roster is in the file, as a table and not as a picture",
    ),
    "outside_table": (
        "文件里有 {got} 段写着号码的文字，但不在表格里",
        "the file has {got} paragraphs with numbers in them, but not in a table",
        "请把名单做成表格（每人一行，每项一列）后再核验",
        "put the list into a table (one person a row, one item a column) and try again",
    ),
    "needs_libreoffice": (
        "读 .doc/.wps/.rtf 这类文件需要 LibreOffice，本机没有找到",
        "files such as .doc, .wps and .rtf need LibreOffice, which was not found on this machine",
        "请在 Word 或 WPS 中把它另存为 .docx 后再核验，或安装 LibreOffice",
        "save it as .docx in Word or WPS and try again, or install LibreOffice",
    ),
    "conversion_failed": (
        "LibreOffice 没能转换这个文件（{got}）",
        "LibreOffice could not convert the file ({got})",
        "请在 Word 或 WPS 中把它另存为 .docx 后再核验",
        "save it as .docx in Word or WPS and try again",
    ),
    # what header.py finds in readable files
    "no_roster": (
        "没有找到名单表头：应有 {expected}，实际前几行是 {got}",
        "no roster headings found: looked for {expected}; the first rows hold {got}",
        "请在表格上方加一行表头（序号 姓名 联系方式 调查方式 调查时间 工作单位）后再核验",
        "add a heading row (序号 姓名 联系方式 调查方式 调查时间 工作单位) above the table and try again",
    ),
    "no_rows": (
        "工作表“{sheet}”第 {row} 行有名单表头，但下面没有人",
        "sheet “{sheet}” has roster headings in row {row} but nobody below them",
        "请确认交来的不是空白样表",
        "make sure that this is not the blank form",
    ),
    "side_by_side": (
        "工作表“{sheet}”第 {row} 行并排放着两份名单（第二份从 {columns} 列起），无法按行核对",
        "row {row} of sheet “{sheet}” holds two rosters side by side (the second in columns {columns})",
        "请把右边的名单移到左边名单的下面，每人一行，再核验",
        "move the right one below the left one, one person a row, and try again",
    ),
}


class IntakeError(Exception):
    """A file that cannot be read. ``code`` is a key of ERRORS; ``facts`` fill its sentences."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def described(error: BaseException) -> str:
    """Return what went wrong in a parser: the message where it speaks of the format, else only the kind.

    The messages of ValueError and its like quote what was being read, and that may be somebody's number.
    """
    speaks = isinstance(error, SyntaxError | zipfile.BadZipFile | zlib.error | struct.error | EOFError)
    lines = str(error).strip().splitlines() if speaks else []
    return (lines[0] if lines else type(error).__name__)[:200]


class _Facts(dict[str, str]):
    """Facts for a sentence; one that was not given is shown as a question mark, never as a traceback."""

    def __missing__(self, key: str) -> str:
        return "?"


def _megabytes(text: str) -> str:
    """Bytes as MB where the fact is a number: 52428800 -> 50 MB."""
    return f"{int(text) / 2**20:,.4g} MB" if text.isdigit() else text


def words(code: str, facts: Mapping[str, str], lang: str = "zh") -> tuple[str, str]:
    """Return (reason, remedy) in the reader's language."""
    reason_zh, reason_en, fix_zh, fix_en = ERRORS[code]
    reason, fix = (reason_en, fix_en) if lang == "en" else (reason_zh, fix_zh)
    shown = _Facts({key: _megabytes(value) if key in _BYTES else value for key, value in facts.items()})
    return reason.format_map(shown), fix.format_map(shown)
