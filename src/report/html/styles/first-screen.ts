export const firstScreenStyles = `
.masthead { padding: 1.1rem 0 .6rem; }
.masthead .lead { color: var(--muted); margin: .4rem 0 0; }
.burning { border-left: 4px solid var(--blocked); padding: .1rem 0 .1rem 1rem; margin: .4rem 0 1rem; }
.burning h2 { color: var(--blocked); font-size: 1.05rem; }
.burning ul { margin: .2rem 0; } .burning li { margin: .1rem 0; max-width: none; } .burning p { margin: .2rem 0 0; }
.quiet { color: var(--muted); margin: 0 0 1rem; }
.stand { display: grid; grid-template: "deadline verdicts" auto "deadline coverage" 1fr / minmax(0, 2.1fr) minmax(0, 1fr); gap: 1.2rem 3rem; border-top: 1px solid var(--line); padding: 1rem 0 0; }
.stand h2 { font-size: .95rem; color: var(--muted); font-weight: 600; margin-bottom: .3rem; }
.deadline { grid-area: deadline; } .verdicts { grid-area: verdicts; } .coverage { grid-area: coverage; border-top: 1px solid var(--line); padding-top: .9rem; }
.figure { font-size: 2.4rem; font-weight: 650; line-height: 1.1; letter-spacing: -.02em; }
.days { display: flex; align-items: baseline; flex-wrap: wrap; gap: 0 .7rem; margin: 0; }
.pace { margin: .3rem 0; }
.ends { display: flex; justify-content: space-between; gap: 1rem; max-width: none; margin: .15rem 0; }
.counts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .3rem .75rem; }
.counts a { display: flex; flex-direction: column; color: var(--tone); text-decoration: none; padding: .15rem .6rem; border-left: 3px solid var(--tone); }
.counts a:hover, .counts a[aria-pressed=true] { background: var(--soft); } .counts a[aria-pressed=true] .word { text-decoration: underline; text-underline-offset: .2em; }
.counts .figure { font-size: 1.8rem; } .counts .word { font-weight: 600; white-space: nowrap; }
.coverage.gaps .covered { border-left: 4px solid var(--needsWork); padding-left: .75rem; } .coverage p { overflow-wrap: anywhere; }
svg { display: block; width: 100%; } .bar { height: 1rem; } .deadline .bar, .share { height: .7rem; margin: .5rem 0 .25rem; }
.bar .track { fill: var(--track); } .bar .used { fill: var(--fill); } .bar .over { fill: var(--blocked); } .bar line { stroke: var(--text); stroke-width: 2; vector-effect: non-scaling-stroke; } .bar .end { stroke: var(--muted); stroke-dasharray: 2 2; }
.share rect { fill: var(--tone); } .share .moved { fill: var(--track); }
.steps { padding-left: 1.6rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: .4rem 3rem; margin: .8rem 0 0; }
.steps li::marker { font-weight: 650; color: var(--muted); }
.steps li { padding: .2rem 0 .6rem .3rem; } .steps h3 { margin: 0; font-size: 1rem; } .steps p { margin: .15rem 0; font-size: .9375rem; } .steps .gain { color: var(--muted); } .steps .live .gain { color: var(--blocked); font-weight: 600; }
.js .filter { cursor: pointer; } .filter { display: none; } .js .filter { display: inline; }
`;
