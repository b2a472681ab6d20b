import { svgStyles } from '../../diagram/svg-styles.ts';

const [pictureLight = '', pictureDark = ''] = svgStyles.split(
  '@media (prefers-color-scheme: dark) { @media not print {',
);

/** The picture follows the system's theme by itself; these make it follow the page's button. */
const picture = `${svgStyles}
:root[data-theme=light] {${pictureLight}}
@media not print { :root[data-theme=dark] {${pictureDark.replace(/\} \}\s*$/, '')}} }
`;

export const chartStyles = `
.burn-down { margin: .6rem 0 0; }
.burn-down figcaption { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem 1.2rem; }
.chart { overflow: visible; } .chart.narrow { display: none; }
.key { display: inline-flex; align-items: center; gap: .4rem; } .key .chart { width: 1.4rem; height: .625rem; flex: none; }
.chart .grid { stroke: var(--line); stroke-width: 1; } .chart .due { stroke: var(--blocked); stroke-width: 1.5; stroke-dasharray: 2 3; }
.chart .tick { fill: var(--muted); font-size: 12px; } .chart .strong { fill: var(--text); font-weight: 600; }
.chart polyline { fill: none; } .chart .measured { stroke: var(--fill); stroke-width: 2.5; stroke-linejoin: round; }
.chart .needed { stroke: var(--muted); stroke-width: 1.5; } .chart .forecast { stroke: var(--fill); stroke-width: 2; stroke-dasharray: 6 5; }
.chart .range { fill: var(--fill); fill-opacity: .18; } .chart .left { fill: var(--page); stroke: var(--ready); stroke-width: 2; } .chart .now { fill: var(--fill); stroke: var(--page); stroke-width: 1.5; }
.gauges { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1rem 1.5rem; }
.gauge { width: 8.5rem; text-align: center; } .gauge svg { width: 7.5rem; margin: 0 auto; overflow: visible; }
.gauge path { fill: none; stroke-width: 9; } .gauge .track { stroke: var(--track); } .gauge .value { stroke: var(--tone); } .gauge .span { stroke: var(--muted); stroke-width: 2.5; }
.gauge p { margin: -2.1rem 0 0; } .gauge .figure { display: block; font-size: 1.7rem; } .gauge .name { display: block; font-weight: 600; margin-top: .1rem; } .gauge .small { color: var(--tone); font-weight: 600; } .gauge .between { display: block; font-size: .8125rem; color: var(--muted); }
.sparklines { display: flex; flex-wrap: wrap; gap: .5rem 3rem; } .sparklines p { margin: 0; } .spark { width: 15rem; max-width: 100%; }
${picture}
.picture { max-width: none; border: 1px solid var(--line); border-radius: .25rem; } .picture .network-picture { min-width: 44rem; }
`;
