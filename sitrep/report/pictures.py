"""The map and the chart of a report, as PNG."""

from __future__ import annotations

from io import BytesIO
from math import cos, radians
from statistics import median

from matplotlib.figure import Figure

from sitrep.report.sections import Point, Report

FAR = 6  # degrees from the median place; farther ones would shrink the rest to a dot
NAMED = 12  # places named on the map and in the chart; more names cover each other at this size
BLUE = "#026cb6"


def pictures(report: Report) -> list[tuple[str, bytes]]:
    """(title, PNG) of the map and the chart; none where no act has a place. The same report gives the same bytes."""
    if not report.points:
        return []
    return [("Where acts are told", _map(report.points)), ("Places most told of", _chart(report.points))]


def _map(points: list[Point]) -> bytes:
    lat, lon = median(p.lat for p in points), median(p.lon for p in points)
    far = [p.name for p in points if abs(p.lat - lat) > FAR or abs(p.lon - lon) > FAR]
    points = [p for p in points if abs(p.lat - lat) <= FAR and abs(p.lon - lon) <= FAR]
    figure = Figure(figsize=(7, 5.4), dpi=110)
    axes = figure.add_subplot()
    for p in points:
        if p.radius_km:
            axes.scatter(p.lon, p.lat, s=min(4000, p.radius_km * 12), color=BLUE, alpha=0.12, linewidths=0)
        axes.scatter(p.lon, p.lat, s=18 + 10 * p.acts, color=BLUE, alpha=0.8, linewidths=0)
    for p in points[:NAMED]:
        axes.annotate(p.name, (p.lon, p.lat), xytext=(5, 4), textcoords="offset points", fontsize=7)
    axes.set_aspect(1 / max(0.2, cos(radians(lat))))
    axes.set_xlabel("degrees east", fontsize=7)
    axes.set_ylabel("degrees north", fontsize=7)
    axes.tick_params(labelsize=7)
    axes.grid(color="#dddddd", linewidth=0.5)
    axes.set_title("Where acts are told; pale discs: the page's words are wide. No boundary is drawn", fontsize=8)
    if far:
        axes.set_xlabel(f"degrees east. Off this map: {', '.join(far)}", fontsize=7)
    return _png(figure)


def _chart(points: list[Point]) -> bytes:
    shown = points[:NAMED][::-1]
    figure = Figure(figsize=(7, 3), dpi=110)
    axes = figure.add_subplot()
    axes.barh(range(len(shown)), [p.acts for p in shown], color=BLUE)  # two places may share a name
    axes.set_yticks(range(len(shown)), [p.name for p in shown])
    axes.tick_params(labelsize=7)
    axes.set_title("Mentions of acts by place. Several mentions may tell one incident", fontsize=8)
    return _png(figure)


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    figure.tight_layout()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
