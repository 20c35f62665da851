"""The map of a report: where acts are told, on land and borders; what no point stands for is only listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, log10, radians, sqrt

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Rectangle
from matplotlib.transforms import Bbox

from sitrep.report.outlines import Frame, Outlines, middle
from sitrep.report.sections import Point

SIZE = (7.0, 5.0)  # inches
FAR = 6  # degrees from the middle of the acts; farther places would shrink the rest to a dot
LEAST = 1.6  # degrees from south to north; a frame around one town would show no border
WIDE = 20  # km of radius; a wider disc would say as little as a province's middle
KM = 111.2  # of one degree of latitude
SEA, LAND, LINE, INK, BLUE = "#e3ecf2", "#faf8f3", "#8c8c8c", "#222222", "#02507f"
HALO = {"boxstyle": "square,pad=0.05", "facecolor": LAND, "edgecolor": "none", "alpha": 0.7}
KEY = (0.21, 0.21)  # width and height of the key, as parts of the map
CORNERS = ((0.012, 0.018), (0.778, 0.018), (0.012, 0.772), (0.778, 0.772))
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.8), (-0.7, 0.8), (0.7, -0.8), (-0.7, -0.8))


@dataclass(frozen=True, slots=True)
class Spread:
    """Points by how the map shows them: with a mark, beyond its frame, or not as a point at all."""

    marked: list[Point]
    beyond: list[Point]
    wide: list[Point]

    @property
    def exact(self) -> list[Point]:
        """Those with a dot; the others of `marked` get a ring as wide as their words."""
        return [p for p in self.marked if p.radius_km is None]


def spread(points: Sequence[Point]) -> Spread:
    """Which points stand on the map. A country or province has no point: its middle is where nothing is told of."""
    wide = [p for p in points if p.kind == "country" or (p.radius_km or 0) > WIDE]
    small = [p for p in points if p not in wide]
    lat, lon = _median((p.lat, p.acts) for p in small), _median((p.lon, p.acts) for p in small)
    near = [p for p in small if abs(p.lat - lat) <= FAR and abs(p.lon - lon) <= FAR]
    if 2 * sum(p.acts for p in near) < sum(p.acts for p in small):
        near = small  # no middle holds most of the acts: a map of all is the smaller evil
    return Spread(near, [p for p in small if p not in near], wide)


def _median(weighted: Iterable[tuple[float, int]]) -> float:
    values = sorted(value for value, weight in weighted for _ in range(weight))
    return values[len(values) // 2] if values else 0.0


def draw(points: Sequence[Point]) -> tuple[Figure, int]:
    """The map of these points, and how many of them found no room for their name."""
    figure = Figure(figsize=SIZE, dpi=170)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.005, 0.005, 0.99, 0.99), facecolor=SEA)
    frame = frame_of(points)
    axes.set(xlim=(frame[0], frame[2]), ylim=(frame[1], frame[3]), xticks=(), yticks=(), aspect="auto")
    outlines = Outlines()
    land = list(outlines.land(frame))
    for _, ring in land:
        axes.fill(*zip(*ring, strict=True), facecolor=LAND, edgecolor=LINE, linewidth=0.4, zorder=1)
    for border in outlines.borders(frame):
        axes.plot(*zip(*border, strict=True), color=INK, linewidth=0.8, dashes=(5, 2), zorder=2)
    _marks(axes, points)
    taken = [_furniture(axes, frame, points), *(_around(axes, p) for p in points)]
    unnamed = sum(not _named(axes, p, taken) for p in points)
    for name, lon, lat in _countries(land):
        _set(axes, name.upper(), (lon, lat), taken, color="#777777", fontsize=7.5, ha="center", va="center")
    return figure, unnamed


def frame_of(points: Sequence[Point]) -> Frame:
    """The points with a margin, in the shape of the picture."""
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = max(0.2, cos(radians(lat)))  # a degree of longitude is shorter than one of latitude
    high = max(LEAST, 1.25 * (max(lats) - min(lats)), 1.3 * (max(lons) - min(lons)) * narrow * SIZE[1] / SIZE[0])
    broad = high * SIZE[0] / SIZE[1] / narrow
    return lon - broad / 2, lat - high / 2, lon + broad / 2, lat + high / 2


def _marks(axes: Axes, points: Sequence[Point]) -> None:
    for p in points:
        if p.radius_km is None:
            axes.scatter(p.lon, p.lat, s=_dot(p.acts) ** 2, color=BLUE, alpha=0.85, edgecolors="white", linewidths=0.6,
                         zorder=4)  # fmt: skip
        else:
            high = 2 * p.radius_km / KM
            ring = Ellipse((p.lon, p.lat), high / cos(radians(p.lat)), high, facecolor=BLUE, alpha=0.15, zorder=3)
            axes.add_patch(ring)
            edge = Ellipse(ring.center, ring.width, ring.height, fill=False, edgecolor=INK, linestyle=":", zorder=3)
            axes.add_patch(edge)


def _dot(acts: int) -> float:
    """Points of diameter; the area grows with the acts."""
    return min(26.0, 4 + 3 * sqrt(acts))


def _around(axes: Axes, point: Point) -> Bbox:
    """The box of a dot, or of the middle of a ring, in pixels: names keep clear of it."""
    x, y = axes.transData.transform((point.lon, point.lat))
    half = (_dot(point.acts) if point.radius_km is None else 2) * axes.figure.dpi / 144
    return Bbox([[x - half, y - half], [x + half, y + half]])


def _named(axes: Axes, point: Point, taken: list[Bbox]) -> bool:
    """Whether the point's name found a side where it covers nothing."""
    pixel = axes.figure.dpi / 72
    away = _dot(point.acts) / 2 + 2 if point.radius_km is None else 3
    x, y = axes.transData.transform((point.lon, point.lat))
    name = point.name if point.radius_km is None else f"near {point.name}" if point.kind != "region" else point.name
    for across, up in SIDES:
        at = axes.transData.inverted().transform((x + across * away * pixel, y + up * away * pixel))
        sides = {"ha": _side(across, "left", "right"), "va": _side(up, "bottom", "top")}
        style = {"style": "normal" if point.radius_km is None else "italic", "color": INK}
        if _set(axes, name, at, taken, fontsize=7, bbox=HALO, **sides, **style):
            return True
    return False


