"""Points over a logarithmic axis, as an SVG that can be read on light and on dark pages."""

import math
from html import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 76, 24, 64, 60

# Both pairs have a contrast of at least 4.5 to 1 with the page that they are meant for.
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #333 }
  .title { font-size: 15px; font-weight: 600 }
  .axis { stroke: #777; stroke-width: 1 }
  .grid { stroke: #999; stroke-opacity: .3; stroke-width: 1 }
  .s0 { stroke: #0b63b0; fill: #0b63b0 } .s1 { stroke: #b3430e; fill: #b3430e }
  .line { fill: none; stroke-width: 2 } .s1.line { stroke-dasharray: 6 4 }
  .s0.name, .s1.name, .s0.value, .s1.value { stroke: none } .value { font-size: 11px }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .axis { stroke: #aaa }
    .s0 { stroke: #6cb6ff; fill: #6cb6ff } .s1 { stroke: #ffa06b; fill: #ffa06b }
  }
"""


def short(value):
    """A number with three digits that mean something."""
    if value >= 1_000_000:
        return f"{value / 1_000_000:.3g} M"
    if value >= 10_000:
        return f"{value / 1000:.3g} k"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def step_for(largest):
    """The distance of about five lines up to a value: 1, 2 or 5 times a power of ten."""
    rough = largest / 5
    power = 10 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def svg(title, x_name, y_name, series):
    """series: (name, [(x, y)...]) each, at most two; x above 0, y from 0 on."""
    points = [point for _, line in series for point in line]
    low, high = min(x for x, _ in points), max(x for x, _ in points)
    span = max(math.log10(high / low), 1e-9)
    step = step_for(max(max(y for _, y in points) * 1.1, 1e-9))
    top = step * math.ceil(max(y for _, y in points) * 1.1 / step) or step

    def across(x):
        return LEFT + 12 + (WIDTH - LEFT - RIGHT - 24) * math.log10(x / low) / span

    def down(y):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / top

    floor = HEIGHT - BOTTOM
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(title)}</title>',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="{LEFT}" y="22">{escape(title)}</text>',
    ]
    for index in range(round(top / step) + 1):
        y = down(index * step)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{short(index * step)}</text>')
    for x in sorted({x for x, _ in points}):
        out.append(f'<line class="axis" x1="{across(x):.1f}" x2="{across(x):.1f}" y1="{floor}" y2="{floor + 5}"/>')
        out.append(f'<text x="{across(x):.1f}" y="{floor + 20}" text-anchor="middle">{short(x)}</text>')
    out.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{floor}" y2="{floor}"/>')
    out.append(f'<line class="axis" x1="{LEFT}" x2="{LEFT}" y1="{TOP}" y2="{floor}"/>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(x_name)}</text>')
    middle = (TOP + floor) / 2
    out.append(f'<text x="18" y="{middle}" text-anchor="middle" transform="rotate(-90 18 {middle})">{escape(y_name)}</text>')
    for index, (name, line) in enumerate(series):
        line = sorted(line)
        # Names stand side by side over the plot.
        at = LEFT + 12 + index * 250
        out.append(f'<circle class="s{index}" cx="{at}" cy="44" r="4"/><text class="s{index} name" x="{at + 10}" y="48">{escape(name)}</text>')
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line)
        out.append(f'<polyline class="s{index} line" points="{path}"/>')
        for x, y in line:
            out.append(f'<circle class="s{index}" cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5"/>')
            # The second line's values stand under its points.
            text = down(y) - 9 if index == 0 else down(y) + 18
            out.append(f'<text class="s{index} value" x="{across(x):.1f}" y="{text:.1f}" text-anchor="middle">{short(y)}</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"
