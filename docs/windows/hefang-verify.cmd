@echo off
rem Drop rosters, or folders of them, on this file: they are checked, and the papers go into a folder beside the first.
rem It stays where it is, inside the checkout; make a shortcut of it on the desktop.
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
set "HEFANG=%~dp0..\..\.venv\Scripts\hefang.exe"
if not exist "%HEFANG%" (
  echo hefang is not installed in "%~dp0..\..\.venv": see docs\windows.md, docs\windows.zh-CN.md
  goto end
)
if "%~1"=="" (
  echo Drop files or folders on this file. / Tuo dong wenjian huo wenjianjia dao ben wenjian shang.
  goto end
)
set "PAPERS=%~dp1hefang-papers"
"%HEFANG%" verify %* --out "%PAPERS%"
if exist "%PAPERS%\audit.html" start "" "%PAPERS%\audit.html"
:end
pause
