export const textStyles = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; -webkit-text-size-adjust: 100%; }
.page { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem 3rem; }
.bar-top { display: flex; align-items: baseline; gap: .75rem; padding: .7rem 0; border-bottom: 1px solid var(--line); font-size: .875rem; }
.bar-top .product { font-weight: 650; } .downloads { display: flex; flex-wrap: wrap; gap: 0 .6rem; } .bar-top button { display: none; } .js .bar-top button { display: block; } #print { margin-left: auto; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.35rem, 1rem + 1.6vw, 1.9rem); letter-spacing: -.01em; }
h2 { font-size: 1.35rem; } h3 { font-size: 1.1rem; margin: 2.2rem 0 .75rem; } h4 { font-size: 1rem; }
p, li, dd, .running { max-width: 75ch; }
p { margin: .4rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0; padding: .75rem 1rem; background: var(--soft); white-space: pre-wrap; }
ul { margin: .4rem 0; padding-left: 1.2rem; }
.plain { list-style: none; padding: 0; }
.muted { color: var(--muted); } .small { font-size: .875rem; } .lead { font-size: 1.1rem; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.blocked { --tone: var(--blocked); } .needsWork { --tone: var(--needsWork); } .ready { --tone: var(--ready); } .unverified { --tone: var(--unverified); }
.verdict { color: var(--tone); font-weight: 600; white-space: nowrap; }
.verdict .shape { display: inline-block; width: 1.2em; }
.shape { font-family: "Segoe UI Symbol", "DejaVu Sans", sans-serif; font-size: .9em; }
summary { cursor: pointer; color: var(--accent); width: fit-content; padding: .2rem 0; }
details { margin: .5rem 0; }
button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: .25rem; padding: .15rem .6rem; cursor: pointer; }
button:hover { background: var(--soft); }
[hidden] { display: none !important; }
.copy, .tools, .more { display: none; } .js .copy { display: inline-block; } .js .tools { display: flex; } .js .more { display: block; }
pre span { white-space: nowrap; } .copyable { position: relative; } pre.copyable { padding-right: 5rem; } pre .copy { position: absolute; top: .5rem; right: .5rem; background: var(--page); }
.js .without-script, .on-paper { display: none; }
.notice { border-left: 4px solid var(--needsWork); padding: .1rem 0 .1rem 1rem; margin: 1rem 0; }
`;
