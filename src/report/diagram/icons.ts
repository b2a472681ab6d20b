import { type Html, html } from '../../words/html-escape.ts';

/** Icons of our own, in a square of 20 around the origin. */
const icons = {
  node: html`<rect x="-8" y="-8" width="16" height="7" rx="1.5"></rect><rect x="-8" y="1" width="16" height="7" rx="1.5"></rect><path d="M-5 -4.5h.01M-5 4.5h.01M1 -4.5h4M1 4.5h4"></path>`,
  nodes: html`<rect x="-9" y="-5" width="14" height="6" rx="1.5"></rect><rect x="-9" y="3" width="14" height="6" rx="1.5"></rect><path d="M-5 -8h13v13M-5.5 -2h.01M-5.5 6h.01"></path>`,
  subnet: html`<path d="M-4 -8h-5v16h5M4 -8h5v16h-5M-4 0h.01M0 0h.01M4 0h.01"></path>`,
  table: html`<rect x="-9" y="-8" width="18" height="16" rx="1.5"></rect><path d="M-9 -3h18M-9 3h18M-2 -3v11"></path>`,
  pods: html`<path d="M0 -9l7.8 4.5v9L0 9l-7.8 -4.5v-9zM-7.8 -4.5L0 0l7.8 -4.5M0 0v9"></path>`,
  network: html`<circle cx="0" cy="-6" r="3"></circle><circle cx="-7" cy="6" r="3"></circle><circle cx="7" cy="6" r="3"></circle><path d="M-1.5 -3.4L-5.5 3.4M1.5 -3.4L5.5 3.4M-4 6h8"></path>`,
  cluster: html`<circle r="8.5"></circle><path d="M0 -8.5v17M-7.4 -4.2l14.8 8.5M7.4 -4.2l-14.8 8.5"></path>`,
  cloud: html`<path d="M-6 6a4.5 4.5 0 0 1 .4 -9a6.5 6.5 0 0 1 12 1.6a3.8 3.8 0 0 1 -.4 7.4z"></path>`,
} as const;

export type IconName = keyof typeof icons;

export function icon(name: IconName, x: number, y: number): Html {
  return html`<g class="icon" transform="translate(${x} ${y})">${icons[name]}</g>`;
}
