/** Runs before anything is drawn: what a reader chose stays chosen, and what scripts hide never shows. */
export const headScript = `'use strict';
{
  const root = document.documentElement;
  root.classList.add('js');
  root.dataset.view = /^#(cluster|runbook)-/.test(location.hash) ? 'cluster' : 'overview';
  try {
    const theme = localStorage.getItem('kubenet-audit-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {}
}
`;
