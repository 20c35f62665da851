"""The map of a report: no mark for what has no point, no name over another, the same bytes twice."""

from __future__ import annotations

from itertools import combinations

from sitrep.report.map import draw, frame_of, spread
from sitrep.report.outlines import Outlines, middle
from sitrep.report.pictures import label, pictures
from sitrep.report.sections import Point, Report

CITY = Point("Aleppo", "city", 36.2, 37.16, None, 9)
PROVINCE = Point("Aleppo province", "region", 36.25, 37.5, 70.0, 4)
COUNTRY = Point("Syria", "country", 35.0, 38.0, 243.0, 8)
NEAR = Point("Raqqa", "city", 35.95, 39.01, 15.0, 2)
ABROAD = Point("Moscow", "city", 55.75, 37.6, None, 1)


def test_a_country_or_province_has_no_mark():
    """Their middles are where nothing is told of: they are only listed."""
    laid = spread([CITY, PROVINCE, COUNTRY, NEAR, ABROAD])
    assert laid.marked == [CITY, NEAR]
    assert laid.exact == [CITY]
    assert laid.wide == [PROVINCE, COUNTRY]
    assert laid.beyond == [ABROAD]


def test_what_the_map_leaves_out_is_told():
    """The caption names what is listed only, and says whose borders are drawn."""
    report = Report("r", [], [], [], [CITY, PROVINCE, COUNTRY, NEAR, ABROAD])
    caption = pictures(report)[0].caption
    assert "Aleppo province (4), Syria (8)" in caption
    assert "Beyond its frame: Moscow (1)" in caption
    assert "no position is taken" in caption


def test_a_report_of_provinces_alone_has_no_map():
    """Where no act has a point, only the chart is left."""
    assert len(pictures(Report("r", [], [], [], [PROVINCE]))) == 1
    assert pictures(Report("r", [], [], [])) == []


def test_no_name_covers_another():
    """Of many places close by, some go without a name, and their number is told."""
    crowd = [Point(f"Village {n}", "town", 36 + n % 5 / 50, 37 + n / 200, None, 1) for n in range(40)]
    figure, unnamed = draw(crowd)
    renderer = figure.canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in figure.axes[0].texts if t.get_text().startswith("Village")]
    assert len(boxes) + unnamed == len(crowd)
    assert unnamed > 0
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_places_of_one_name_are_told_apart():
    """City, surroundings and province are three labels."""
    assert len({label(CITY), label(PROVINCE), label(Point("Aleppo", "city", 36.2, 37.16, 15.0, 1))}) == 3


def test_a_frame_holds_its_land():
    """Land is cut at the frame, and a country's name stands on its land."""
    frame = frame_of([CITY, NEAR])
    pieces = dict(Outlines().land(frame))
    assert "Syria" in pieces
    assert "France" not in pieces
    for lon, lat in pieces["Syria"]:
        assert frame[0] - 1e-9 <= lon <= frame[2] + 1e-9
        assert frame[1] - 1e-9 <= lat <= frame[3] + 1e-9
    _, lon, lat = middle(pieces["Turkey"])
    assert frame[0] < lon < frame[2]
    assert frame[1] < lat < frame[3]
    assert list(Outlines().borders(frame))
