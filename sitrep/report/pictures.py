"""The pictures of a report: the map and the chart, as PNG."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from matplotlib.figure import Figure

from sitrep.report.map import BLUE, Spread, draw, spread
from sitrep.report.sections import Point, Report

SHOWN = 12  # places in the chart; more bars would be thinner than their names
SMALL = ("city", "town", "neighbourhood", "site")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its title and what a reader must know of it."""

    title: str
    caption: str
    png: bytes


def pictures(report: Report) -> list[Picture]:
    """The map and the chart; none where no act has a place. The same report gives the same bytes."""
    if not report.points:
        return []
    laid = spread(report.points)
    shown = [Picture("Most told of", _chart_words(report.points), _png(_chart(report.points)))]
    if laid.marked:
        figure, unnamed = draw(laid.marked)
        shown.insert(0, Picture("Where acts are told", _map_words(laid, unnamed), _png(figure)))
    return shown


def _map_words(laid: Spread, unnamed: int) -> str:
    told = ["Dots: a place that the text names; the area grows with the mentions of acts there."]
    if len(laid.exact) < len(laid.marked):
        told.append("Dotted rings: wider words (“near”, an area), as wide as they are taken.")
    if unnamed:
        told.append(f"{unnamed} of {len(laid.marked)} marks have no room for their name.")
    if laid.wide:
        told.append(f"Not on the map, since told of a whole country or province: {_listed(laid.wide)}.")
    if laid.beyond:
        told.append(f"Beyond its frame: {_listed(laid.beyond)}.")
    return " ".join([*told, "Borders as in Natural Earth; no position is taken on them."])


def _listed(points: list[Point]) -> str:
    acts: dict[str, int] = {}
    for p in points:
        acts[p.name] = acts.get(p.name, 0) + p.acts
    return ", ".join(f"{name} ({number})" for name, number in acts.items())


def _chart_words(points: list[Point]) -> str:
    more = len(points) - SHOWN
    rest = f" {more} more places are not shown." if more > 0 else ""
    return f"Mentions of acts; several may tell one incident. Hatched: a whole province, area or country.{rest}"


def _chart(points: list[Point]) -> Figure:
    shown = points[:SHOWN][::-1]
    figure = Figure(figsize=(7, 0.5 + 0.2 * len(shown)), dpi=170)
    axes = figure.add_subplot()
    for row, point in enumerate(shown):
        exact = point.kind in SMALL and point.radius_km is None
        look = {"color": BLUE} if exact else {"facecolor": "white", "edgecolor": BLUE, "hatch": "/////"}
        axes.barh(row, point.acts, height=0.7, **look)
        axes.text(point.acts, row, f" {point.acts}", va="center", fontsize=7)
    axes.set_yticks(range(len(shown)), [label(p) for p in shown])
    axes.tick_params(labelsize=7, length=0)
    axes.set_xticks(())
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    figure.tight_layout()
    return figure


def label(point: Point) -> str:
    """'Aleppo (city)', 'near Aleppo', 'Idlib province': two places of one name can be told apart."""
    if point.radius_km is not None and point.kind in SMALL:
        return f"near {point.name}"
    return point.name if point.kind == "region" else f"{point.name} ({point.kind})"


def _png(figure: Figure) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
