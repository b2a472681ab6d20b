/** Verdict colours keep 4.5:1 on both backgrounds and differ in lightness. */
const colours = `
:root { color-scheme: light dark; --page: #fff; --soft: #f5f6f8; --text: #171a21; --muted: #555c6b; --line: #d5d9e1; --accent: #1a4fc0; --blocked: #8c1022; --needsWork: #a15400; --ready: #0b5d4b; --unverified: #5f6678; --track: #e1e5ec; --fill: #4a6fb8; }
@media (prefers-color-scheme: dark) { :root { --page: #14171d; --soft: #1c2028; --text: #e8eaf0; --muted: #a3abba; --line: #343b48; --accent: #8ab0ff; --blocked: #ff8a80; --needsWork: #ffd27a; --ready: #5fcbaa; --unverified: #a3acc0; --track: #2b313d; --fill: #6f95e0; } }
`;

const text = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; -webkit-text-size-adjust: 100%; }
.page { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.4rem, 1rem + 1.8vw, 2rem); max-width: 46rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; } h3 { font-size: 1.1rem; margin: 2rem 0 .75rem; } h4 { font-size: 1rem; }
p, li, dd, .running { max-width: 75ch; }
p { margin: .4rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0; padding: .75rem 1rem; background: var(--soft); white-space: pre-wrap; }
ul { margin: .4rem 0; padding-left: 1.2rem; }
.plain { list-style: none; padding: 0; }
.muted { color: var(--muted); } .small { font-size: .875rem; } .lead { font-size: 1.1rem; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.blocked { --tone: var(--blocked); } .needsWork { --tone: var(--needsWork); } .ready { --tone: var(--ready); } .unverified { --tone: var(--unverified); }
.verdict { color: var(--tone); font-weight: 600; white-space: nowrap; }
.verdict .shape { display: inline-block; width: 1.2em; }
summary { cursor: pointer; color: var(--accent); width: fit-content; padding: .2rem 0; }
details { margin: .5rem 0; }
button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: .25rem; padding: .15rem .6rem; cursor: pointer; }
.copy, .tools { display: none; } .js .copy { display: inline-block; } .js .tools { display: flex; }
.copyable { position: relative; } pre.copyable { padding-right: 5rem; } pre .copy { position: absolute; top: .5rem; right: .5rem; background: var(--page); }
`;

const firstScreen = `
.masthead { padding: 1.5rem 0 1rem; }
.masthead .muted { margin: 0 0 .6rem; }
.masthead .lead { color: var(--muted); margin-top: .6rem; }
.notice { border-left: 4px solid var(--needsWork); padding: .1rem 0 .1rem 1rem; margin: 1rem 0; }
.burning { border-left: 4px solid var(--blocked); padding: .1rem 0 .1rem 1rem; margin: .5rem 0 1.25rem; }
.burning h2 { color: var(--blocked); font-size: 1.1rem; }
.burning li { margin: .15rem 0; max-width: none; }
.quiet { color: var(--muted); margin: 0 0 1.25rem; }
.stand { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1.2fr) minmax(0, 1fr); gap: 0 2.5rem; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 1.1rem 0 1.2rem; }
.stand h2 { font-size: .95rem; color: var(--muted); font-weight: 600; margin-bottom: .4rem; }
.figure { font-size: 2.6rem; font-weight: 650; line-height: 1.1; letter-spacing: -.02em; display: block; }
.ends { display: flex; justify-content: space-between; gap: 1rem; }
.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .4rem 1rem; }
.counts a { display: flex; align-items: baseline; gap: .6rem; color: var(--tone); text-decoration: none; padding: .1rem .4rem; margin-left: -.4rem; border-radius: .25rem; }
.counts a:hover .word, .counts a[aria-pressed=true] .word { text-decoration: underline; text-underline-offset: .2em; } .counts a[aria-pressed=true] { background: var(--soft); }
.counts .figure { font-size: 2rem; min-width: 1.3em; }
.counts .word { font-weight: 600; white-space: nowrap; }
.coverage.gaps p:first-of-type { border-left: 4px solid var(--needsWork); padding-left: .75rem; font-weight: 600; }
svg { display: block; width: 100%; } .bar { height: 1rem; } .deadline .bar { height: .75rem; margin: .7rem 0 .3rem; }
.bar .track { fill: var(--track); } .bar .used { fill: var(--fill); } .bar .over { fill: var(--blocked); } .bar line { stroke: var(--text); stroke-width: 2; vector-effect: non-scaling-stroke; } .bar .end { stroke: var(--muted); stroke-dasharray: 2 2; }
`;

const tables = `
.section { padding: 2rem 0 0; }
.tools { gap: 1rem; align-items: center; margin: .5rem 0; flex-wrap: wrap; }
.tools input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--muted); border-radius: .25rem; padding: .3rem .6rem; width: min(24rem, 100%); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; text-align: left; }
th, td { padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .875rem; color: var(--muted); font-weight: 600; white-space: nowrap; }
thead th[aria-sort=ascending] .sort::after { content: " ▴"; } thead th[aria-sort=descending] .sort::after { content: " ▾"; }
td[data-label=Owner] { min-width: 6.5rem; } ::placeholder { color: var(--muted); opacity: 1; }
.sort { border: 0; padding: 0; color: inherit; font: inherit; }
td.kept { white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 9rem; max-width: 20rem; } tbody th .small { font-weight: 400; display: block; color: var(--muted); }
.now { color: var(--blocked); font-weight: 600; }
`;

const clusters = `
.cluster { margin-top: 3rem; padding-top: 1.25rem; border-top: 4px solid var(--tone); }
.cluster:target { outline: 3px solid var(--accent); outline-offset: 1rem; }
.cluster h2 { margin: .1rem 0; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .5rem 1.5rem; margin: .9rem 0; }
.facts dt { font-size: .8125rem; color: var(--muted); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.facts.wide { grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); }
.evidence { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; margin: .3rem 0; font-size: .875rem; }
.evidence div { display: flex; gap: .4rem; flex-wrap: wrap; min-width: 0; } .evidence dt { color: var(--muted); } .evidence dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.outcome { margin: 1.1rem 0 1.6rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.outcome.live, .outcome.blocker { border-left-color: var(--blocked); } .outcome.high { border-left-color: var(--needsWork); }
.outcome .fix { margin: .6rem 0 .4rem; }
.tag { color: var(--muted); font-size: .875rem; } .tag strong { color: var(--text); }
.limits { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .35rem 1.25rem; align-items: center; margin: .75rem 0; }
.limits .name { font-weight: 600; } .limits .said { grid-column: 2; font-size: .875rem; color: var(--muted); margin: 0 0 .5rem; max-width: none; }
.runs { margin: 3rem 0 2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media screen { .cluster { content-visibility: auto; contain-intrinsic-size: auto 60rem; } }
`;

const narrow = `
@media (max-width: 60rem) { .stand { grid-template-columns: minmax(0, 1fr); gap: 1.25rem; } }
@media (max-width: 44rem) {
  .page { padding: 0 1rem; }
  .listed thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .listed, .listed tbody, .listed tr { display: block; } .listed tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .listed tr[hidden] { display: none; }
  .listed td, .listed tbody th { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .5rem; border: 0; padding: .1rem 0; text-align: left; white-space: normal; }
  .listed tbody th { display: block; padding-bottom: .3rem; }
  .listed td::before { content: attr(data-label); color: var(--muted); font-size: .875rem; } .listed td[data-label=Owner] { min-width: 0; } .listed td:empty { display: none; }
  .limits { grid-template-columns: 1fr; } .limits .said { grid-column: 1; }
}
`;

const print = `
@media print {
  @page { margin: 16mm; }
  :root { color-scheme: light; --page: #fff; --soft: #f5f6f8; --text: #000; --muted: #444; --line: #bbb; --accent: #1a3f90; --blocked: #8c1022; --needsWork: #a15400; --ready: #0b5d4b; --unverified: #5f6678; --track: #e1e5ec; --fill: #4a6fb8; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { padding: 0; max-width: none; } .stand { grid-template-columns: 1.1fr 1.2fr 1fr; gap: 0 1.5rem; }
  .skip, .js .tools, .js .copy, .portal { display: none; }
  .clusters { break-before: page; padding-top: 0; } .cluster.blocked { break-before: page; margin-top: 0; }
  h2, h3, h4, summary { break-after: avoid; } tr, .outcome h4, .limits > *, pre { break-inside: avoid; } thead { display: table-header-group; }
  .cluster:target { outline: 0; } pre { border: 1px solid var(--line); } .scroll { overflow: visible; }
}
`;

export const styles = `${colours}${text}${firstScreen}${tables}${clusters}${narrow}${print}`;
