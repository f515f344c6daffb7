"""The tables. Everything is append-only but ``people`` and ``texts``: those two hold personal data, and a
purge empties them.

Every other table that says something carries ``entry`` (the journal entry under which the row was
written) and ``mac`` (keyed hash of its values); the entry's digest is over all of them, so a changed, a
lost and a slipped-in row are all found. Ids are given by the one writer that holds the lock: one code
path for both databases, and a row's id is known before it is written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()
# 64 bits in PostgreSQL; in SQLite INTEGER, so that the key is the row's own address.
KEY = BigInteger().with_variant(Integer(), "sqlite")
# The entry is written last, when the macs of all its rows are known.
_LATER: Any = {"deferrable": True, "initially": "DEFERRED"}


def _table(name: str, *columns: Column | UniqueConstraint | Index) -> Table:  # type: ignore[type-arg]
    own = Column("id", KEY, primary_key=True, autoincrement=False)
    tail = (
        Column("entry", KEY, ForeignKey("journal.id", **_LATER), nullable=False),
        Column("mac", Text, nullable=False),
    )
    return Table(name, METADATA, own, *columns, *tail)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _whole(name: str, to: str | None = None) -> Column[int]:
    keys = [ForeignKey(to)] if to else []
    return Column(name, KEY, *keys, nullable=False)


# About the casebook itself: round, created, key_check.
about = Table("about", METADATA, Column("name", Text, primary_key=True), _text("value"))

journal = Table(
    "journal",
    METADATA,
    Column("id", KEY, primary_key=True, autoincrement=False),
    *(_text(name) for name in ("at", "who", "what", "facts", "digest", "previous", "hash")),
)

dossiers = _table(
    "dossiers",
    *(_text("round"), _text("code")),
    UniqueConstraint("round", "code"),
)
# A roster as filed. ``rows_mac``: keyed hash of its rows; prints: how many fingerprints, and their XOR.
versions = _table(
    "versions",
    *(_whole("dossier_id", "dossiers.id"), _whole("number")),
    *(_text(name) for name in ("file", "sheet", "sha256", "reader", "filed_at", "rows_mac")),
    *(_whole("row_count"), _whole("prints_count"), _whole("prints_xor")),
    UniqueConstraint("dossier_id", "number"),
    UniqueConstraint("dossier_id", "sha256", "sheet"),
)
# What the checks said of a version: under other settings or with another register there is another one.
reviews = _table(
    "reviews",
    _whole("version_id", "versions.id"),
    *(_text(n) for n in ("settings_sha256", "tool", "applicant", "applicant_key", "declared", "counts")),
    *(_text("score"), _text("content_mac"), _text("text_mac")),
)
# What else a review said, so that papers can be made from the casebook alone: see ``about`` in casebook/codec/record.py.
# A review from before there was this table has none.
filings = _table(
    "filings",
    *(_whole("review_id", "reviews.id"), _text("about"), _text("text_mac")),
    UniqueConstraint("review_id"),
)
findings = _table(
    "findings",
    _whole("review_id", "reviews.id"),
    *(_text(name) for name in ("code", "severity", "clause", "rows", "cells", "text_mac")),
    Index("findings_review", "review_id"),
)
respondents = _table(
    "respondents",
    *(_whole("version_id", "versions.id"), _whole("position"), _text("row_id"), _whole("shown")),
    *(_text(name) for name in ("mode", "start", "end", "priority", "person_mac")),
    Index("respondents_version", "version_id", "position"),
)
people = Table(
    "people",
    METADATA,
    Column("respondent_id", KEY, ForeignKey("respondents.id"), primary_key=True, autoincrement=False),
    *(_text(name) for name in ("name", "contacts", "employer", "raw")),
)
# Further texts that may name people: facts of findings, parts of scores, titles and notes of files, remarks of
# callers.
texts = Table(
    "texts",
    METADATA,
    Column("owner", Text, primary_key=True),
    Column("owner_id", KEY, primary_key=True, autoincrement=False),
    _whole("version_id", "versions.id"),
    _text("text"),
    Index("texts_version", "version_id"),
)
# The first eight bytes of an HMAC, as a signed whole number. The kind of print is part of what is
# hashed, so that two narrow columns are enough and the table is its own index.
fingerprints = Table(
    "fingerprints",
    METADATA,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("respondent_id", KEY, ForeignKey("respondents.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
links = _table(
    "links",
    *(_whole("respondent_id", "respondents.id"), _whole("other_id", "respondents.id"), _text("kind")),
    Index("links_respondent", "respondent_id"),
)
# Prints of numbers with one digit left out, and of names: see casebook/masks.py. ``masked``: of a version, how many there
# are of both, and their XOR; versions from before there were any have none.
masks = Table(
    "masks",
    METADATA,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("respondent_id", KEY, ForeignKey("respondents.id"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
likenesses = Table(
    "likenesses",
    METADATA,
    Column("respondent_id", KEY, ForeignKey("respondents.id"), primary_key=True, autoincrement=False),
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
masked = _table(
    "masked",
    _whole("version_id", "versions.id"),
    *(Column(name, BigInteger, nullable=False) for name in ("prints_count", "prints_xor")),
    UniqueConstraint("version_id"),
)
# Two rosters that share people with altered numbers, as it was when the later one was filed. ``rows``: row ids, JSON.
altered = _table(
    "altered",
    *(_whole("version_id", "versions.id"), _whole("other_id", "versions.id")),
    *(_text(name) for name in ("kind", "expected", "dates", "in_order")),
    *(_whole("people"), _text("rows")),
)

# ``supersedes``: ids of the undrawn seals that this one replaces, as JSON.
seals = _table("seals", *(_text(name) for name in ("seal_sha256", "document", "supersedes", "reason")))
sealed = _table(
    "sealed",
    _whole("seal_id", "seals.id"),
    _whole("dossier_id", "dossiers.id"),
    _whole("version_id", "versions.id"),
)
# ``dossiers``: those whose drawn rows are called at this stage. A later draw of the same stage replaces.
draws = _table(
    "draws",
    *(_whole("seal_id", "seals.id"), _whole("stage"), _text("document"), _text("dossiers")),
)
lists = _table("lists", *(_text("caller"), _text("rows"), _text("content")))
attempts = _table(
    "attempts",
    *(_whole("respondent_id", "respondents.id"), _whole("number")),
    *(_text(name) for name in ("code", "called_at", "caller", "source")),
    UniqueConstraint("respondent_id", "number"),
)
remarks = _table("remarks", _whole("respondent_id", "respondents.id"), _text("caller"), _text("text_mac"))
contradictions = _table(
    "contradictions",
    *(_whole("respondent_id", "respondents.id"), _whole("number")),
    *(_text(name) for name in ("code", "called_at", "caller", "source")),
    UniqueConstraint("respondent_id", "number", "code", "called_at"),
)
judgements = _table("judgements", _whole("dossier_id", "dossiers.id"), _text("document"))
# ``target``: dossier, row or finding; ``what``: row id or check code, "" for the dossier itself.
decisions = _table(
    "decisions",
    _whole("dossier_id", "dossiers.id"),
    *(_text(name) for name in ("target", "what", "verdict", "by", "reason", "at")),
)
purges = _table("purges", _whole("version_id", "versions.id"))
# What the callbacks of earlier rounds taught about a dossier: ``vector`` is JSON (component of a signal -> strength),
# the counts are of its called rows. Numbers only, so a purge leaves them.
lessons = _table(
    "lessons",
    *(_text(name) for name in ("round", "code", "tool", "vector")),
    *(_whole("confirmed"), _whole("denied")),
    UniqueConstraint("round", "code"),
)
# What is known of the register against the rosters, as it was at one ``add``: see casebook/filed/registers.py. No person's name.
registers = _table("registers", _text("content"))
# A dossier leaves the round, or (``undone`` 1) comes back; the last line counts.
withdrawals = _table(
    "withdrawals",
    *(_whole("dossier_id", "dossiers.id"), _whole("undone")),
    *(_text(name) for name in ("reason", "by", "at")),
)
# A piece of evidence about a row ("": about the dossier). Its content is a file beside the casebook; its name, which may
# name people, is a text.
evidence = _table(
    "evidence",
    _whole("version_id", "versions.id"),
    *(_text(name) for name in ("row_id", "kind", "media", "sha256")),
    _whole("size"),
    *(_text(name) for name in ("by", "at", "text_mac")),
)

# The calls to what was drawn of a dossier so far are declared ended, or (``undone`` 1) the last such line is taken back.
closings = _table(
    "closings",
    *(_whole("dossier_id", "dossiers.id"), _whole("undone")),
    *(_text(name) for name in ("reason", "by", "at")),
)
# The call desk. A line of ``passes`` takes the place of the earlier ones of its name; ``role``: caller or reviewer;
# ``ended`` 1: may sit there no longer. Who signed in last under a pass sits there: ``token_mac`` "" for nobody.
passes = _table(
    "passes", *(_text(name) for name in ("name", "role", "code_mac")), _whole("ended"), _text("at")
)
sittings = _table("sittings", _whole("pass_id", "passes.id"), _text("token_mac"), _text("at"))
# What became of a person on somebody's screen, see casebook/calldesk/leases.py. ``first``: the line with which it began, 0 for
# that line itself. No name, no number.
leases = _table(
    "leases",
    *(_whole("respondent_id", "respondents.id"), _whole("first")),
    *(_text(name) for name in ("caller", "what", "reason", "until", "at")),
    Index("leases_respondent", "respondent_id"),
)
# People who are called again by somebody else, see sampling/again/: the draws with the callers' names behind their numbers,
# who was given which rows, and what was heard. ``before``: whether the person said that somebody had called before.
again_draws = _table("again_draws", _whole("number"), *(_text(name) for name in ("document", "callers")))
again_lists = _table("again_lists", *(_text(name) for name in ("caller", "rows")))
again_calls = _table(
    "again_calls",
    *(_whole("respondent_id", "respondents.id"), _whole("number")),
    *(_text(name) for name in ("code", "called_at", "caller", "before", "source")),
    UniqueConstraint("respondent_id", "number"),
)

# Tables whose rows carry a mac, in the order in which they may be filled.
KEPT: tuple[Table, ...] = (
    dossiers, versions, reviews, filings, findings, respondents, links, seals, sealed, draws, lists,
    attempts, remarks, contradictions, judgements, decisions, purges, lessons, registers, withdrawals,
    masked, altered, evidence, closings, passes, sittings, leases, again_draws, again_lists, again_calls,
)  # fmt: skip


def values_of(table: Table) -> tuple[str, ...]:
    """Return the columns that a row's mac covers."""
    return tuple(column.name for column in table.columns if column.name != "mac")
