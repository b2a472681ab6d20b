import { tableColumns } from '../table-columns.ts';

const bars = Array.from({ length: 101 }, (_, width) => `.w${width}::after { width: ${width}%; }`).join(' ');
const columns = tableColumns.map(({ key }) => `.without-${key} .c-${key}`).join(', ');

export const tableStyles = `
.section { padding: 2.2rem 0 0; }
.tools { gap: .6rem .8rem; align-items: end; margin: .8rem 0 .4rem; flex-wrap: wrap; }
.tools .field { display: flex; flex-direction: column; } .tools label { display: flex; font-size: .8125rem; color: var(--muted); }
.tools input[type=search], .tools select { font: inherit; font-size: .9375rem; color: var(--text); background: var(--page); border: 1px solid var(--muted); border-radius: .25rem; padding: .25rem .5rem; height: 2.1rem; }
.tools .search { flex: 1 1 14rem; max-width: 24rem; } .tools select { max-width: 11rem; } .tools select.set { border-color: var(--accent); outline: 1px solid var(--accent); }
.verdict-choice { display: flex; gap: .3rem; flex-wrap: wrap; flex-basis: 100%; }
.toggle[type=button] { color: var(--tone); font-weight: 600; border-color: var(--line); padding: .2rem .7rem; border-radius: 1rem; } .toggle[type=button][aria-pressed=true] { background: var(--soft); border-color: var(--tone); outline: 1px solid var(--tone); } .toggle .small { font-weight: 400; }
.columns { position: relative; margin: 0; } .columns summary { height: 2.1rem; display: flex; align-items: center; font-size: .875rem; }
.columns .menu { position: absolute; right: 0; z-index: 2; background: var(--page); border: 1px solid var(--muted); border-radius: .25rem; padding: .5rem .8rem; min-width: 11rem; } .columns .menu label { flex-direction: row; gap: .5rem; align-items: center; font-size: .9375rem; color: var(--text); padding: .15rem 0; }
#clear { height: 2.1rem; }
.count { margin: .5rem 0; font-size: .9375rem; max-width: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; text-align: left; }
th, td { padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .875rem; color: var(--muted); font-weight: 600; white-space: nowrap; }
.sort { border: 0; padding: 0; color: inherit; font: inherit; } .sort:hover { background: none; text-decoration: underline; }
thead th[aria-sort=ascending] .sort::after { content: " ▴"; } thead th[aria-sort=descending] .sort::after { content: " ▾"; }
td.number, th.number { text-align: right; white-space: nowrap; } .compact { width: auto; min-width: min(28rem, 100%); font-size: .9375rem; } .compact th, .compact td { padding: .25rem 1.25rem .25rem 0; }
.compact tbody th { font-weight: 500; }
.listed { table-layout: fixed; } .listed .c-cluster { width: 20%; } .listed .c-verdict { width: 8.4rem; } .listed .c-effort { width: 5.6rem; } .listed .c-readiness, .listed .c-routes { width: 6.6rem; } .listed .c-nodes { width: 7rem; } .listed .c-owner, .listed .c-wave, .listed .c-location { width: 8rem; } .listed .c-version { width: 6.5rem; }
.listed tbody th { font-weight: 600; overflow-wrap: anywhere; } tbody th .small, .listed .small { display: block; font-weight: 400; color: var(--muted); } .listed td { overflow-wrap: anywhere; }
.listed tbody tr:hover { background: var(--soft); }
.now { color: var(--blocked); font-weight: 600; }
::placeholder { color: var(--muted); opacity: 1; }
.js .later { display: none; }
${columns} { display: none; }
.mini { display: block; height: .25rem; width: 4.5rem; margin-top: .3rem; background: var(--track); } .mini::after { content: ""; display: block; height: 100%; background: var(--tone); }
${bars}
`;