def _side(step: float, forward: str, back: str) -> str:
    return "center" if step == 0 else forward if step > 0 else back


def _set(axes: Axes, words: str, at: tuple[float, float], taken: list[Bbox], **style: object) -> bool:
    """Write the words there if they lie in the frame and cover nothing; remember their box."""
    text = axes.text(*at, words, zorder=5, clip_on=True, **style)
    box = text.get_window_extent(axes.figure.canvas.get_renderer())
    whole = axes.get_window_extent()
    if not (whole.x0 < box.x0 and box.x1 < whole.x1 and whole.y0 < box.y0 and box.y1 < whole.y1):
        text.remove()
        return False
    if any(box.overlaps(other) for other in taken):
        text.remove()
        return False
    taken.append(box)
    return True


def _countries(land: Iterable[tuple[str, list]]) -> Iterator[tuple[str, float, float]]:
    """Each country's name at the middle of its largest piece in the frame, largest first."""
    largest: dict[str, tuple[float, float, float]] = {}
    for name, ring in land:
        largest[name] = max(largest.get(name, (0.0, 0.0, 0.0)), middle(ring))
    for name, (_, lon, lat) in sorted(largest.items(), key=lambda c: (-c[1][0], c[0])):
        yield name, lon, lat


def _furniture(axes: Axes, frame: Frame, points: Sequence[Point]) -> Bbox:
    """The scale and the key of dots in the corner with fewest points; the box that they take."""
    corner = min(CORNERS, key=lambda c: sum(_within(p, c, frame) for p in points))
    left, low = corner
    show = {"transform": axes.transAxes, "zorder": 6}
    panel = Rectangle(corner, *KEY, facecolor="white", edgecolor=LINE, linewidth=0.5, **show | {"zorder": 5})
    axes.add_patch(panel)
    width = (frame[2] - frame[0]) * cos(radians((frame[1] + frame[3]) / 2)) * KM
    step = 10 ** int(log10(width / 5))
    long = step * max(n for n in (1, 2, 5) if step * n <= width / 5)
    axes.plot([left + 0.015, left + 0.015 + long / width], [low + 0.025] * 2, color=INK, linewidth=2,
              solid_capstyle="butt", **show)  # fmt: skip
    axes.text(left + 0.015, low + 0.037, f"{long:g} km", fontsize=6, **show)
    most = max(p.acts for p in points)
    for n, acts in enumerate(sorted({1, ceil(most / 4), most})):
        at = left + 0.035 + 0.065 * n
        axes.scatter(at, low + 0.105, s=_dot(acts) ** 2, color=BLUE, alpha=0.85, linewidths=0, **show)
        axes.text(at, low + 0.15, f"{acts}", fontsize=6, ha="center", **show)
    axes.text(left + 0.015, low + 0.178, "mentions of acts", fontsize=6, **show)
    return panel.get_window_extent()


def _within(point: Point, corner: tuple[float, float], frame: Frame) -> bool:
    across = (point.lon - frame[0]) / (frame[2] - frame[0]) - corner[0]
    up = (point.lat - frame[1]) / (frame[3] - frame[1]) - corner[1]
    return -0.02 <= across <= KEY[0] + 0.02 and -0.03 <= up <= KEY[1] + 0.03
