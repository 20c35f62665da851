"""Numbers are read as news writes them: range, hedge, whom they count, who says so; and no number is invented."""

from __future__ import annotations

import re

import pytest
from cases import Case, load, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.evidence.coding import Coding
from sitrep.evidence.figure import Figure

CASES = load("figures")
FEW = settings(max_examples=30, deadline=None, derandomize=True)
WORDS = {2: "two", 7: "seven", 12: "twelve", 19: "nineteen", 20: "twenty", 34: "thirty-four", 300: "three hundred"}


def value_of(figure: Figure) -> str:
    """The value of a figure as the cases write it."""
    low, high, best = figure.low, figure.high, figure.best
    if low is None and high is None:
        return "?" if best is None else f"~{best}"
    if low is not None and high is not None:
        return str(best) if low == high == best else f"{low}-{high}"
    return f">={low}" if high is None else f"<={high}"


def told(figure: Figure, asked: str) -> list:
    """What a figure says of what a case asks, as the list of answers that it gives."""
    if asked == "claimant":
        return [n for v in figure.attribution[:1] for n in (v.name, v.party) if n]
    if asked == "date":
        return [figure.date.start] if figure.date else []
    return [getattr(figure, {"words": "text"}.get(asked, asked))]


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the figures of a case: one that is missing, one too many, or one that says something else."""
    left = list(coding.figures)
    found = []
    for item in case.want["figures"]:
        short, asked = item if isinstance(item, list) else (item, {})
        measure, value = short.split()
        same = [f for f in left if (f.measure, value_of(f)) == (measure, value)]
        if not same:
            found.append(f"no {short}")
            continue
        best = max(same, key=lambda f: sum(v in told(f, k) for k, v in asked.items()))
        found += [f"{short}: {k} is {told(best, k)}, not {v!r}" for k, v in asked.items() if v not in told(best, k)]
        left.remove(best)
    extra = [f"{f.measure} {value_of(f)}" for f in left]
    return found + [f"{short} too many" for short in extra if short not in case.want.get("may", ())]


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    """The coding of each case."""
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


def test_there_are_as_many_as_promised():
    """The suite holds at least 100 sentences, each once."""
    assert len({case.text for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """All figures of a text are read, with their values, and no other."""
    assert not faults(case, codings[case])


def test_the_words_of_every_figure_stand_in_the_text(codings):
    """A figure's span holds its words, and a figure without words does not exist."""
    figures = [(coding, figure) for coding in codings.values() for figure in coding.figures]
    assert figures
    for coding, figure in figures:
        assert figure.text
        assert coding.story.text_of(figure.span) == figure.text


def test_bounds_are_in_order(codings):
    """The low bound is never above the high one, and the best value lies between them."""
    for coding in codings.values():
        for figure in coding.figures:
            values = [v for v in (figure.low, figure.best, figure.high) if v is not None]
            assert values == sorted(values), figure


@FEW
@given(number=st.integers(2, 5000).filter(lambda n: not 1900 <= n < 2100))
@pytest.mark.parametrize(
    ("hedge", "sign"), [("At least", ">="), ("More than", ">="), ("Up to", "<="), ("Nearly", "<="), ("Around", "~")]
)
def test_what_was_written_is_read(code, hedge, sign, number):
    """'At least {n} people were killed' is a low bound of n, 'up to' a high one, 'around' neither."""
    coding = code(f"{hedge} {number:,} people were killed in Aleppo.")
    assert [(f.measure, value_of(f)) for f in coding.figures] == [("killed", f"{sign}{number}")]


@pytest.mark.parametrize("number", WORDS)
def test_words_and_digits_are_one_number(code_all, number):
    """'Twelve soldiers' and '12 soldiers' give the same figure."""
    one, other = code_all((f"The blast wounded {n} soldiers in Homs.", None) for n in (WORDS[number], number))
    assert [value_of(f) for f in one.figures] == [value_of(f) for f in other.figures] == [str(number)]


@FEW
@given(low=st.integers(2, 1800), more=st.integers(1, 100), link=st.sampled_from(["to", "-", "–", "or"]))
def test_a_range_has_its_bounds_in_order(code, low, more, link):
    """'40 to 50', '40-50' and '40–50' are a low and a high bound without a best value, and the words are the text's."""
    written = f"{low}{link}{low + more}" if link in "-–" else f"{low} {link} {low + more}"
    coding = code(f"The shelling killed {written} people.")
    assert [(f.low, f.best, f.high) for f in coding.figures] == [(low, None, low + more)]
    assert coding.figures[0].text == f"{written} people"


