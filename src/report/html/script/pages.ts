/** One cluster's page at a time, unpacked when it is asked for; the address says which. */
export const pagesScript = String.raw`
const pages = document.querySelector('#pages');
const idsIn = (pack) => pack.dataset.keys.split(' ').map((key) => 'cluster-' + decodeURIComponent(key));
const packs = new Map(all('script.pack').flatMap((pack) => idsIn(pack).map((id) => [id, pack])));
const opened = new Map();
const title = document.title;
let current;
let overviewScroll = 0;

/** Every page of a pack: which of the lines, with what stands in for its names. */
async function unpack(pack) {
  const bytes = Uint8Array.from(atob(pack.textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const [pages, ...lines] = (await new Response(stream).text()).split('\u0001');
  return JSON.parse(pages).map((page) => ({ names: page.names, text: page.lines.map((line) => lines[line]).join('') }));
}

async function pageOf(id) {
  const page = document.getElementById(id);
  if (page) return page;
  const pack = packs.get(id);
  if (!pack) return undefined;
  if (!opened.has(pack)) opened.set(pack, unpack(pack));
  const { names, text } = (await opened.get(pack))[idsIn(pack).indexOf(id)];
  const template = document.createElement('template');
  template.innerHTML = text.replace(/[\u0002-\u0005]/g, (standIn) => names[standIn.charCodeAt(0) - 2]);
  pages.append(template.content);
  return document.getElementById(id);
}

/** What stands in it for readers without scripts. */
function fillIn(details) {
  const rows = details.querySelector(':scope > noscript');
  if (!rows) return;
  const template = document.createElement('template');
  template.innerHTML = rows.textContent;
  rows.replaceWith(template.content);
}
document.addEventListener('toggle', ({ target }) => { if (target.open) fillIn(target); }, true);

/** Every page that the file holds, and every row, where the whole report is in sight. */
async function bringEverything() {
  if (root.dataset.view !== 'overview') return;
  for (const id of packs.keys()) await pageOf(id);
  for (const wave of all('details.wave')) fillIn(wave);
}

async function openCluster(id, isRunbook) {
  if (root.dataset.view === 'overview') overviewScroll = scrollY;
  const page = (await pageOf(id)) ?? document.querySelector('#no-page');
  current?.classList.remove('current');
  current = page;
  root.dataset.view = 'cluster';
  page.classList.add('current');
  for (const link of all('a.all', page)) link.href = '#' + (fragmentOf(state) || 'clusters');
  addNeighbours(page, id);
  document.title = (page.querySelector('h2')?.textContent ?? '') + ' · ' + title;
  scrollTo(0, 0);
  page.focus({ preventScroll: true });
  const runbook = page.querySelector('details.runbook');
  if (!runbook) return;
  showTicks(runbook);
  if (!isRunbook) return;
  runbook.open = true;
  runbook.scrollIntoView();
}

/** The clusters before and after it in the table as it stands. */
function addNeighbours(page, id) {
  page.querySelector('.neighbours')?.remove();
  const index = found.findIndex(({ key }) => 'cluster-' + key === id);
  if (index < 0) return;
  const span = document.createElement('span');
  span.className = 'neighbours';
  const link = (row, text) => {
    const a = document.createElement('a');
    a.href = '#' + encodeURIComponent('cluster-' + row.key);
    a.textContent = text;
    a.title = row.element.querySelector('a')?.textContent ?? '';
    return a;
  };
  const parts = [
    found[index - 1] && link(found[index - 1], '← Previous'),
    number.format(index + 1) + ' of ' + number.format(found.length),
    found[index + 1] && link(found[index + 1], 'Next →'),
  ];
  for (const part of parts.filter(Boolean)) span.append(part, ' ');
  page.querySelector('.back')?.append(span);
}

function openOverview(hash) {
  const wasCluster = root.dataset.view === 'cluster';
  root.dataset.view = 'overview';
  document.title = title;
  const isState = hash.includes('=');
  if (isState || !wasCluster) state = isState ? stateOf(hash) : { ...nothing };
  syncControls();
  show();
  const target = isState || hash === '' ? undefined : document.getElementById(decoded(hash));
  if (target) {
    for (let each = target; each; each = each.parentElement) if (each instanceof HTMLDetailsElement) each.open = true;
    for (const each of all(':scope > details', target)) each.open = true;
  }
  if (wasCluster) {
    if (target && target.id !== 'clusters') target.scrollIntoView();
    else scrollTo(0, overviewScroll);
    all('a', table ?? pages).find((link) => link.hash === '#' + encodeURIComponent(current?.id ?? ''))?.focus({ preventScroll: true });
    current?.classList.remove('current');
    current = undefined;
  } else target?.scrollIntoView();
}

function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

function route() {
  const hash = decoded(location.hash.slice(1));
  const [, kind, key] = /^(cluster|runbook)-(.*)$/s.exec(hash) ?? [];
  return kind ? openCluster('cluster-' + key, kind === 'runbook') : openOverview(location.hash.slice(1));
}
`;
