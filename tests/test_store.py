"""The store keeps what it is given, whole and once, in any order."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import codings, page

from sitrep.errors import Skip, StoreError
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline, Document, Span, Story
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution
from sitrep.store import query
from sitrep.store.sqlite import APPLICATION, CoderStamp, Store, migrations

STAMP = CoderStamp("1.0+abc", "0123456789ab")
NEXT = CoderStamp("1.1+def", "0123456789ab")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = "Rebels shelled Hama on Monday, killing four soldiers, the army said. Ankara condemned the attack."


def coding_of(document: Document, *, day: str | None = "2016-05-02", number: int = 4) -> Coding:
    """One attack with its dead and its claimant, and one accusation, read by hand."""
    text = document.text

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    whole = Span(0, len(text))
    story = Story(document, 0, whole, (whole,), None, document.published, document.publisher)
    first, second = Span(0, text.index(".") + 1), Span(text.index("Ankara"), len(text))
    army = Attribution("the army", span("the army"), "Syrian Arab Army", "Syrian government", "said")
    hama = Place("Hama", span("Hama"), "Hama", 35.13, 36.75, "city", "SY", 170017, "Hama")
    rebels = Party("Rebels", span("Rebels"), "Syrian rebels", "Syrian rebels", "REB")
    digest = document.sha256[:8]
    date = Period(day, day, "day", "Monday", span("Monday")) if day else None
    attack = Event(
        f"e{digest}1", "shelled", span("shelled"), first, "ASSAULT", "shelling", ("Explosions/Remote violence", None),
        actors=[rebels], places=[hama], date=date, attribution=[army], figures=[f"f{digest}"], confidence=0.9,
        frame="shell",
    )  # fmt: skip
    turkey = Party("Ankara", span("Ankara"), "Turkey", "Turkey", "GOV")
    words = Event(
        f"e{digest}2",
        "condemned",
        span("condemned"),
        second,
        "ACCUSE",
        actors=[turkey],
        confidence=0.4,
        frame="condemn",
    )
    dead = Figure(
        f"f{digest}", "four soldiers", span("four soldiers"), "killed", number, number, number, None, "soldier",
        "Syrian government", [hama], date, [army], attack.id,
    )  # fmt: skip
    return Coding(story, [attack, words], [dead], [], [hama], [], [first, second])


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "s.db", create=True) as opened:
        yield opened


def put(store: Store, *documents: Document, stamp: CoderStamp = STAMP) -> list[str]:
    return store.put([(d, [coding_of(d)]) for d in documents], stamp)


def contents(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table, without the full-text index and row numbers."""
    tables = [
        r[0]
        for r in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "_fts" not in r[0]
    ]
    return {t: sorted(store.connection.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in tables}


# ------------------------------------------------------------ nothing lost, nothing twice
@FEW
@given(st.data())
def test_what_goes_in_comes_out_equal(tmp_path_factory, data):
    """Every event, party, place, claimant, figure, agreement and quotation survives the store."""
    coding = data.draw(codings())
    with Store.open(tmp_path_factory.mktemp("s") / "s.db", create=True) as store:
        store.put([(coding.story.document, [coding])], STAMP)
        (back,) = query.load(store)
    assert back == coding
    assert back.as_contract() == coding.as_contract()


@FEW
@given(st.data())
def test_any_order_gives_the_same_rows(tmp_path_factory, data):
    """The order of arrival leaves no trace, also where one text comes from several outlets with several dates."""
    texts = [TEXT, TEXT.replace("Hama", "Homs").replace("Homs", "Hama", 1) + " More followed."]
    captures = [
        page(
            data.draw(st.sampled_from(texts)),
            path=data.draw(st.sampled_from(["a.txt", "b.txt", None])),
            publisher=data.draw(st.sampled_from([None, "Levant Ledger", "Gulf Desk"])),
            published=data.draw(
                st.sampled_from([Dateline(), Dateline("2016-05-03", "given"), Dateline("2016-05-02", "url")])
            ),
        )
        for _ in range(data.draw(st.integers(1, 5)))
    ]
    seen = []
    for order in (captures, data.draw(st.permutations(captures))):
        with Store.open(tmp_path_factory.mktemp("s") / "s.db", create=True) as store:
            for document in order:
                wanted = store.to_code(document, STAMP)
                store.note([document])
                if wanted is not None:
                    put(store, wanted)
                    store.note([document])
            seen.append(contents(store))
    assert seen[0] == seen[1]


def test_a_page_added_twice_changes_nothing(store):
    """The second time, not one byte of the dump is another."""
    document = page(TEXT, path="a.txt")
    put(store, document)
    before = list(store.connection.iterdump())
    assert store.to_code(document, STAMP) is None
    assert put(store, document) == ["unchanged"]
    store.note([document])
    assert list(store.connection.iterdump()) == before


def test_one_text_in_one_batch_twice_is_one_page(store):
    """Two files of the same text become one document with two captures where they are told differently."""
    documents = [page(TEXT, path="a.txt"), page(TEXT, path="b.txt", publisher="Gulf Desk")]
    assert [put(store, d) for d in documents] == [["added"], ["recoded"]]
    assert query.counts(store)["documents"] == 1
    assert store.connection.execute("SELECT count(*) FROM captures").fetchone() == (2,)
    assert store.connection.execute("SELECT publisher, path FROM documents").fetchone() == ("Gulf Desk", "b.txt")


def test_the_better_told_of_one_text_wins_within_a_batch(store):
    """A text that comes again in the same batch with a date replaces what was read without one, whole."""
    bare = page(TEXT)
    dated = replace(bare, published=Dateline("2016-05-02", "given"))
    store.put([(bare, [coding_of(bare)]), (dated, [coding_of(dated)])], STAMP)
    (coding,) = query.load(store)
    assert coding.story.document.published.date == "2016-05-02"
    assert len(coding.events) == 2


def test_the_same_text_with_less_told_leaves_the_better_one(store):
    """A copy without date or publisher neither recodes the page nor takes its date away."""
    put(store, page(TEXT, publisher="Gulf Desk", published=Dateline("2016-05-03", "given")))
    bare = page(TEXT, path="copy.txt")
    assert store.to_code(bare, STAMP) is None
    store.note([bare])
    assert store.connection.execute("SELECT publisher, published FROM documents").fetchone() == (
        "Gulf Desk",
        "2016-05-03",
    )


def test_a_newer_coder_replaces_what_the_older_read_and_nothing_else(store):
    """Re-coding one page leaves the rows of all other pages alone."""
    one, other = page(TEXT), page(TEXT + " It rained.")
    put(store, one, other)
    kept = contents(store)
    assert store.to_code(one, NEXT) == one
    changed = coding_of(one, number=7)
    assert store.put([(one, [changed])], NEXT) == ["recoded"]
    assert {c.story.document.sha256: c for c in query.load(store)} == {
        one.sha256: changed,
        other.sha256: coding_of(other),
    }
    key = coding_of(other).events[0].id
    assert [r for r in contents(store)["events"] if r[0] == key] == [r for r in kept["events"] if r[0] == key]
    stamps = store.connection.execute("SELECT DISTINCT coder_version FROM events ORDER BY 1").fetchall()
    assert stamps == [("1.0+abc",), ("1.1+def",)]


def test_a_page_that_cannot_be_written_whole_is_not_written(store):
    """When a row is refused, the old coding stands as it was."""
    document = page(TEXT)
    put(store, document)
    before = contents(store)
    broken = coding_of(document)
    broken.events[1].id = broken.events[0].id
    with pytest.raises(sqlite3.IntegrityError):
        store.put([(document, [broken])], NEXT)
    assert contents(store) == before


def test_every_coded_row_names_coder_and_settings(store):
    """Stories, events and figures carry coder version and settings hash, and runs say which settings those are."""
    put(store, page(TEXT))
    for table in ("documents", "stories", "events", "figures"):
        assert set(store.connection.execute(f"SELECT coder_version, settings_hash FROM {table}")) == {STAMP.pair}
    assert store.connection.execute("SELECT coder_version, settings_hash FROM runs").fetchall() == [STAMP.pair]


def test_a_refusal_is_kept_until_the_page_is_read(store):
    """What was refused stays on the list once, and leaves it when the page gets in."""
    store.refuse([Skip("a.txt", "empty", "is empty"), Skip("b.jsonl", "bad-line", "no document", 3)])
    store.refuse([Skip("a.txt", "empty", "is empty")])
    assert [str(s) for s in query.skips(store)] == ["a.txt: is empty", "b.jsonl, line 3: no document"]
    put(store, page(TEXT, path="a.txt"))
    assert [s.path for s in query.skips(store)] == ["b.jsonl"]


def test_two_writers_wait_for_each_other(tmp_path):
    """Two processes may add to one store at a time; both sets of pages get in."""
    path = tmp_path / "s.db"
    Store.open(path, create=True).close()

    def write(kind: str) -> None:
        with Store.open(path) as store:
            for n in range(20):
                put(store, page(f"{TEXT} {kind} {n}"))

    threads = [threading.Thread(target=write, args=(kind,)) for kind in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(path) as store:
        assert query.counts(store)["documents"] == 40


# ------------------------------------------------------------ the file
def test_migrations_are_numbered_from_one_without_gaps():
    """The number of the last migration is the version of the schema."""
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_store_is_write_ahead_strict_and_ours(store):
    """The file says that it is a store of sitrep, and its tables check their types."""
    pragma = {
        name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "foreign_keys", "application_id", "user_version")
    }
    assert pragma == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "application_id": APPLICATION,
        "user_version": len(migrations()),
    }
    loose = store.connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    )
    assert [name for (name,) in loose if "_fts" not in name] == []


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda path: None, "there is no store"),
        (lambda path: path.write_text("Not a database at all, but a text of some length. " * 50), "cannot be opened"),
        (lambda path: sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close(), "another program"),
    ],
)
def test_what_is_no_store_is_refused_in_one_line(tmp_path, prepare, message):
    """A missing file, a text and another program's database each give one clear line."""
    path = tmp_path / "s.db"
    prepare(path)
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(path)
    assert "\n" not in str(caught.value)


