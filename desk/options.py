"""The options of the command line, each said once: its name, its words, where it is taken from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.console import LANG, checked_language, option
from phrases import say


def _argument(key: str) -> object:
    return typer.Argument(help=say(f"command.arg.{key}", LANG))


Lang = Annotated[str, option("lang", "--lang", envvar="HEFANG_LANG", callback=checked_language)]
SettingsFile = Annotated[Path | None, option("settings", "--settings")]
Json = Annotated[bool, option("json", "--json")]
Out = Annotated[Path | None, option("out", "--out")]
OutFile = Annotated[Path | None, option("out_file", "--out")]
Unmask = Annotated[bool, option("unmask", "--unmask")]
Wide = Annotated[bool, option("wide", "--wide")]
Book = Annotated[str, option("casebook", "--casebook", envvar="HEFANG_CASEBOOK")]

# What is read
Paths = Annotated[list[Path], _argument("paths")]
MaybePaths = Annotated[list[Path] | None, _argument("paths")]
Lists = Annotated[list[Path], _argument("lists")]
SealFile = Annotated[Path, _argument("seal")]
DemoFolder = Annotated[Path, _argument("demo")]
CheckCode = Annotated[str | None, _argument("code")]
Register = Annotated[Path | None, option("register", "--register")]
Rows = Annotated[bool, option("rows", "--rows")]
NoCredibility = Annotated[bool, option("no_credibility", "--no-credibility")]

# Plans and bounds
Population = Annotated[int, typer.Argument(help=say("command.opt.population", LANG))]
PopulationOption = Annotated[int, option("population", "--population")]
Tolerable = Annotated[str, option("tolerable", "--tolerable")]
Confidence = Annotated[str, option("confidence", "--confidence")]
FailConfidence = Annotated[str, option("fail_confidence", "--fail-confidence")]
Expected = Annotated[str, option("expected", "--expected")]
Accept = Annotated[int, option("accept", "--accept")]
TwoStage = Annotated[bool, option("two_stage", "--two-stage")]
Silence = Annotated[str | None, option("silence", "--silence")]
SilenceOdds = Annotated[str, option("silence_odds", "--silence-odds")]
SilenceMost = Annotated[str, option("silence_most", "--silence-most")]
Curve = Annotated[bool, option("curve", "--curve")]
Sample = Annotated[int, option("sample", "--sample")]
Bad = Annotated[int, option("bad", "--bad")]
Unresolved = Annotated[int, option("unresolved", "--unresolved")]
Open = Annotated[int, option("open", "--open")]
Cleared = Annotated[int, option("cleared", "--cleared")]
Targeted = Annotated[int, option("targeted", "--targeted")]
TargetedBad = Annotated[int, option("targeted_bad", "--targeted-bad")]
TargetedUnresolved = Annotated[int, option("targeted_unresolved", "--targeted-unresolved")]
StageTwo = Annotated[str | None, option("stage_two", "--stage-two")]
Second = Annotated[str | None, option("second", "--second")]
StageShare = Annotated[str, option("stage_share", "--stage-share")]
KnownBad = Annotated[int, option("known_bad", "--known-bad")]
KnownGood = Annotated[int, option("known_good", "--known-good")]

# Seals and draws
TargetedShare = Annotated[str, option("targeted_share", "--targeted-share")]
DeadNumbers = Annotated[str, option("dead_numbers", "--dead-numbers")]
SealAgain = Annotated[bool, option("seal_again", "--again")]
Why = Annotated[str, option("why", "--reason")]
Seed = Annotated[str, option("seed", "--seed")]
Seeds = Annotated[list[str], option("seeds", "--seed")]
Stage = Annotated[int, option("stage", "--stage")]
SealOption = Annotated[Path | None, option("seal", "--seal")]
Again = Annotated[bool, option("again", "--again")]
Early = Annotated[bool, option("early", "--early")]
FreeText = Annotated[bool, option("free_text", "--free-text")]
Reason = Annotated[str, option("reason", "--reason")]
Expect = Annotated[Path | None, option("expect", "--expect")]
Rosters = Annotated[list[Path] | None, option("roster", "--roster")]

# The casebook
Dossier = Annotated[str, _argument("withdraw")]
Undo = Annotated[bool, option("undo", "--undo")]
MaybeDossiers = Annotated[list[str] | None, _argument("close")]
Reopen = Annotated[bool, option("reopen", "--undo")]
# Evidence
Target = Annotated[str, _argument("target")]
Pieces = Annotated[list[Path], _argument("pieces")]
MaybeDossier = Annotated[str, _argument("maybe_dossier")]
Number = Annotated[int, _argument("number")]
Kind = Annotated[str, option("kind", "--kind")]

# Visits of building projects
VisitDossiers = Annotated[list[str] | None, _argument("visit_form")]
VisitDossier = Annotated[str, _argument("visit_dossier")]
VisitPaper = Annotated[Path | None, _argument("visit_paper")]
VisitAs = Annotated[str, option("visit_as", "--as")]
VisitBy = Annotated[str, option("visit_by", "--by")]
VisitOn = Annotated[str, option("visit_on", "--on")]
VisitSeen = Annotated[str, option("visit_seen", "--reason")]

RoundName = Annotated[str, option("round_name", "--round")]
Previous = Annotated[str | None, option("previous", "--previous")]
Check = Annotated[bool, option("check", "--check")]
Journal = Annotated[bool, option("journal", "--journal")]
Witness = Annotated[list[str] | None, option("witness", "--witness")]
Callers = Annotated[int, option("callers", "--callers")]
AgainCallers = Annotated[int, option("again_callers", "--callers")]
Password = Annotated[str | None, option("password", "--password")]
NoPassword = Annotated[bool, option("no_password", "--no-password")]
Decide = Annotated[str | None, option("decide", "--decide")]
As = Annotated[str, option("as", "--as")]
By = Annotated[str, option("by", "--by")]
ProofFile = Annotated[Path, _argument("proof")]
ProofBy = Annotated[str, option("proof_by", "--by")]
ProofAdded = Annotated[int | None, option("proof_added", "--added")]
To = Annotated[str, option("to", "--to")]
Letters = Annotated[list[str] | None, _argument("letters")]
Of = Annotated[str, option("compare_dossier", "--dossier")]
Whose = Annotated[str, option("add_dossier", "--dossier")]
Archive = Annotated[bool, option("archive", "--archive")]
KeyFile = Annotated[Path, _argument("key")]
Stamped = Annotated[Path, _argument("stamped")]
StampAnswer = Annotated[Path, _argument("stamp_answer")]
Role = Annotated[str, option("role", "--as")]
SignerName = Annotated[str, option("signer", "--name")]
Sign = Annotated[list[Path] | None, option("sign", "--sign")]
Pdf = Annotated[bool, option("pdf", "--pdf")]
Before = Annotated[str | None, option("before", "--before")]
LinkKeyFile = Annotated[Path, _argument("link_key")]
LinkFiles = Annotated[list[Path], _argument("link_files")]
LinkResult = Annotated[Path, _argument("link_result")]
LinkKey = Annotated[Path, option("link_key", "--key")]
LinkAs = Annotated[str, option("link_as", "--as")]
LinkOut = Annotated[Path | None, option("link_out", "--out")]
Memory = Annotated[str | None, option("link_memory", "--memory")]
LinkEngine = Annotated[str, option("link_engine", "--engine")]
Least = Annotated[int, option("link_least", "--shares")]
Count = Annotated[int, option("link_count", "--of")]
Shares = Annotated[list[Path] | None, option("link_from", "--from")]
WholeRound = Annotated[bool, option("whole_round", "--round")]
Unsealed = Annotated[bool, option("unsealed", "--unsealed")]
Unfinished = Annotated[bool, option("unfinished", "--unfinished")]

# The call desk
DeskName = Annotated[str, _argument("desk_name")]
DeskList = Annotated[str, _argument("desk_list")]
DeskAgain = Annotated[bool, option("desk_again", "--again")]
DeskPort = Annotated[int, option("desk_port", "--port", min=0, max=65535)]
DeskNetwork = Annotated[str, option("desk_network", "--network")]
DeskReviewer = Annotated[bool, option("desk_reviewer", "--reviewer")]
DeskEnd = Annotated[bool, option("desk_end", "--end")]