@FEW
@given(former=st.integers(2, 900), now=st.integers(2, 900))
def test_what_a_toll_was_is_not_what_it_is(code, former, now):
    """'Rose from 40 to 50' is 50, and 'was revised from 50 to 40' is 40."""
    verb = "rose" if now > former else "was revised"
    coding = code(f"The death toll {verb} from {former} to {now}.")
    assert [value_of(f) for f in coding.figures] == [str(now)]


@FEW
@given(number=st.integers(2, 9))
def test_a_scale_in_words_is_its_digits(code_all, number):
    """'Three million', '3 million' and '3,000,000' read the same."""
    names = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
    digits = number * 1000000
    written = (f"{names[number - 2]} million", f"{number} million", f"{digits:,}")
    read = code_all((f"In the war {w} people were displaced.", None) for w in written)
    assert [[value_of(f) for f in coding.figures] for coding in read] == [[str(digits)]] * 3


@FEW
@given(hedge=st.sampled_from(["", "at least ", "up to ", "nearly ", "some "]), number=st.integers(2, 99))
def test_spans_slice_the_text_and_the_best_lies_between_the_bounds(code, hedge, number):
    """Whatever the hedge, the figure's words stand in the page and its best value is within its bounds."""
    coding = code(f"On the road {hedge}{number} soldiers were wounded, and a woman was killed.")
    assert {f.measure for f in coding.figures} == {"killed", "wounded"}
    for figure in coding.figures:
        assert coding.story.text_of(figure.span) == figure.text
        assert (figure.low or 0) <= figure.best <= (figure.high or figure.best)


NAMED = {word: value for value, word in WORDS.items()} | {"three": 3, "five": 5, "dozen": 12}
HARMS = {"was killed": "killed", "was shot dead": "killed", "was wounded": "wounded", "died at the scene": "killed"}
UNCOUNTED = (
    "In 2016 the road was closed.", "The bus stopped at 41 Elm Street.", "Bread costs 30 euros.", "It was 10:30.",
    "The man, 34, was questioned.", "Resolution 2254 was read out.", "The camp lies 40 km from the sea.",
    "The 20-year-old paper closed.", "Slide 2 of 8 shows the map.", "Two percent voted for it.",
)  # fmt: skip


def values_in(words: str) -> list[int]:
    """The numbers that stand in a text as digits or words; 1 for the words of one person."""
    digits = [int(d.replace(",", "")) for d in re.findall(r"\d[\d,]*(?![\d-])", words)]
    named = [value for word, value in NAMED.items() if re.search(rf"\b{word}\b", words.casefold())]
    return digits or sorted(named) or [1]


@FEW
@given(
    number=st.sampled_from([*WORDS, *WORDS.values(), 1450]), state=st.sampled_from(["killed", "wounded", "arrested"]),
    harm=st.sampled_from(sorted(HARMS)), who=st.sampled_from(["A woman", "Ada Bellwood, 24,", "A 31-year-old man"]),
    filler=st.sampled_from(UNCOUNTED),
)  # fmt: skip
def test_no_figure_is_invented(code, number, state, harm, who, filler):
    """Every value can be read from the figure's words, or is the sum of those that it says it was counted from."""
    coding = code(f"{filler} Police said {number} people were {state}. {who} {harm}. {filler}")
    assert coding.figures
    for figure in coding.figures:
        words = [coding.story.text_of(span) for span in figure.counted_from] or [figure.text]
        assert figure.best == sum(values_in(w)[-1] for w in words), figure


@pytest.mark.parametrize("text", UNCOUNTED)
def test_numbers_that_count_nobody_are_no_figures(code, text):
    """Years, ages, prices, distances, addresses and clock times are no figures."""
    assert code(text).figures == []


def test_victims_told_one_by_one_are_counted_and_marked(code):
    """The number is ours: it names the words of each; the same person told again is not added, nor another's case."""
    text = (
        "Lena Marsh, 30, was shot dead in her flat on Monday. Her brother, Paul Marsh, 28, died in hospital. Marsh, 30,"
        " died at the scene, police said.\n\nIn a separate shooting a man was killed in May."
    )
    coding = code(text)
    figure = next(f for f in coding.figures if f.measure == "killed")
    assert (figure.low, figure.best, figure.high) == (2, 2, 2)
    assert [coding.story.text_of(span) for span in figure.counted_from] == ["Lena Marsh", "Her brother"]
    assert all(not f.counted_from for f in code("Two people died in Homs.").figures)
