import { tableColumns } from '../table-columns.ts';

/** A cell of the list says what it is, since the heads are gone. */
const labels = tableColumns.map(({ key, title }) => `.listed td.c-${key}::before { content: "${title}"; }`).join(' ');

/** Narrow screens, and paper. */
export const narrowStyles = `
@media screen and (max-width: 60rem) { .stand { grid-template: "deadline" "verdicts" "coverage" / minmax(0, 1fr); } .counts { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
@media screen and (max-width: 44rem) {
  .page { padding: 0 1rem 2rem; } .js .bar-top #print { display: none; } #theme { margin-left: auto; } .downloads { order: 1; flex-basis: 100%; } .bar-top { flex-wrap: wrap; } .counts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .chart.wide { display: none; } .chart.narrow { display: block; max-width: 30rem; }
  .listed, .listed thead, .listed tbody, .listed tr { display: block; } .listed thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .listed tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .listed td, .listed tbody th, .listed th[class], .listed td[class] { width: auto; } .listed td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 .5rem; border: 0; padding: .1rem 0; }
  .listed tbody th { display: block; border: 0; padding: 0 0 .3rem; }
  .listed td::before { color: var(--muted); font-size: .875rem; } .listed td:empty { display: none; } .listed td > * { grid-column: 2; } .listed .mini { display: none; }
  ${labels}
  .limits { grid-template-columns: minmax(0, 1fr); } .limits .name { grid-row: auto; } .limits .said { grid-column: 1; }
  .tools .field { flex: 1 1 8rem; } .tools select { max-width: none; width: 100%; } .tools .search { flex-basis: 100%; max-width: none; } .columns .menu { right: auto; left: 0; }
  .neighbours { margin-left: 0; } .gauges { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .25rem; width: 100%; } .gauge { width: auto; } .gauge svg { width: 100%; max-width: 6.4rem; } .gauge p { margin-top: -1.55rem; } .gauge .figure { font-size: 1.3rem; } .gauge .name, .gauge .small { font-size: .8125rem; }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  pre.copyable { padding: 2.4rem .7rem .5rem; line-height: 1.4; }
  .bar-top .muted { font-size: .75rem; } .cluster h3 { margin-top: 1rem; } .outcome { margin: .6rem 0 1.2rem; padding-left: .7rem; } .outcome h4 { line-height: 1.25; } .outcome .fix { margin: .3rem 0; line-height: 1.35; font-size: .9375rem; }
}
`;

export const printStyles = `
@media print {
  @page { margin: 14mm 14mm 16mm; @bottom-left { content: "kubenet-audit"; font: 8pt sans-serif; color: #555c6b; } @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #555c6b; } }
  body { font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { padding: 0; max-width: none; } .stand { grid-template-columns: minmax(0, 1.9fr) minmax(0, 1fr); gap: .8rem 1.5rem; } h1 { font-size: 16pt; } .figure { font-size: 20pt; } .counts .figure { font-size: 15pt; }
  .skip, .downloads, .js .tools, .js .copy, .js .more, .js .bar-top button, .portal, .back, .filter, .js .filter, .deadline details, .js .count { display: none; }
  .js:not([data-print=all])[data-view=overview] :is(.plan, #estate, #waivers, .elsewhere, #checks) { display: none; }
  .js:not([data-print=all])[data-view=overview] .on-paper { display: block; }
  a:not([href]), details:not([open]) > summary { color: inherit; text-decoration: none; } summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  .bar-top { padding-top: 0; }
  .clusters, .next { break-before: page; padding-top: 0; } .next + .clusters { break-before: auto; padding-top: 1.5rem; }
  .js[data-print=all][data-view=overview] .cluster { margin-top: 2rem; border-top: 4px solid var(--tone); } .js[data-view=cluster] .cluster.current { border: 0; break-before: auto; }
  .cluster.blocked { break-before: page; margin-top: 0; } .alone .cluster.blocked { break-before: auto; }
  h2, h3, h4, summary { break-after: avoid; } tr, .outcome h4, .limits > *, .steps li, .gauges, .picture, figure, dl div { break-inside: avoid; } thead { display: table-header-group; }
  pre { border: 1px solid var(--line); padding: .4rem .6rem; } pre.copyable { padding-right: .6rem; } .scroll { overflow: visible; } .picture { border: 0; } .picture .network-picture { min-width: 0; max-height: 120mm; }
  .small, .facts dt, .evidence, .tag, .limits .said, .compact, .folded li, summary { font-size: 8.5pt; } .limits .name { font-size: 9pt; } .listed { font-size: 7.5pt; line-height: 1.3; } .listed .small { font-size: 7pt; } .listed .c-cluster { width: 17%; } .listed .c-verdict { width: 12%; } .listed .c-readiness { width: 9.5%; } .listed .c-effort { width: 8.5%; } .listed .c-routes { width: 6%; } .listed .c-nodes { width: 8%; } .listed .c-owner { width: 8%; } .listed .c-wave { width: 5.5%; } .listed .c-location, .listed .c-version { width: 8%; } .mini { display: none; } th, td { padding: .2rem .5rem .2rem 0; } thead th { white-space: normal; font-size: 7pt; } .sort { display: contents; }
  .chart.wide { display: none; } .chart.narrow { display: block; max-width: 20rem; } .burn-down p { font-size: 8pt; } .burning li { font-size: 9pt; } h2 { font-size: 14pt; } .cluster h2 { font-size: 15pt; } h3 { font-size: 11pt; margin: 1.1rem 0 .35rem; } h4 { font-size: 10pt; } .lead { font-size: 10.5pt; } .steps { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .2rem 1.5rem; } .steps p { font-size: 8.5pt; } .steps h3 { margin: 0; font-size: 9.5pt; }
  .outcome { margin: .5rem 0 .8rem; } .limits { gap: .1rem 1rem; margin: .3rem 0; } .limits .said { margin: 0 0 .2rem; } .bar { height: .7rem; } .identity { margin: .5rem 0; } .gauge { width: 6.4rem; } .gauge svg { width: 5.4rem; } .gauge p { margin-top: -1.5rem; } .gauge .figure { font-size: 13pt; } .facts { gap: .2rem 1rem; margin: .4rem 0; } pre { font-size: 7.5pt; }
  .runs, .overview.closing { break-before: auto; }
}
`;
