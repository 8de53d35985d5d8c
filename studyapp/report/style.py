"""The page's style: light, for a wall; fonts by what computers in China have; A4 when printed."""

STYLE = """
:root {
  --ink: #23262b; --quiet: #6c7079; --line: #dcd8cf; --paper: #fffefb; --ground: #eeebe3;
  --main: #2f6b5e; --soft: #8fb5a8; --seal: #a8322a; --gold: #b98b2f;
}
* { box-sizing: border-box; }
html { background: #f3f0e9; }
body {
  margin: 0 auto; max-width: 210mm; padding: 14mm 15mm 10mm; background: var(--paper); color: var(--ink);
  font: 14px/1.65 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "Hiragino Sans GB", "SimHei", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
h1, h2, .name, .title b, .number b {
  font-family: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", serif;
}
header { border-bottom: 2px solid var(--seal); padding-bottom: 10px; margin-bottom: 16px; }
h1 { margin: 0; font-size: 15px; font-weight: 600; letter-spacing: .3em; color: var(--seal); }
.who { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 18px; }
.name { font-size: 34px; font-weight: 700; line-height: 1.35; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); } .whole { white-space: nowrap; }
h2 { margin: 0 0 6px; font-size: 16px; font-weight: 700; }
h2 small { font: 12px/1.4 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--quiet);
  margin-left: 8px; }
section { margin: 0 0 16px; break-inside: avoid; }
.numbers { display: flex; flex-wrap: wrap; gap: 4px 0; margin-bottom: 16px; }
.number { flex: 1 0 16%; min-width: 92px; }
.number b { display: block; white-space: nowrap; font-size: 25px; line-height: 1.25; font-weight: 700;
  color: var(--main); }
.number span { font-size: 12px; color: var(--quiet); }
.titles { display: flex; flex-wrap: wrap; gap: 8px; }
.title { border: 1px solid var(--gold); border-radius: 4px; padding: 4px 12px; background: #fbf6e9; }
.title b { color: #8a6417; font-size: 16px; }
.title span { display: block; font-size: 12px; color: var(--quiet); }
.year { display: grid; grid-template-columns: 433fr 418fr; gap: 6px 4px; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; }
.row { display: grid; grid-template-columns: 6.5em 1fr 10.5em; gap: 0 10px; align-items: center;
  margin: 3px 0; }
.row .label { overflow-wrap: anywhere; line-height: 1.3; }
.row .value { font-size: 12px; color: var(--quiet); display: flex; justify-content: space-between;
  align-items: baseline; white-space: nowrap; }
.row .value b { color: var(--ink); font-size: 14px; font-weight: 600; width: 3em; text-align: right; }
svg { display: block; width: 100%; height: auto; }
svg.bar { height: 10px; border-radius: 5px; }
svg text { font-size: 11px; fill: var(--quiet); }
.two .columns text { font-size: 20px; }
.ground, .heat0 { fill: var(--ground); }
.heat1 { fill: #cfe0d8; } .heat2 { fill: #9dc2b4; } .heat3 { fill: #5f9886; } .heat4 { fill: #2f6b5e; }
.main { fill: var(--main); } .soft { fill: var(--soft); } .gold { fill: var(--gold); }
.rule { stroke: var(--line); stroke-dasharray: 2 3; } .axis { stroke: var(--line); }
polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.dotted { stroke: var(--main); } .wanted { stroke: var(--seal); stroke-dasharray: 6 4; stroke-width: 1.5; }
.dot { fill: var(--paper); stroke: var(--main); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 12px; color: var(--quiet); margin-top: 2px; }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }
.key.main { background: var(--main); } .key.soft { background: var(--soft); } .key.ground { background: var(--ground); }
.key.wanted { background: var(--seal); height: 2px; width: 16px; vertical-align: middle; }
ol { margin: 0; padding: 0; list-style: none; counter-reset: hard; }
ol li { counter-increment: hard; display: grid; grid-template-columns: 1.8em 1fr auto; gap: 0 8px; padding: 4px 0;
  border-top: 1px solid var(--line); break-inside: avoid; }
ol li:first-child { border-top: 0; }
ol li::before { content: counter(hard); color: var(--seal); font-weight: 600; }
li .prompt { overflow-wrap: anywhere; line-height: 1.5; }
li .value { font-size: 12px; color: var(--quiet); white-space: nowrap; text-align: right; line-height: 1.8; }
footer { border-top: 1px solid var(--line); padding-top: 8px; font-size: 12px; color: var(--quiet); }
footer p { margin: 0 0 2px; }
@media (max-width: 640px) {
  body { padding: 18px 16px; }
  .name { font-size: 28px; }
  .number { flex: 1 0 30%; }
  .two { grid-template-columns: 1fr; }
  .year { grid-template-columns: 1fr; } .year svg:last-child { width: 96.5%; }
  .columns text, .two .columns text, .lines text { font-size: 19px; }
  ol li { grid-template-columns: 1.4em 1fr; } li .value { grid-column: 2; text-align: left; }
}
@media print {
  @page { size: A4; margin: 12mm 13mm; }
  html { background: none; }
  body { max-width: none; padding: 0; font-size: 12.5px; background: none; }
}
"""