def test_a_store_of_a_newer_sitrep_is_left_alone(store):
    """An older program does not touch a schema that it does not know."""
    store.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError, match="newer sitrep"):
        Store.open(store.path)


def test_offsets_hold_inside_sqlite(store):
    """SQL alone finds each sentence in the page's text, also behind characters beyond the basic plane."""
    put(store, page("🙂 حلب – " + TEXT))
    wrong = store.connection.execute(
        """SELECT e.id FROM events e JOIN stories s ON s.id = e.story_id JOIN documents d ON d.id = s.document_id
        WHERE substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) <> e.sentence
           OR substr(d.text, e.span_start + 1, e.span_end - e.span_start) <> e.trigger_text"""
    ).fetchall()
    assert wrong == []


# ------------------------------------------------------------ asking
def test_search_finds_words_without_regard_to_case_and_follows_recoding(store):
    """Full text is searched by whole words, and what is coded anew is found once."""
    document = page(TEXT)
    put(store, document)
    put(store, document, stamp=NEXT)
    total, found = query.search(store, "SOLDIERS hama")
    assert total == 1
    assert "four soldiers" in found[0][2]
    assert query.search(store, "soldier") == (0, [])
    assert query.search(store, '"condemned the attack"')[0] == 1
    assert query.search(store, '"attack the condemned"')[0] == 0
    assert query.passages(store, "ankara")[0] == 1
    assert query.search(store, 'hama OR "')[0] == 0


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (query.Filter(), 2),
        (query.Filter(type="assault"), 1),
        (query.Filter(parties=("syrian REBELS",)), 1),
        (query.Filter(parties=("Iran", "Turkey")), 1),
        (query.Filter(parties=("rebel",)), 0),
        (query.Filter(place="hama"), 1),
        (query.Filter(place="SY"), 1),
        (query.Filter(place="Ham"), 0),
        (query.Filter(since="2016-05-02", until="2016-05-02"), 1),
        (query.Filter(since="2016-05-03"), 0),
        (query.Filter(until="2016-05-01"), 0),
        (query.Filter(min_confidence=0.5), 1),
        (query.Filter(status="denied"), 0),
    ],
)
def test_filters_match_whole_names_and_overlapping_days(store, wanted, number):
    """A filter takes whole names without regard to case, and days that overlap; undated events meet no date."""
    put(store, page(TEXT))
    found = query.find(store, "events", wanted)
    assert (found.total, len(found.ids)) == (number, number)
    assert found.undated == (1 if wanted.dated else 0)


