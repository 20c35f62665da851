"""A report as one HTML page for screen and print. Words of pages are escaped: no page adds markup of its own."""

from __future__ import annotations

from base64 import b64encode

from jinja2 import Environment

from sitrep.report.pictures import pictures
from sitrep.report.sections import Report

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ report.title }}</title>
<style>
body{font:15px/1.45 Arial,Helvetica,sans-serif;color:#222;max-width:52em;margin:0 auto;padding:1em}
header{border-top:8px solid #026cb6;border-bottom:1px solid #999;margin-bottom:1.5em}
h1{color:#026cb6;font-size:1.9em;margin:.5em 0}h2{color:#fff;background:#026cb6;font-size:1.05em;padding:.3em .6em}
h3{color:#026cb6;margin-bottom:.2em}.about{color:#555;font-style:italic}dt{font-weight:bold;float:left;width:8em}
dd{margin-left:8.5em}table{border-collapse:collapse;width:100%;font-size:.85em}td,th{border-bottom:1px solid #ccc;
padding:.25em .4em;text-align:left;vertical-align:top}th{background:#e8f1f8}sup a{text-decoration:none}
figure{margin:1em 0;break-inside:avoid}figcaption{font-size:.85em}img{max-width:100%}
.notes{font-size:.78em;overflow-wrap:anywhere}@media print{h2{break-after:avoid}li,tr{break-inside:avoid}}
</style></head><body>
<header><h1>{{ report.title }}</h1><dl>
{%- for label, value in report.facts %}<dt>{{ label }}</dt><dd>{{ value }}</dd>{% endfor %}</dl></header>
{%- macro marks(s) %}{% for n in s.notes %}<sup><a href="#n{{ n }}">{{ n }}</a></sup> {% endfor %}{% endmacro %}
{%- for picture, png in pictures %}<figure><figcaption><b>{{ picture.title }}.</b> {{ picture.caption }}</figcaption>
<img alt="{{ picture.title }}" src="data:image/png;base64,{{ png }}"></figure>{% endfor %}
{%- for section in report.sections %}
<h2>{{ section.title }}</h2>
{%- if section.about %}<p class="about">{{ section.about }}</p>{% endif %}
{%- for heading, statements in section.groups %}
{%- if heading %}<h3>{{ heading }}</h3>{% endif %}
{%- if section.columns %}<table><tr>{% for c in section.columns %}<th>{{ c }}</th>{% endfor %}</tr>
{%- for s in statements %}
<tr>{% for cell in s.cells %}<td>{{ cell }}</td>{% endfor %}<td>{{ marks(s) }}</td></tr>{% endfor %}</table>
{%- else %}<ul>{% for s in statements %}
<li>{{ s.text }}{{ marks(s) }}</li>{% endfor %}</ul>{% endif %}{% endfor %}{% endfor %}
<h2>Sources</h2><ol class="notes">
{%- for n in report.notes %}
<li id="n{{ n.number }}">“{{ n.quote }}” — {{ n.headline }}{% if n.publisher %}, {{ n.publisher }}{% endif %},
{{ n.published or "publication date unknown" }}; characters {{ n.start }}–{{ n.end }} of page {{ n.sha256[:12] }}</li>
{%- endfor %}</ol></body></html>
"""


def html(report: Report) -> str:
    """The whole report; the same report gives the same text."""
    shown = [(picture, b64encode(picture.png).decode("ascii")) for picture in pictures(report)]
    return Environment(autoescape=True).from_string(PAGE).render(report=report, pictures=shown) + "\n"
