/**
 * The style sheet of the picture, light and dark; every selector starts with `.network-picture`, so that a page may hold it beside
 * its own. Colours are the report's.
 */
export const svgStyles = `
.network-picture { max-width: 100%; height: auto; font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
.network-picture .page { fill: #fff; }
.network-picture text { fill: #171a21; }
.network-picture .title { font-size: 17px; font-weight: 600; }
.network-picture .name { font-weight: 600; }
.network-picture .small { font-size: 11.5px; }
.network-picture .muted { fill: #555c6b; }
.network-picture .network, .network-picture .pods { fill: #f5f6f8; stroke: #c3c9d5; }
.network-picture .subnet, .network-picture .block { fill: #fff; stroke: #c3c9d5; }
.network-picture .table { fill: #e9eefb; stroke: #a9badf; }
.network-picture .absent { fill: #fdf0f1; stroke: #8c1022; stroke-dasharray: 6 4; }
.network-picture .ghost { stroke-dasharray: 4 3; }
.network-picture .pill { fill: #fff; stroke-width: 1.5; }
.network-picture .icon { fill: none; stroke: #555c6b; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
.network-picture .track { fill: #fff; stroke: #a9badf; }
.network-picture .fill { fill: #4a6fb8; }
.network-picture .fill.full { fill: #8c1022; }
.network-picture .line { fill: none; stroke: #555c6b; stroke-width: 1.5; }
.network-picture .thick { stroke-width: 4; }
.network-picture .dashed { stroke-dasharray: 7 5; }
.network-picture .dotted { stroke-dasharray: 1.5 5; stroke-linecap: round; }
.network-picture .good { stroke: #0b5d4b; } .network-picture text.good { fill: #0b5d4b; stroke: none; }
.network-picture .bad { stroke: #8c1022; } .network-picture text.bad { fill: #8c1022; stroke: none; }
.network-picture .warning { stroke: #a15400; } .network-picture text.warning { fill: #a15400; stroke: none; }
.network-picture .quiet { stroke: #5f6678; } .network-picture text.quiet { fill: #5f6678; stroke: none; }
@media (prefers-color-scheme: dark) { @media not print {
.network-picture .page { fill: #14171d; }
.network-picture text { fill: #e8eaf0; }
.network-picture .muted { fill: #a3abba; }
.network-picture .network, .network-picture .pods { fill: #1c2028; stroke: #434c5b; }
.network-picture .subnet, .network-picture .block { fill: #14171d; stroke: #434c5b; }
.network-picture .table { fill: #1d2638; stroke: #44577f; }
.network-picture .absent { fill: #2a191d; stroke: #ff8a80; }
.network-picture .pill { fill: #14171d; }
.network-picture .icon { stroke: #a3abba; }
.network-picture .track { fill: #14171d; stroke: #44577f; }
.network-picture .fill { fill: #6f95e0; } .network-picture .fill.full { fill: #ff8a80; }
.network-picture .line { stroke: #a3abba; }
.network-picture .good { stroke: #5fcbaa; } .network-picture text.good { fill: #5fcbaa; }
.network-picture .bad { stroke: #ff8a80; } .network-picture text.bad { fill: #ff8a80; }
.network-picture .warning { stroke: #ffd27a; } .network-picture text.warning { fill: #ffd27a; }
.network-picture .quiet { stroke: #a3acc0; } .network-picture text.quiet { fill: #a3acc0; }
} }
`;
