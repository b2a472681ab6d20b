/** What the reader chose, as controls show it and as the page's address keeps it, so that a view can be sent to somebody. */
export const stateScript = `
const nothing = { q: '', verdict: [], sub: '', loc: '', owner: '', wave: '', effort: '', code: '', sort: '', cols: undefined };
let state = { ...nothing };

function fragmentOf({ verdict, cols, ...texts }) {
  const pairs = Object.entries(texts).filter(([, value]) => value !== '');
  if (verdict.length > 0) pairs.push(['verdict', verdict.join(',')]);
  if (cols !== undefined) pairs.push(['cols', cols.join(',')]);
  return new URLSearchParams(pairs).toString().replaceAll('%2C', ',');
}

function stateOf(fragment) {
  const given = new URLSearchParams(fragment);
  const text = (name) => given.get(name) ?? '';
  const list = (name) => text(name).split(',').filter(Boolean);
  const texts = Object.fromEntries(['q', 'sort', ...filters].map((name) => [name, text(name)]));
  return { ...nothing, ...texts, verdict: list('verdict'), cols: given.has('cols') ? list('cols') : undefined };
}

function change(part) {
  state = { ...state, ...part };
  isWhole = false;
  syncControls();
  show();
  const fragment = fragmentOf(state);
  history.replaceState(null, '', location.href.split('#')[0] + (fragment === '' ? '' : '#' + fragment));
}

function syncControls() {
  if (!table) return;
  if (search.value !== state.q) search.value = state.q;
  for (const select of all('select[data-filter]')) {
    select.value = state[select.dataset.filter];
    if (select.selectedIndex < 0) select.value = '';
    select.classList.toggle('set', select.value !== '');
  }
  for (const each of all('[data-verdict-filter].toggle')) each.setAttribute('aria-pressed', String(state.verdict.includes(each.dataset.verdictFilter)));
  for (const box of all('input[data-column]')) box.checked = (state.cols ?? defaultColumns).includes(box.dataset.column);
  clear.hidden = state.verdict.length === 0 && state.q === '' && filters.every((name) => state[name] === '');
}
`;
