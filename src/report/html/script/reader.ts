/** Copying, ticking and the theme: on the report and on a cluster's own page. */
export const readerScript = `
const said = document.querySelector('#said');
const theme = document.querySelector('#theme');
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

async function copy(button) {
  const code = button.closest('.copyable').querySelector('code');
  let done = 'Copied';
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    done = 'Selected';
  }
  button.textContent = done;
  said.textContent = done;
  setTimeout(() => { button.textContent = 'Copy'; said.textContent = ''; }, 2000);
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button.copy') : null;
  if (button) copy(button);
});

// Ticks are the reader's own: they stay in this browser, by cluster and step.
const tickKey = (box) => 'kubenet-audit-tick ' + box.closest('[data-runbook]').dataset.runbook + ' ' + box.dataset.step;
function showTicks(runbook) {
  const boxes = [...runbook.querySelectorAll('input[data-step]')];
  for (const box of boxes) { try { box.checked = localStorage.getItem(tickKey(box)) === '1'; } catch {} }
  countTicks(runbook);
}
function countTicks(runbook) {
  const done = runbook.querySelectorAll('input[data-step]:checked').length;
  runbook.querySelector('.ticked').textContent = done === 0 ? '' : ' (' + number.format(done) + ' done)';
}
document.addEventListener('change', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.matches('input[data-step]')) return;
  try { box.checked ? localStorage.setItem(tickKey(box), '1') : localStorage.removeItem(tickKey(box)); } catch {}
  countTicks(box.closest('[data-runbook]'));
});

theme.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try { localStorage.setItem('kubenet-audit-theme', root.dataset.theme); } catch {}
  nameTheme();
});
function nameTheme() {
  theme.textContent = isDark() ? 'Light' : 'Dark';
  theme.setAttribute('aria-label', theme.textContent + ' theme');
}
nameTheme();

`;
