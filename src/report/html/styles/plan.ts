export const planStyles = `
.waves-chart .blocked, .waves-chart .needsWork, .waves-chart .ready, .waves-chart .unverified { fill: var(--tone); }
.waves-chart .frozen { fill: var(--muted); fill-opacity: .22; } .waves-chart .capacity { stroke: var(--fill); stroke-width: 1.5; stroke-dasharray: 6 5; }
.wave { border-top: 1px solid var(--line); margin: 0; padding: .25rem 0; } .wave summary { color: var(--text); width: auto; } .wave summary:hover { background: var(--soft); } .wave > p { font-size: .9375rem; color: var(--muted); } .wave summary .verdict { margin-left: .8rem; }
.waves { border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
.planned td { overflow-wrap: anywhere; min-width: 4.5rem; } .plan .compact tbody th, .plan td code, .planned .verdict { white-space: nowrap; }  .planned td .small { display: block; }
.misfits li { margin: .2rem 0; }
@media screen and (max-width: 44rem) { .wave summary .verdict { margin: 0 .8rem 0 0; } .wave summary .small { display: block; }
  .planned, .planned tbody, .planned tr { display: block; } .planned thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .waves .scroll { position: relative; }
  .planned tr { padding: .4rem 0; border-bottom: 1px solid var(--line); } .planned tbody th, .planned tbody td { display: inline-block; border: 0; padding: 0 .8rem 0 0; } .planned td:empty, .planned td:has(> bdi:empty) { display: none; }
  .planned .number:not(:empty)::after { content: " nodes"; } .planned .before::before { content: "before: "; color: var(--muted); } }
@media print { .wave::details-content, .later-on::details-content { content-visibility: visible; display: block; block-size: auto; } .wave summary { list-style: none; } .plan { break-before: page; padding-top: 0; } .plan h3 { margin-top: .8rem; } .wave > p { font-size: 8.5pt; } .wave { break-inside: avoid; } }
`;
