"""Files, folders and streams become documents; what cannot be read becomes a skip with one clear line."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import trafilatura
from charset_normalizer import from_bytes

from sitrep.errors import InputError, Skip
from sitrep.evidence.document import Dateline, Document
from sitrep.read.language import language_name, language_of

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".jsonl", ".ndjson"})
LINES = frozenset({".jsonl", ".ndjson"})
MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html)", re.IGNORECASE)
LIMIT = 20_000_000  # bytes; the largest page of two million crawled was 11 MB
WESTERN = 0.08  # share of letters beyond ASCII; French has 0.04, Russian in any one-byte encoding 0.8
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_documents(
    paths: Iterable[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    limit: int = LIMIT,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Skip]:
    """The documents of files, folders (recursive, by name) and '-' for standard input, in the order given.

    `published` (ISO date) and `publisher` say what a bare file does not; what a document itself says wins.

    Raises:
        InputError: `published` is no ISO date.
    """
    given = Dateline(_iso(published, "--published"), "given") if published else Dateline()
    for path in paths:
        for source in _sources(path):
            for item in _read(source, limit, stdin or sys.stdin.buffer):
                yield item if isinstance(item, Skip) else _complete(item, given, publisher)


def _sources(path: str) -> Iterator[str]:
    if path != "-" and Path(path).is_dir():
        yield from (
            str(p)
            for p in sorted(Path(path).rglob("*"))
            if p.is_file() and p.suffix.lower() in SUFFIXES and p.name != "README.md"
        )
    else:
        yield path


def _read(path: str, limit: int, stdin: BinaryIO) -> Iterator[Document | Skip]:
    try:
        data = stdin.read(limit + 1) if path == "-" else _bytes(Path(path), limit)
    except OSError as error:
        yield Skip(
            path, "unreadable", f"cannot be read ({error.strerror or error}). Check the path and its permissions"
        )
        return
    if len(data) > limit:
        yield Skip(path, "too-large", f"is larger than {limit:,} bytes. Split it, or raise the limit in the settings")
        return
    if not data.strip():
        yield Skip(path, "empty", "is empty. Nothing to code")
        return
    text = decode(data)
    if text is None:
        yield Skip(path, "no-text", "is no text. Give plain text, HTML or JSON Lines")
    elif Path(path).suffix.lower() in LINES or (path == "-" and _is_lines(text)):
        yield from _lines(path, text)
    else:
        yield _page(path, text)


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as handle:
        return handle.read(limit + 1)


def decode(data: bytes) -> str | None:
    """The text of `data`, or None where it is no text.

    UTF-8 first, with or without byte order mark; then UTF-8 with stray bytes, which become U+FFFD one by one; then
    Windows-1252, the web's default, where few letters are foreign; then the encoding that charset-normalizer finds.
    Line ends are kept.
    """
    try:
        return _text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _text(data.decode("utf-16", errors="replace"))
    lossy = data.decode("utf-8-sig", errors="replace")
    stray = lossy.count("�")
    multibyte = sum(1 for c in lossy if ord(c) > 127) - stray
    if stray <= max(3, 0.2 * multibyte):
        return _text(lossy)
    western = data.decode("cp1252", errors="replace")
    foreign = sum(1 for c in western if ord(c) > 127)
    if foreign <= WESTERN * len(western) and "�" not in western:
        return _text(western)
    best = from_bytes(data).best()
    return _text(str(best)) if best is not None else None


def _text(text: str) -> str | None:
    return None if len(CONTROL.findall(text[:10_000])) > 0.01 * min(len(text), 10_000) else text


def _is_lines(text: str) -> bool:
    return text.lstrip().startswith("{") and '"text"' in text.split("\n", 1)[0]


def _lines(path: str, text: str) -> Iterator[Document | Skip]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield _record(path, record)
        except (json.JSONDecodeError, InputError) as error:
            detail = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Skip(
                path, "bad-line", f"no document on this line ({detail}). Give one JSON object with a text", number
            )


def _record(path: str, record: object) -> Document:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError("no field 'text' that holds a string")
    if not record["text"].strip():
        raise InputError("the text is empty")
    published = (
        Dateline(_iso(str(record["published"])[:10], "published"), "given") if record.get("published") else Dateline()
    )
    return Document(
        text=record["text"],
        sha256=_hash(record["text"]),
        path=path,
        id=str(record["id"]) if record.get("id") is not None else None,
        url=record.get("url"),
        title=record.get("title"),
        published=published,
        publisher=record.get("publisher"),
        language=record.get("language"),
    )


def _page(path: str, text: str) -> Document | Skip:
    if Path(path).suffix.lower() in (".html", ".htm") or MARKUP.match(text):
        return _html(path, text)
    return Document(text=text, sha256=_hash(text), path=path)


def _html(path: str, markup: str) -> Document | Skip:
    """The main text and metadata of a page by trafilatura, which is given the string and fetches nothing."""
    found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True, favor_recall=True)
    record = found.as_dict() if found is not None else {}
    text = record.get("text")
    if not text:
        return Skip(path, "no-article", "holds no article text. Give the page of one article")
    title = record.get("title")
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    day = record.get("date")
    return Document(
        text=text,
        sha256=_hash(text),
        path=path,
        url=record.get("url"),
        title=title,
        published=Dateline(day, "metadata") if day else Dateline(),
        publisher=record.get("sitename") or record.get("hostname"),
    )


def _complete(document: Document, given: Dateline, publisher: str | None) -> Document | Skip:
    """The document with what the caller gave, or a skip that names a language that is not read."""
    language = document.language or language_of(document.text)
    if language.lower()[:2] != "en":
        where = document.path or "-"
        where = f"{where} ({document.id})" if document.id else where
        return Skip(where, "language", f"is in {language_name(language)}. Only English is read")
    return replace(
        document,
        language="en",
        published=document.published if document.published.date else given,
        publisher=document.publisher or publisher,
    )


def _iso(value: str, field: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"{field} {value!r} is no date. Write it as 2017-02-03") from None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