def test_a_capped_list_knows_how_much_there_is(store):
    """The total counts all that meets the filter, not what is shown."""
    put(store, *(page(f"{TEXT} {n}") for n in range(7)))
    found = query.find(store, "events", query.Filter(type="ASSAULT"), limit=3)
    assert (len(found.ids), found.total) == (3, 7)
    assert query.find(store, "figures", query.Filter(measure="killed")).total == 7


def test_an_id_may_be_shortened_while_it_is_clear(store):
    """The beginning of an id is enough; an unclear or unknown one gives a line that says so."""
    put(store, page(TEXT), page(TEXT + " More."))
    key, coding = query.by_id(store, coding_of(page(TEXT)).figures[0].id[:6])
    assert key == coding.figures[0].id
    with pytest.raises(StoreError, match="several ids"):
        query.by_id(store, "e")
    with pytest.raises(StoreError, match="nothing"):
        query.by_id(store, "x")


def test_a_scope_keeps_the_figures_of_its_events(store):
    """With a filter, a story comes with what meets it and the figures of these events; without, whole."""
    put(store, page(TEXT))
    (told,), undated = query.scoped(store, query.Filter(parties=("Syrian rebels",)))
    assert ([e.type for e in told.events], len(told.figures), undated) == (["ASSAULT"], 1, 0)
    (whole,), _ = query.scoped(store, query.Filter())
    assert whole == coding_of(page(TEXT))


