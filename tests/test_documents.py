"""Files, streams and records become documents whose text is what the file holds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import Skip
from sitrep.evidence.document import Document
from sitrep.read.documents import decode, read_documents

ENGLISH = "The army shelled the town on Monday and the rebels answered with rockets, residents said.\n"


def read(path: Path | str, **told: object) -> list[Document | Skip]:
    return list(read_documents([str(path)], **told))


def only(path: Path | str, **told: object) -> Document:
    [document] = read(path, **told)
    assert isinstance(document, Document), document
    return document


def test_plain_text_comes_back_as_it_stands_line_ends_included(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.replace("\n", "\r\n").encode())
    assert only(path).text == ENGLISH.replace("\n", "\r\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    text = "The “army” shelled the café in the town on Monday, and residents said that the raid went on – for hours.\n"
    path = tmp_path / "a.txt"
    path.write_bytes((text * 5).encode(encoding))
    assert only(path).text == text * 5


def test_stray_bytes_do_not_spoil_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Attacks near Şırnak went on, ".encode() + b"\xff\xfe" + b" the governor said on Monday. " * 4)
    text = only(path).text
    assert "Şırnak" in text
    assert "the governor said" in text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    assert decode(data) is None or isinstance(decode(data), str)


def test_html_gives_main_text_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = "".join(f"<p>{ENGLISH.strip()} This is paragraph number {n} of the report.</p>" for n in range(8))
    path.write_text(
        "<html><head><title>Rebels answer</title><meta property='article:published_time' content='2016-05-02'>"
        "<meta property='og:site_name' content='The Wire'></head><body><nav>Home World Sport</nav>"
        f"<article><h1>Rebels answer</h1>{body}</article><footer>Cookies</footer></body></html>"
    )
    document = only(path)
    assert ENGLISH.strip() in document.text
    assert "<p>" not in document.text
    assert "Cookies" not in document.text
    assert (document.published.date, document.published.basis) == ("2016-05-02", "metadata")


def test_json_lines_hold_many_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"id": "n1", "text": ENGLISH, "published": "2016-05-02", "publisher": "The Wire"}, {"text": ENGLISH * 2}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    first, second = read(path)
    assert (first.id, first.published.date, first.publisher) == ("n1", "2016-05-02", "The Wire")
    assert (second.id, second.published.date, second.published.basis) == (None, None, "unknown")


def test_bad_lines_are_refused_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": ENGLISH})
    path.write_text("\n".join([good, '{"text": ', json.dumps({"title": "x"}), good]))
    found = read(path)
    assert [type(f) for f in found] == [Document, Skip, Skip, Document]
    assert [f.line for f in found if isinstance(f, Skip)] == [2, 3]


def test_standard_input_is_read() -> None:
    assert only("-", stdin=io.BytesIO(ENGLISH.encode())).text == ENGLISH


def test_a_folder_is_read_by_name_and_to_its_depths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/z.txt", "a.txt"):
        (tmp_path / name).write_text(f"{ENGLISH} {name}")
    assert [Path(d.path).name for d in read(tmp_path)] == ["a.txt", "z.txt", "c.txt"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"  \n\t", "empty"),
        (bytes(range(256)) * 4, "no text"),
        (("Les combats ont repris hier, a dit le ministre des affaires étrangères. " * 3).encode(), "French"),
        ("Армия обстреляла город в понедельник, сообщили жители. Погибли четыре человека.".encode(), "Russian"),
        ("قالت وزارة الدفاع إن الجيش قصف المدينة يوم الاثنين وقتل أربعة أشخاص في الهجوم".encode(), "Arabic"),
    ],
)
def test_what_cannot_be_coded_is_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    [skip] = read(path)
    assert isinstance(skip, Skip)
    assert why in skip.detail


def test_large_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH * 100)
    [skip] = read(path, limit=1000)
    assert isinstance(skip, Skip)
    assert len(read(path, limit=100_000)) == 1
    assert isinstance(read(path, limit=100_000)[0], Document)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    [skip] = read(tmp_path / "none.txt")
    assert isinstance(skip, Skip)
