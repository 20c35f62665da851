"""A report as one HTML page for screen and print. Words of pages are escaped: no page adds markup of its own."""

from __future__ import annotations

import re
from base64 import b64encode

from jinja2 import Environment
from markupsafe import Markup, escape

from sitrep.report.briefing import HEAD
from sitrep.report.pictures import pictures
from sitrep.report.sections import Report

DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
STYLE = """
body{font:15px/1.45 Arial,Helvetica,sans-serif;color:#222;max-width:54em;margin:0 auto;padding:1em}
header{border-top:10px solid #02507f;border-bottom:1px solid #999;margin-bottom:1em;padding-bottom:.6em}
h1{color:#02507f;font-size:2em;margin:.4em 0}
h2{color:#02507f;border-bottom:2px solid #02507f;font-size:1.2em;margin:1.6em 0 .5em;padding-bottom:.15em}
h3{font-size:1em;margin:.9em 0 .2em}
.about{color:#555;font-style:italic;margin:.2em 0 .6em}
dl{margin:0;display:grid;grid-template-columns:8em 1fr;gap:.1em .6em;font-size:.9em}
dt{font-weight:bold}dd{margin:0}ul{padding-left:1.2em;margin:.3em 0}li{margin:.25em 0}
table{border-collapse:collapse;width:100%;font-size:.82em}
td,th{border-bottom:1px solid #ccc;padding:.25em .4em;text-align:left;vertical-align:top}th{background:#e8eef2}
sup{font-size:.68em;line-height:0}sup a{text-decoration:none;color:#02507f}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.7em}
.card{border-top:3px solid #02507f;background:#f3f6f8;padding:.5em .6em;font-size:.82em}
.card b{display:block;font-size:1.5em;color:#02507f;line-height:1.15}
figure{margin:1em 0;break-inside:avoid}figcaption{font-size:.82em;margin-bottom:.3em}img{max-width:100%}
.notes{font-size:.76em;overflow-wrap:anywhere}
.d{white-space:nowrap}nav{columns:3;font-size:.85em}nav a{color:#02507f;text-decoration:none;display:block}
@page{size:A4;margin:1.6cm}
@media print{body{font-size:10pt;max-width:none;padding:0}nav{display:none}h2,h3{break-after:avoid}
li,tr,.card{break-inside:avoid}}
"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ report.title }}</title>
<style>{{ style }}</style></head><body>
<header><h1>{{ report.title }}</h1><dl>
{%- for label, value in report.facts %}<dt>{{ label }}</dt><dd>{{ value }}</dd>{% endfor %}</dl></header>
<nav>{% for s in report.sections %}<a href="#s{{ loop.index }}">{{ s.title }}</a>{% endfor %}</nav>
{%- macro marks(s) %}{% for n in s.notes %}&nbsp;<sup><a href="#n{{ n }}">{{ n }}</a></sup>{% endfor %}{% endmacro %}
{%- macro shown() %}{% for picture, png in pictures %}
<figure><figcaption><b>{{ picture.title }}.</b> {{ picture.caption }}</figcaption>
<img alt="{{ picture.title }}" src="data:image/png;base64,{{ png }}"></figure>{% endfor %}{% endmacro %}
{%- for section in report.sections %}
{%- if loop.index0 == lead %}{{ shown() }}{% endif %}
<h2 id="s{{ loop.index }}">{{ section.title }}</h2>
{%- if section.about %}<p class="about">{{ section.about }}</p>{% endif %}
{%- for heading, statements in section.groups %}
{%- if heading %}<h3>{{ heading }}</h3>{% endif %}
{%- if section.cards %}<div class="cards">{% for s in statements %}
<div class="card"><b>{{ s.cells[0] }}</b>{% for cell in s.cells[1:] if cell %}<div>{{ cell | dated }}</div>{% endfor %}
{{ marks(s) }}</div>{% endfor %}</div>
{%- elif section.columns %}{% set columns, rows = section.filled(statements) %}
<table><thead><tr>{% for c in columns %}<th>{{ c }}</th>{% endfor %}</tr></thead>
{%- for s in rows %}
<tr>{% for cell in s.cells %}<td>{{ cell | dated }}</td>{% endfor %}<td>{{ marks(s) }}</td></tr>{% endfor %}</table>
{%- else %}<ul>{% for s in statements %}
<li>{{ s.text | dated }}{{ marks(s) }}</li>{% endfor %}</ul>{% endif %}{% endfor %}{% endfor %}
<h2>Sources</h2><ol class="notes">
{%- for n in report.notes %}
<li id="n{{ n.number }}">“{{ n.quote }}” — {{ n.headline }}{% if n.publisher %}, {{ n.publisher }}{% endif %},
{{ n.published or "publication date unknown" }}; characters {{ n.start }}–{{ n.end }} of page {{ n.sha256[:12] }}</li>
{%- endfor %}</ol></body></html>
"""


def html(report: Report) -> str:
    """The whole report; the same report gives the same text."""
    shown = [(picture, b64encode(picture.png).decode("ascii")) for picture in pictures(report)]
    lead = sum(section.title in HEAD for section in report.sections)  # the map stands behind the head
    environment = Environment(autoescape=True)
    environment.filters["dated"] = _dated
    return environment.from_string(PAGE).render(report=report, pictures=shown, style=STYLE, lead=lead) + "\n"


def _dated(text: str) -> Markup:
    """The words as they are, with days that no line breaks."""
    return Markup(DAY.sub(r'<span class="d">\g<0></span>', str(escape(text))))
