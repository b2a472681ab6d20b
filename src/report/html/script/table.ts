import { misleading } from '../../../words/plain-text.ts';

/**
 * The rows and what the reader asked of them. Rows out of sight are out of the document too: laying out thousands takes longer than
 * finding them.
 */
export const tableScript = String.raw`
const rowsAtOnce = 60;
const filters = ['sub', 'loc', 'owner', 'wave', 'effort', 'code'];
const table = document.querySelector('#cluster-table');
const search = document.querySelector('#search');
const count = document.querySelector('#count');
const more = document.querySelector('#more');
const clear = document.querySelector('#clear');
const heads = table ? [...table.tHead.rows[0].cells] : [];
const columnOf = (key) => heads.findIndex((head) => head.dataset.column === key);
const rows = table ? all('tbody > tr', table).map((element, index) => ({ element, index, ...element.dataset })) : [];
const body = table ? table.tBodies[0] : undefined;
const defaultColumns = heads.map((head) => head.dataset.column).filter((key) => !table.classList.contains('without-' + key));
const collator = new Intl.Collator('en', { numeric: true });
const number = new Intl.NumberFormat('en-US');
let found = rows;
let isWhole = false;

for (const extra of table ? [...table.tBodies].slice(1) : []) extra.remove();

function textOf(row) {
  row.text ??= (row.element.textContent + ' ' + row.id + ' ' + row.codes).toLowerCase();
  return row.text;
}

function cellOf(row, key) {
  return row.element.cells[columnOf(key)]?.textContent ?? '';
}

function fits(row, wanted) {
  return (
    (state.verdict.length === 0 || state.verdict.includes(row.verdict)) &&
    filters.every((name) => state[name] === '' || fitsOne(row, name, state[name])) &&
    wanted.every((word) => textOf(row).includes(word))
  );
}

/** An empty value is '-' in choices, so that it differs from "any". */
function fitsOne(row, name, value) {
  if (name === 'code') return row.codes.split(' ').includes(value);
  if (name === 'effort') return row.effort === value;
  if (name === 'sub') return row.id.split('/')[2]?.toLowerCase() === value.toLowerCase();
  return cellOf(row, name === 'loc' ? 'location' : name) === (value === '-' ? '' : value);
}

function find() {
  const wanted = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  found = rows.filter((row) => fits(row, wanted));
  const key = state.sort.replace(/^-/, '');
  const column = columnOf(key);
  if (column < 0) return;
  const direction = state.sort.startsWith('-') ? -1 : 1;
  const value = ({ element, index }) => (key === 'worst' ? String(index) : (element.cells[column].dataset.sort ?? element.cells[column].textContent));
  const values = new Map(found.map((row) => [row, value(row)]));
  found.sort((a, b) => direction * collator.compare(values.get(a), values.get(b)) || a.index - b.index);
}

function show() {
  if (!table) return;
  find();
  const listed = isWhole ? found : found.slice(0, rowsAtOnce);
  body.replaceChildren(...listed.map(({ element }) => element));
  more.hidden = listed.length === found.length;
  more.textContent = 'Show all ' + number.format(found.length);
  count.textContent = countText(listed.length);
  for (const head of heads) {
    const { column } = head.dataset;
    if (state.sort === column) head.setAttribute('aria-sort', 'ascending');
    else if (state.sort === '-' + column) head.setAttribute('aria-sort', 'descending');
    else head.removeAttribute('aria-sort');
    table.classList.toggle('without-' + column, !(state.cols ?? defaultColumns).includes(column) && column !== 'cluster');
  }
}

/** A text as RFC 4180 writes it; one that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(text) {
  const plain = text.replace(/\s+/g, ' ').replace(/${misleading.source}/gu, '\ufffd').trim();
  return '"' + (/^[=+\-@]/.test(plain) ? "'" : '') + plain.replaceAll('"', '""') + '"';
}

/** What a cell says, line by line; shapes only repeat it. */
function linesOf(cell) {
  const copy = cell.cloneNode(true);
  for (const each of all('[aria-hidden]', copy)) each.remove();
  return [...copy.childNodes].map((node) => node.textContent.trim()).filter(Boolean);
}

/** What the filter shows, in its order, with the columns that are in sight. */
function saveTable() {
  const shown = heads.map((head, index) => ({ index, head })).slice(1).filter(({ head }) => !table.classList.contains('without-' + head.dataset.column));
  const line = (cells) => cells.map(csvCell).join(',') + '\r\n';
  const row = ({ element, id }) => {
    const [name = '', subscription = ''] = linesOf(element.cells[0]);
    return line([name, subscription, ...shown.map(({ index }) => linesOf(element.cells[index]).join(' · ')), id]);
  };
  const text = '\uFEFF' + line(['Cluster', 'Subscription', ...shown.map(({ head }) => head.textContent), 'Resource id']) + found.map(row).join('');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = 'kubenet-clusters.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** How many of how many, and why. */
function countText(listed) {
  const why = reasons();
  const first = listed < found.length ? ' The first ' + number.format(listed) + ' are listed.' : '';
  if (why.length === 0) return count.dataset.all + (first === '' ? '' : '.' + first);
  return number.format(found.length) + ' of ' + number.format(rows.length) + ' clusters shown, because of ' + why.join(' and ') + '.' + first;
}

function reasons() {
  const words = state.verdict.map((each) => document.querySelector('[data-verdict-filter="' + CSS.escape(each) + '"]')?.dataset.word ?? each);
  return [
    ...(words.length > 0 ? ['verdict ' + words.join(' or ')] : []),
    ...all('select[data-filter]').filter((each) => each.value !== '').map((each) => each.dataset.label + ' ' + each.selectedOptions[0].textContent.replace(/ \([\d,]+\)$/, '')),
    ...(state.q.trim() === '' ? [] : ['the search for “' + state.q.trim() + '”']),
  ];
}
`;
