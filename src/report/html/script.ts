/** What the page does more where scripts run: search, filter by verdict, sort, copy. Everything is readable without it. */
export const script = `'use strict';
document.documentElement.classList.add('js');
const table = document.querySelector('#cluster-table');
const search = document.querySelector('#search');
const count = document.querySelector('#count');
const verdictLinks = [...document.querySelectorAll('[data-verdict-filter]')];
let verdict = '';

function show() {
  if (!table) return;
  const wanted = search.value.trim().toLowerCase();
  let shown = 0;
  const rows = [...table.tBodies[0].rows];
  for (const row of rows) {
    const fits = (verdict === '' || row.dataset.verdict === verdict) && row.dataset.search.includes(wanted);
    row.hidden = !fits;
    if (fits) shown += 1;
  }
  const why = [];
  if (verdict !== '') why.push('with the verdict ' + verdictLinks.find((link) => link.dataset.verdictFilter === verdict).dataset.word);
  if (wanted !== '') why.push('matching \\u201c' + search.value.trim() + '\\u201d');
  count.textContent = why.length === 0 ? count.dataset.all : shown + ' of ' + rows.length + ' clusters shown, ' + why.join(', ');
}

function choose(link) {
  verdict = verdict === link.dataset.verdictFilter ? '' : link.dataset.verdictFilter;
  for (const each of verdictLinks) each.setAttribute('aria-pressed', String(each.dataset.verdictFilter === verdict));
  show();
}

for (const link of verdictLinks) {
  link.setAttribute('role', 'button');
  link.setAttribute('aria-pressed', 'false');
  link.addEventListener('click', (event) => { if (verdict === link.dataset.verdictFilter) event.preventDefault(); choose(link); });
  link.addEventListener('keydown', (event) => { if (event.key === ' ') { event.preventDefault(); choose(link); } });
}
if (search) search.addEventListener('input', show);

function sortBy(header, column) {
  const up = header.getAttribute('aria-sort') !== 'ascending';
  for (const each of table.tHead.rows[0].cells) each.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  const body = table.tBodies[0];
  const value = (row) => row.cells[column].dataset.sort;
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * compare(value(a), value(b))));
}

if (table) {
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...header.childNodes);
    button.addEventListener('click', () => sortBy(header, column));
    header.append(button);
  });
}

document.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('button.copy') : null;
  if (!button) return;
  const code = button.closest('.copyable').querySelector('code');
  let done = 'Copied';
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    done = 'Selected';
  }
  button.textContent = done;
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
});
`;
