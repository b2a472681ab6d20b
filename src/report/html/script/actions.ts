/** What the reader's hands do. */
export const actionsScript = `
const said = document.querySelector('#said');
const theme = document.querySelector('#theme');
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

function toTable() {
  document.querySelector('#clusters')?.scrollIntoView();
}

function filterBy(link) {
  const { verdictFilter, codeFilter } = link.dataset;
  if (!link.classList.contains('toggle')) {
    change({ ...nothing, cols: state.cols, sort: state.sort, verdict: verdictFilter ? [verdictFilter] : [], code: codeFilter ?? '' });
  } else {
    const isOn = state.verdict.includes(verdictFilter);
    change({ verdict: isOn ? state.verdict.filter((each) => each !== verdictFilter) : [...state.verdict, verdictFilter] });
  }
  if (link instanceof HTMLAnchorElement) toTable();
}

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
  const at = event.target instanceof Element ? event.target.closest('[data-verdict-filter], [data-code-filter], button.copy') : null;
  if (!at) return;
  if (at.matches('button.copy')) return copy(at);
  event.preventDefault();
  filterBy(at);
});

for (const link of all('a.toggle')) {
  link.setAttribute('role', 'button');
  link.addEventListener('keydown', (event) => { if (event.key === ' ') { event.preventDefault(); filterBy(link); } });
}

search?.addEventListener('input', () => change({ q: search.value }));
for (const select of all('select[data-filter]')) select.addEventListener('change', () => change({ [select.dataset.filter]: select.value }));
for (const box of all('input[data-column]')) {
  box.addEventListener('change', () => {
    const cols = all('input[data-column]').filter((each) => each.checked).map((each) => each.dataset.column);
    const isDefault = cols.join() === defaultColumns.filter((key) => key !== 'cluster').join();
    change({ cols: isDefault ? undefined : cols });
  });
}
clear?.addEventListener('click', () => { change({ ...nothing, sort: state.sort, cols: state.cols }); search.focus(); });
more?.addEventListener('click', () => { isWhole = true; show(); });

for (const head of heads) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'sort';
  button.append(...head.childNodes);
  const { column } = head.dataset;
  button.addEventListener('click', () => change({ sort: state.sort === column ? '-' + column : state.sort === '-' + column ? '' : column }));
  head.append(button);
}

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

addEventListener('hashchange', route);
addEventListener('beforeprint', () => { if (body) body.replaceChildren(...found.map(({ element }) => element)); });
addEventListener('afterprint', show);
route();
// The first search would otherwise wait until every row was read.
(window.requestIdleCallback ?? setTimeout)(() => rows.forEach(textOf));
`;
