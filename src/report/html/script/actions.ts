/** What the reader's hands do. */
export const actionsScript = `
// A page that was saved has no app to ask.
if (!location.protocol.startsWith('http')) for (const links of all('.downloads')) links.remove();

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

document.addEventListener('click', (event) => {
  const at = event.target instanceof Element ? event.target.closest('[data-verdict-filter], [data-code-filter]') : null;
  if (!at) return;
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
document.querySelector('#save')?.addEventListener('click', saveTable);
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

addEventListener('hashchange', route);
addEventListener('beforeprint', () => { if (body) body.replaceChildren(...found.map(({ element }) => element)); });
addEventListener('afterprint', show);
route();
// The first search would otherwise wait until every row was read.
(window.requestIdleCallback ?? setTimeout)(() => rows.forEach(textOf));
`;