def test_a_deleted_page_takes_all_its_rows_along(store):
    """Foreign keys leave nothing of a page behind, in the full-text index neither."""
    put(store, page(TEXT))
    store.connection.execute("DELETE FROM documents")
    left = {t: rows for t, rows in contents(store).items() if rows and t not in ("runs", "skips")}
    assert left == {}
    assert query.passages(store, "Hama")[0] == query.search(store, "Hama")[0] == 0


# ------------------------------------------------------------ datasette
def test_the_store_opens_in_datasette_and_reads_well(store):
    """Tables, views, links between tables and full-text search all work in a real datasette."""
    put(store, page(TEXT, path="a.txt", publisher="Gulf Desk"))

    async def look() -> list:
        client = Datasette([str(store.path)]).client
        answers = []
        for path in (
            "/s.json",
            "/s/event_list.json?_shape=array",
            "/s/events.json?_search=soldiers&_shape=array",
            "/s/event_parties",
        ):
            answer = await client.get(path)
            assert answer.status_code == 200, path
            answers.append(answer.json() if "json" in path else answer.text)
        return answers

    database, events, searched, page_of_parties = asyncio.run(look())
    tables = {t["name"]: t for t in database["tables"]}
    assert tables["events"]["fts_table"] == "events_fts"
    assert {"event_list", "figure_list", "agreement_list"} <= {v["name"] for v in database["views"]}
    attack = next(e for e in events if e["type"] == "ASSAULT")
    assert attack["actors"] == "Syrian rebels"
    assert attack["said_by"] == "Syrian Arab Army (asserts)"
    assert attack["figures"] == "killed: four soldiers"
    assert [e["type"] for e in searched] == ["ASSAULT"]
    assert "/s/events/" in page_of_parties


def test_a_capture_with_another_title_is_coded_again(store):
    """What the coding may depend on decides whether a page is coded again; where the file lies does not."""
    put(store, page(TEXT, path="b.txt"))
    assert store.to_code(page(TEXT, path="a.txt"), STAMP) is None
    told = store.to_code(page(TEXT, title="Attack on Hama"), STAMP)
    assert told == replace(page(TEXT), title="Attack on Hama")
