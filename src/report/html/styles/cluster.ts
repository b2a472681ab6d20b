export const clusterStyles = `
.cluster { margin-top: 3rem; padding-top: 1rem; border-top: 4px solid var(--tone); } .cluster:focus { outline: 0; }
.cluster h2 { margin: .1rem 0; overflow-wrap: anywhere; font-size: 1.6rem; }
.losing { margin: .1rem 0 .3rem; color: var(--blocked); font-weight: 700; }
.back { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; max-width: none; } .neighbours { margin-left: auto; color: var(--muted); } .neighbours a { margin: 0 .4rem; }
.alone .cluster { display: block !important; margin-top: .5rem; border-top: 0; padding-top: 0; } .seen { margin: .2rem 0; }
#no-page:not(.current) { display: none; } .line { display: block; }
.js .cluster, .js[data-view=cluster] .overview { display: none; } .js[data-print=all][data-view=overview] .cluster:not(#no-page) { display: block; } .js .cluster.current { display: block; margin-top: 0; border-top: 0; scroll-margin-top: 6rem; }
.identity { display: flex; flex-wrap: wrap; gap: 1.2rem 3rem; align-items: center; margin: 1.2rem 0 .8rem; } .identity .facts { flex: 1 1 20rem; margin: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr)); gap: .5rem 1.5rem; margin: .9rem 0; }
.facts dt { font-size: .8125rem; color: var(--muted); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.facts.wide { grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
.evidence { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; margin: .3rem 0; font-size: .875rem; }
.evidence div { display: flex; gap: .4rem; flex-wrap: wrap; min-width: 0; } .evidence dt { color: var(--muted); } .evidence dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.outcome { margin: 1.1rem 0 1.6rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.outcome.live, .outcome.blocker { border-left-color: var(--blocked); } .outcome.high { border-left-color: var(--needsWork); }
.outcome .fix { margin: .6rem 0 .4rem; } .outcome .sure { margin-top: .5rem; }
.tag { color: var(--muted); font-size: .875rem; } .tag strong { color: var(--text); }
.limits { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: .35rem 1.25rem; align-items: start; margin: .75rem 0; }
.limits .name { font-weight: 600; grid-row: span 2; } .limits .name .small { display: block; font-weight: 400; overflow-wrap: anywhere; }
.limits .said { grid-column: 2; font-size: .875rem; color: var(--muted); margin: 0 0 .5rem; max-width: none; }
.folded { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .5rem; } .folded li { font-size: .9375rem; }
.runs { margin: 3rem 0 0; border-top: 1px solid var(--line); padding-top: 1rem; }
.runbook .tasks > li { margin: .9rem 0; } .runbook .tasks label { cursor: pointer; } .runbook .tasks > li > code { white-space: nowrap; } .runbook dt { margin-top: .5rem; overflow-wrap: anywhere; } .runbook dd { margin: 0 0 0 1rem; }
.runbook .effect, .runbook .no-return { color: var(--blocked); font-weight: 600; } .ticked { color: var(--muted); font-weight: 400; }
.check { margin: 1.2rem 0; } .check h3 { margin: 0; font-size: 1rem; }
`;
