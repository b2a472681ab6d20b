/** Verdict colours keep 4.5:1 on both backgrounds of both themes and differ in lightness. Each colour is light, then dark. */
export const colours = {
  page: ['#ffffff', '#14171d'],
  soft: ['#f5f6f8', '#1c2028'],
  text: ['#171a21', '#e8eaf0'],
  muted: ['#555c6b', '#a3abba'],
  line: ['#d5d9e1', '#343b48'],
  accent: ['#1a4fc0', '#8ab0ff'],
  blocked: ['#8c1022', '#ff8a80'],
  needsWork: ['#a15400', '#ffd27a'],
  ready: ['#0b5d4b', '#5fcbaa'],
  unverified: ['#5f6678', '#a3acc0'],
  track: ['#e1e5ec', '#2b313d'],
  fill: ['#4a6fb8', '#6f95e0'],
} as const;

const variables = Object.entries(colours)
  .map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`)
  .join(' ');

/** Paper is always light. */
export const colourStyles = `
:root { color-scheme: light dark; ${variables} }
@media screen { :root[data-theme=light] { color-scheme: light; } :root[data-theme=dark] { color-scheme: dark; } }
@media print { :root { color-scheme: light; } }
`;
