"""The browsers that offices have: what Chrome 49, Firefox 52 and Safari 13 lack is taken away, and looked for in scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What at least one of the three does not have, by the year it came.
LACKING = """
for (const [owner, names] of [
  [window, ["BigInt", "structuredClone", "queueMicrotask",
    "AbortController", "ResizeObserver", "WeakRef", "FinalizationRegistry", "SharedArrayBuffer", "Atomics",
    "TextDecoderStream", "TextEncoderStream", "ReadableStream", "WritableStream", "CompressionStream",
    "IntersectionObserver", "BroadcastChannel",
    "reportError", "showOpenFilePicker"]],
  [Object, ["entries", "values", "fromEntries", "getOwnPropertyDescriptors", "hasOwn", "groupBy"]],
  [String.prototype, ["padStart", "padEnd", "trimStart", "trimEnd", "matchAll", "replaceAll", "at",
    "isWellFormed", "toWellFormed"]],
  [Array.prototype, ["flat", "flatMap", "at", "findLast", "findLastIndex", "toSorted", "toReversed",
    "toSpliced", "with", "values"]],
  [Array, ["fromAsync"]], [Map, ["groupBy"]], [Math, ["f16round"]],
  [Set.prototype, ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"]],
  [Promise, ["allSettled", "any", "withResolvers", "try"]], [Promise.prototype, ["finally"]],
  [Blob.prototype, ["text", "arrayBuffer", "stream", "bytes"]],
  [Element.prototype, ["append", "prepend", "before", "after", "replaceWith", "replaceChildren", "toggleAttribute",
    "checkVisibility", "getAttributeNames", "insertAdjacentElement"]],
  [Document.prototype, ["append", "prepend", "replaceChildren"]],
  [DocumentFragment.prototype, ["append", "prepend", "replaceChildren"]],
  [CharacterData.prototype, ["before", "after", "replaceWith"]],
  [NodeList.prototype, ["forEach", "entries", "keys", "values"]], [DOMTokenList.prototype, ["replace", "forEach"]],
  [HTMLFormElement.prototype, ["requestSubmit"]], [Crypto.prototype, ["randomUUID"]],
  [Uint8Array, ["fromBase64", "fromHex"]], [Uint8Array.prototype, ["toHex", "toBase64"]],
]) for (const name of names) { delete owner[name]; }
"""

# Syntax that one of the three cannot read: then the whole script is not run, and nothing of it says so.
NEWER = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "power operator": r"[\w)\]]\s*\*\*\s*[\w(]",
    "BigInt literal": r"(?<![\w.\"'#])\d+n\b",
    "async": r"\basync\b|\bawait\b",
    "lookbehind": r"\(\?<[=!]",
    "named group": r"\(\?<[A-Za-z]",
    "flag of regular expressions": r"/[gimy]*[suvd][gimsuyvd]*(?=[;,.)\]\s])",
    "unicode property": r"\\p\{",
    "spread in objects": r"[{,]\s*\.\.\.[\w({]+[^)\]]*\}",
    "catch without a name": r"\bcatch\s*\{",
    "class field": r"#\w+\s*[=(;]",
    "logical assignment": r"\|\|=|&&=|\?\?=",
    "numeric separator": r"(?<![\w\"'#.])\d+_\d+",
    "import": r"\bimport\b|\bexport\b",
    "globalThis": r"\bglobalThis\b",  # not taken away above: what drives the browser needs it
    "comma after the last argument": r",\s*\)",
}


def newer_syntax(script: str) -> Iterator[str]:
    """Yield every place of a script with syntax that is newer, comments and texts left out."""
    bare = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', re.sub(r"(?m)(?<![:\"'\\])//.*$", "", bare))
    for name, pattern in NEWER.items():
        for match in re.finditer(pattern, bare):
            yield f"{name}: {bare[max(0, match.start() - 30) : match.end() + 20]!r}"
