"""What stands beside the posts: configuration and templates, the same site for each generator.

A page for each post, lists of ten, tags, feeds of twenty items, colours in code by classes. What
our journal makes beyond that in any case (lists by month and year, feeds of each tag in three
formats, `journal.json`, checked links) is left on; its search, share cards and codes are off.
"""

FRIDAY = """\
title: A made-up journal
base_url: https://journal.example.org/
authority: journal.example.org,2000
languages: [en]
dialect: gfm
theme: bench
page_size: 10
feed_size: 20
overdue: warning
"""
PLAIN = "search: no\ncards: no\nshare: no\n"
"""The lines that leave out what Hugo and Pelican do not make either."""

HUGO = {
    "hugo.yaml": """\
baseURL: https://journal.example.org/
title: A made-up journal
buildFuture: true
pagination: {pagerSize: 10}
taxonomies: {tag: tags}
services: {rss: {limit: 20}}
markup: {highlight: {noClasses: false}}
""",
    "layouts/baseof.html": """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }} · {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AlternativeOutputFormats -}}
<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end -}}
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">{{ site.Title }}</a>
<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
</header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>Made with Hugo</footer>
</body>
</html>
""",
    "layouts/page.html": """\
{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p>
{{ .TableOfContents }}
{{ .Content }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
""",
    "layouts/list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $all := .Pages }}{{ if .IsHome }}{{ $all = site.RegularPages }}{{ end }}
{{ $pages := .Paginate $all }}
{{ range $pages.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p>
{{ .Summary }}</article>
{{ end }}
{{ with $pages.Prev }}<a href="{{ .URL }}">newer</a>{{ end }}
{{ with $pages.Next }}<a href="{{ .URL }}">older</a>{{ end }}{{ end }}
""",
    "layouts/taxonomy.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "static/style.css": "body { max-width: 40rem; margin: auto }\n",
}

PELICAN = {
    "pelicanconf.py": """\
AUTHOR = "The team"
SITENAME = "A made-up journal"
SITEURL = "https://journal.example.org"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
ARTICLE_URL = ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = TAG_SAVE_AS = "tags/{slug}/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
STATIC_PATHS = ["pictures"]
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = "index.xml"
CATEGORY_FEED_ATOM = "{slug}/index.xml"
TAG_FEED_ATOM = "tags/{slug}/index.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
""",
    # The other templates are those of the theme "simple", which every theme falls back on.
    "theme/templates/base.html": """\
<!DOCTYPE html>
<html lang="{% block html_lang %}en{% endblock %}">
<head>
{% block head %}<meta charset="utf-8">
<title>{% block title %}{{ SITENAME }}{% endblock %}</title>
<link rel="alternate" type="application/atom+xml" href="/{{ FEED_ALL_ATOM }}">
<link rel="stylesheet" href="/theme/style.css">{% endblock head %}
</head>
<body>
<header><a href="/">{{ SITENAME }}</a>
<nav>{% for each, _ in categories %}<a href="/{{ each.url }}">{{ each }}</a> {% endfor %}</nav>
</header>
<main>{% block content %}{% endblock %}</main>
<footer>Made with Pelican</footer>
</body>
</html>
""",
    "theme/static/style.css": "body { max-width: 40rem; margin: auto }\n",
}
