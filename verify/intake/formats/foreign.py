"""What to say about a file that is no roster format: name it, and say what to do with it."""

from __future__ import annotations

from verify.intake.errors import IntakeError

# kind -> (what zh, what en, do zh, do en)
FOREIGN_KINDS: dict[str, tuple[str, str, str, str]] = {
    "pdf": (
        "PDF 文件",
        "a PDF",
        "请索取名单的电子表格；或在 WPS 中把 PDF 转成表格并逐行核对后再核验",
        "ask for the spreadsheet; or convert the PDF to a table and compare every row before using it",
    ),
    "image": (
        "图片",
        "a picture",
        "图片里的名单无法核验，请索取电子表格",
        "a roster in a picture cannot be read; ask for the spreadsheet",
    ),
    "archive": (
        "压缩包",
        "an archive",
        "请先解压，再核验其中的文件",
        "unpack it first, then give the files in it",
    ),
    "zip": (
        "ZIP 压缩包",
        "a ZIP archive",
        "请先解压，再核验其中的文件",
        "unpack it first, then give the files in it",
    ),
    "program": (
        "程序文件",
        "a program",
        "不要运行它；请向报送单位索取名单",
        "do not run it; ask the sender for the roster",
    ),
    "database": (
        "数据库文件",
        "a database",
        "请把名单导出为 .xlsx 或 .csv 后再核验",
        "export the roster as .xlsx or .csv and try again",
    ),
    "media": ("音频或视频", "audio or video", "名单应为表格文件", "a roster comes as a table"),
    "shortcut": (
        "快捷方式",
        "a shortcut",
        "请给出快捷方式所指的文件",
        "give the file that the shortcut points to",
    ),
    "slides": (
        "演示文稿",
        "a slide show",
        "请把其中的名单另存为 .xlsx 或 .docx 后再核验",
        "save the roster in it as .xlsx or .docx and try again",
    ),
    "mail": (
        "邮件",
        "an e-mail message",
        "请保存邮件的附件，再核验附件",
        "save the attachment and give that file",
    ),
    "iwork": (
        "Apple iWork 文件",
        "an Apple iWork document",
        "请在 Numbers 或 Pages 中导出为 .xlsx 或 .docx 后再核验",
        "export it from Numbers or Pages as .xlsx or .docx and try again",
    ),
    "mht": (
        "单个文件网页（MHT）",
        "a single-file web page (MHT)",
        "请在 WPS/Excel 中打开并另存为 .xlsx 后再核验",
        "open it in WPS/Excel, save as .xlsx and try again",
    ),
    "xml": (
        "XML 数据文件",
        "an XML data file",
        "请在 WPS/Excel 中打开并另存为 .xlsx 后再核验",
        "open it in WPS/Excel, save as .xlsx and try again",
    ),
    "ole": (
        "不含工作簿或文字文档的 OLE 文件",
        "an OLE file without a workbook or a Word document in it",
        "请在制作它的程序中打开并另存为 .xlsx 后再核验",
        "open it in the program that made it, save as .xlsx and try again",
    ),
    "binary": (
        "无法识别的二进制文件",
        "a binary file of an unknown kind",
        "请在制作它的程序中打开并另存为 .xlsx 或 .csv 后再核验",
        "open it in the program that made it, save as .xlsx or .csv and try again",
    ),
}


def refusal(kind: str) -> IntakeError:
    """Return the error for a kind that no reader takes."""
    what_zh, what_en, do_zh, do_en = FOREIGN_KINDS[kind]
    return IntakeError(
        "not_a_roster_format", kind=kind, what_zh=what_zh, what_en=what_en, do_zh=do_zh, do_en=do_en
    )
