"""How a book and a page of articles are set.

Chinese first: paragraphs are indented by two characters and not parted by white, lines end by the
strict rules, headlines are not letter-spaced, nothing is hyphenated or slanted. A device's own
fonts and colours stay: a reader who likes theirs white on black has chosen so.
"""

from __future__ import annotations

TEXT = """\
html { line-break: strict; -webkit-line-break: strict; -epub-line-break: strict; }
body { margin: 0 5%; padding: 0; line-height: 1.7; widows: 2; orphans: 2;
  overflow-wrap: break-word; word-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { letter-spacing: normal; text-indent: 0; line-height: 1.35;
  font-weight: bold; text-align: left; margin: 1.2em 0 0.5em; hyphens: none;
  -webkit-hyphens: none; -epub-hyphens: none; page-break-after: avoid; break-after: avoid;
  page-break-inside: avoid; break-inside: avoid; }
h1 { font-size: 1.5em; }
h2 { font-size: 1.25em; }
h3 { font-size: 1.1em; }
h4, h5, h6 { font-size: 1em; }
p { margin: 0; text-align: justify; }
.zh p, .ja p { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; }
.zh p { text-indent: 2em; }
.ja p { text-indent: 1em; }
.ko p { text-indent: 1em; word-break: keep-all; }
.other p { hyphens: auto; -webkit-hyphens: auto; -epub-hyphens: auto; }
.other p + p { text-indent: 1.2em; }
.zh em, .ja em, .ko em { font-style: normal; text-emphasis: filled;
  -webkit-text-emphasis: filled; -epub-text-emphasis-style: filled; }
header { margin-bottom: 1em; }
header p.kicker, header p.deck, header p.byline, header p.dateline, header p.place {
  text-indent: 0; text-align: left; }
header h1, header h2, header h3 { margin-top: 0.2em; }
p.kicker { font-size: 0.95em; }
p.deck { font-size: 1.05em; font-weight: bold; margin-bottom: 0.4em; }
p.byline, p.dateline { font-size: 0.9em; }
p.place { font-size: 0.8em; border-bottom: 1px solid; padding-bottom: 0.4em; }
blockquote { margin: 0.8em 2em; }
ul, ol { margin: 0.6em 0; padding-left: 2em; }
div.table { margin: 1em 0; overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9em; }
th, td { border: 1px solid; padding: 0.2em 0.5em; text-align: left; vertical-align: top; }
figure { margin: 1em 0; padding: 0; text-align: center; page-break-inside: avoid;
  break-inside: avoid; }
figure img { max-width: 100%; max-height: 90vh; height: auto; }
figcaption { font-size: 0.85em; line-height: 1.5; text-align: left; }
figure.absent { border-left: 3px solid; padding-left: 0.8em; }
.credit { font-size: 0.9em; }
aside.note { margin: 1em 0; padding: 0.4em 0.8em; border: 1px solid; }
aside.note p { text-indent: 0; }
p.tags { text-indent: 0; font-size: 0.8em; }
p.source { text-indent: 0; text-align: left; font-size: 0.75em; margin-top: 1.5em;
  word-break: break-all; }
p.others { text-indent: 0; text-align: left; font-size: 0.85em; margin-top: 1.5em; }
nav ol { list-style: none; margin: 0; padding-left: 1.2em; }
nav li { margin: 0.25em 0; }
"""

BOOK = (
    TEXT
    + """\
div.cover { margin: 0; padding: 0; text-align: center; page-break-after: always;
  break-after: page; }
div.cover img { max-width: 100%; max-height: 100vh; }
section.head { page-break-before: always; break-before: page; }
section.head h1 { text-align: center; margin-top: 2em; }
section.head p.date { text-indent: 0; text-align: center; border-bottom: 3px double;
  padding-bottom: 0.6em; margin-bottom: 1em; }
"""
)
"""For an EPUB."""

PAGE = (
    TEXT
    + """\
:root { color-scheme: light dark; }
body { max-width: 40em; margin: 0 auto; padding: 1.5em 1em 4em; background: #fdfcf8; color: #1c1b19;
  font-family: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; }
:lang(ja) { font-family: "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho", serif; }
:lang(ko) { font-family: "Noto Serif CJK KR", AppleMyungjo, Batang, serif; }
:lang(zh-Hant) { font-family: "Noto Serif CJK TC", "Songti TC", PMingLiU, serif; }
a { color: #1f4e8c; }
mark { background: #ffe79a; color: inherit; }
.masthead { text-align: center; border-bottom: 3px double; padding-bottom: 0.8em; }
.masthead h1 { text-align: center; font-size: 2.2em; margin: 0.3em 0; }
.masthead p { text-indent: 0; text-align: center; }
nav a { text-decoration: none; }
nav { border-bottom: 1px solid; padding: 0.8em 0; }
section > h2 { margin-top: 2.5em; border-bottom: 1px solid; }
article { margin-top: 2.5em; }
@media (prefers-color-scheme: dark) {
  body { background: #1b1a18; color: #dcd8cf; }
  a { color: #9cc0ee; }
  mark { background: #6b5714; }
}
@media print {
  body { max-width: none; background: none; color: black; }
  nav { page-break-after: always; break-after: page; }
}
"""
)
"""For a page that stands by itself."""
