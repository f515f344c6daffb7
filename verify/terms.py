"""Words that findings and skips are made of: code -> (zh, en)."""

from __future__ import annotations

SKIPPED = {
    "no_column": ("名单中没有“{what}”一列", "the roster has no column {what}"),
    "column_empty": ("“{what}”一列全部为空", "the column {what} is empty throughout"),
    "no_register": ("没有该企业的申报登记信息", "the register has no entry for this dossier"),
    "not_declared": ("申报登记表中没有填写“{what}”", "the register does not give {what}"),
    "one_dossier": ("只有一份名单，无从比较", "there is only one dossier, nothing to compare with"),
    "no_rows": ("名单中没有被访者", "the roster has no respondents"),
    # Said by a casebook of dossiers that were filed before it kept this.
    "not_recorded": (
        "案卷中没有记录这项检查看了什么",
        "the casebook does not record what this check looked at",
    ),
}

# What `needs` can name: words zh/en, for columns of the roster and for items of the register.
THINGS = {
    "serial": ("序号", "serial number"),
    "name": ("姓名", "name"),
    "contact": ("联系方式", "contact"),
    "mode": ("调查方式", "mode"),
    "surveyed": ("调查时间", "survey date"),
    "employer": ("工作单位", "employer"),
    "applicant": ("企业名称", "applicant"),
    "agency": ("测评机构", "agency"),
    "category": ("推荐类别", "category"),
    "valid_questionnaires": ("有效问卷数量", "valid questionnaires"),
    "survey_start": ("调查开始时间", "start of the survey"),
    "survey_end": ("调查结束时间", "end of the survey"),
    "score": ("满意度得分", "satisfaction score"),
    "product_model": ("产品型号规格", "product model"),
    "service_name": ("服务项目名称", "service"),
}
# Facts that are one of a few terms: a finding holds the code (its fact ends in _term), the reader sees words.
TERMS = {
    "rows": ("行", "rows"),
    "columns": ("列", "columns"),
    "sheets": ("工作表", "sheets"),
    "cells": ("单元格", "cells"),
    "on_survey_day": ("调查当日", "the survey date"),
    "on_due_date": ("材料截止日", "the due date, as the survey date is not known"),
    "toll_free": ("400/800 热线", "a 400/800 hotline"),
    "short_code": ("短号码", "a short code"),
    "iot": ("物联网号段", "an IoT number"),
    "satellite": ("卫星号段", "a satellite number"),
    "phone": ("电话号码", "a telephone number"),
    "mobile": ("手机号码", "a mobile number"),
    "email": ("电子邮箱", "an e-mail address"),
    "landline": ("座机号码", "a landline number"),
    "eve": ("除夕", "Spring Festival's eve"),
    "new_year": ("正月初一", "the first day of Spring Festival"),
    "mon": ("星期一", "Monday"),
    "tue": ("星期二", "Tuesday"),
    "wed": ("星期三", "Wednesday"),
    "thu": ("星期四", "Thursday"),
    "fri": ("星期五", "Friday"),
    "sat": ("星期六", "Saturday"),
    "sun": ("星期日", "Sunday"),
    "same_name": ("姓名相同", "the same name"),
    "other_name": ("姓名不同", "another name"),
    "series": ("填写的是系列产品", "names a whole series"),
    "no_model": ("没有填写型号规格", "names no model and specification"),
}
COLUMNS = ("serial", "name", "contact", "mode", "surveyed", "employer")
