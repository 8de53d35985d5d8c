"""The board page's style: dark on light, one column on a phone, three on a wall, A4 when printed.

Colours stand in ``COLOURS``, so that a test can hold their contrast; fonts are those that computers in China have.
"""

COLOURS = {
    "ink": "#23262b",
    "quiet": "#5d616a",
    "line": "#dcd8cf",
    "paper": "#fffefb",
    "around": "#f3f0e9",
    "ground": "#e6e2d8",
    "main": "#2f6b5e",
    "soft": "#6fa193",
    "seal": "#a8322a",
    "gold": "#80590f",
    "mine": "#fbf3dc",
    "done": "#e4efe9",
    "open": "#f8ebe3",
}
"""Where each is used says its name; text stands in ink, quiet, main, seal and gold."""

TEXT_ON = (
    *(("ink", "paper"), ("quiet", "paper"), ("main", "paper"), ("seal", "paper"), ("gold", "paper")),
    *(("ink", "mine"), ("quiet", "mine"), ("main", "mine"), ("gold", "mine")),
    *(("main", "done"), ("seal", "open"), ("paper", "main")),
)
"""Which colour text has on which."""

_NAMES = " ".join(f"--{name}: {value};" for name, value in COLOURS.items())

STYLE = (
    f":root {{ {_NAMES} }}"
    + """
* { box-sizing: border-box; }
html { background: var(--around); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 1180px; min-height: 100vh; padding: 28px 40px 20px; background: var(--paper);
  color: var(--ink);
  font: 15px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "Hiragino Sans GB", "SimHei", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
h1, h2, .number b {
  font-family: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", serif;
}
a { color: var(--main); } a:focus-visible, select:focus-visible, button:focus-visible, summary:focus-visible {
  outline: 3px solid var(--seal); outline-offset: 2px; }
header { border-bottom: 2px solid var(--seal); padding-bottom: 12px; margin-bottom: 14px; }
.over { margin: 0; font-size: .95em; font-weight: 600; letter-spacing: .2em; color: var(--seal); }
.head { display: flex; flex-wrap: wrap; align-items: flex-end; justify-content: space-between; gap: 4px 20px; }
h1 { margin: 0; font-size: 2.2em; font-weight: 700; line-height: 1.35; overflow-wrap: anywhere; }
.when { margin: 0; font-size: 1.1em; overflow-wrap: anywhere; }
.state { display: inline-block; border-radius: 4px; padding: 0 .6em; margin-left: .5em; font-size: .85em;
  font-weight: 600; }
.state.closed { background: var(--done); color: var(--main); }
.state.open { background: var(--open); color: var(--seal); }
header .quiet { margin: 2px 0 0; } .quiet, .note { color: var(--quiet); }
nav { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 20px;
  margin-bottom: 18px; }
nav form { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; min-width: 0; }
nav label { display: flex; align-items: center; gap: 6px; min-width: 0; color: var(--quiet); white-space: nowrap; }
select, button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet);
  border-radius: 4px; padding: 4px 8px; min-height: 38px; max-width: 100%; min-width: 0; }
select { width: 15em; }
button { background: var(--main); border-color: var(--main); color: var(--paper); padding: 4px 18px; cursor: pointer; }
nav ul { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
nav li a { display: block; border: 1px solid var(--line); border-radius: 19px; padding: 5px 14px; min-height: 38px;
  text-decoration: none; white-space: nowrap; }
nav li a[aria-current] { background: var(--main); border-color: var(--main); color: var(--paper); }
.numbers { display: flex; flex-wrap: wrap; gap: 6px 0; margin: 0 0 20px; }
.number { flex: 1 0 20%; min-width: 130px; }
.number b { display: block; font-size: 1.9em; line-height: 1.25; font-weight: 700; color: var(--main);
  white-space: nowrap; }
.number span { font-size: .9em; color: var(--quiet); }
.boards { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 44px; align-items: start; }
section { margin: 0 0 26px; min-width: 0; }
h2 { margin: 0 0 2px; font-size: 1.2em; font-weight: 700; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { caption-side: top; text-align: left; padding-bottom: 6px; color: var(--quiet); font-size: .87em; }
th, td { padding: 6px 8px 6px 0; text-align: left; vertical-align: middle; font-weight: 400; overflow-wrap: anywhere;
  line-height: 1.4; }
thead th, thead td { border-bottom: 1px solid var(--quiet); }
thead th { font-size: .87em; color: var(--quiet); vertical-align: bottom; white-space: nowrap; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
tbody tr { border-top: 1px solid var(--line); break-inside: avoid; } tbody tr:first-child { border-top: 0; }
td small, th small { display: block; font-size: .83em; color: var(--quiet); }
tbody th { color: var(--ink); }
th.rank, td.rank { width: 3.6em; white-space: nowrap; } td.rank { color: var(--quiet); }
.first td.rank { color: var(--gold); font-weight: 700; font-size: 1.15em; }
.figure { text-align: right; padding-right: 0; white-space: nowrap; } td.figure b { font-weight: 600; }
.points { width: 5em; } .drawn { width: 30%; } .meter { width: 22%; } .total { width: 5.5em; }
.meter div { display: flex; justify-content: space-between; gap: 6px; align-items: baseline; white-space: nowrap; }
.meter b { font-weight: 600; } .meter div small { display: inline; }
.meter { padding-right: 1.2em; }
.mine { background: var(--mine); } .mine th { font-weight: 700; } .mine th small { font-weight: 400; }
.me { border-radius: 3px; padding: 0 .4em; margin-left: .5em; background: var(--main); color: var(--paper);
  font-size: .8em; font-weight: 400; }
svg { display: block; width: 100%; } svg.bar { height: .5em; border-radius: .25em; margin-top: 2px; }
.ground { fill: var(--ground); } .main { fill: var(--main); } .soft { fill: var(--soft); }
details { margin-top: 6px; } summary { cursor: pointer; color: var(--main); padding: 8px 0; }
.cover { grid-column: 1 / -1; }
.groups { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px 44px; }
.groups caption { color: var(--ink); font-weight: 600; font-size: 1em; padding-bottom: 0; }
.groups th { width: 34%; } .groups td.figure { width: 7.4em; } .groups small { display: inline; }
.note { margin: 0 0 10px; font-size: .87em; }
footer { border-top: 1px solid var(--line); padding-top: 10px; font-size: .87em; color: var(--quiet); }
footer h2 { color: var(--ink); font-size: 1.15em; }
footer ul { margin: 0 0 8px; padding-left: 1.2em; columns: 2; column-gap: 44px; } footer li { break-inside: avoid; }
footer p { margin: 0 0 2px; }
.empty { color: var(--quiet); padding: 20px 0; }
@media (min-width: 1600px) {
  body { max-width: none; padding: 32px 56px 24px; font-size: 19px; }
  .boards { grid-template-columns: minmax(0, 7fr) minmax(0, 9fr) minmax(0, 5fr); gap: 0 60px; }
  .cover { grid-column: auto; } .groups { grid-template-columns: minmax(0, 1fr); }
  footer ul { columns: 3; }
}
@media (max-width: 1100px) { .boards { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 860px) {
  body { padding: 20px 16px 16px; }
  .groups { grid-template-columns: minmax(0, 1fr); }
  footer ul { columns: 1; }
}
@media (max-width: 540px) {
  h1 { font-size: 1.75em; } .state { margin-left: 0; }
  nav form, nav label { width: 100%; } select { flex: 1; width: auto; } button { width: 100%; }
  nav li a { padding: 5px 11px; }
  .number { flex-basis: 45%; } .number b { font-size: 1.6em; }
  .drawn, .total { display: none; } th.rank, td.rank { width: 3em; } .meter { width: 29%; }
  th, td { padding-right: 10px; } th:last-child, td:last-child { padding-right: 0; }
}
@media print {
  @page { size: A4; margin: 12mm; }
  html { background: none; } body { max-width: none; padding: 0; font-size: 12px; background: none; }
  nav { display: none; } a { color: inherit; text-decoration: none; }
  .boards { grid-template-columns: minmax(0, 1fr); } .groups { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .cover { grid-column: auto; }
  details::details-content { content-visibility: visible; display: block; } summary { display: none; }
}
"""
)
