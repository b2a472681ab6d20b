/**
 * Paper has what a manager reads: first screen, steps, table, coverage. A button adds the rest: the clusters' pages, and all that is folded.
 * A link to what is not on paper is text there.
 */
export const printScript = `
const everything = document.querySelector('#print');
let unfolded = [];
let unlinked = [];

function isOnPaper(link) {
  let id = link.hash.slice(1);
  // What is not encoded as an address is an id as it stands.
  try { id = decodeURIComponent(id); } catch {}
  return document.getElementById(id)?.checkVisibility() === true;
}

everything.addEventListener('click', async () => {
  await bringEverything();
  root.dataset.print = 'all';
  unfolded = [...document.querySelectorAll('details:not([open])')];
  for (const each of unfolded) each.open = true;
  print();
});
addEventListener('beforeprint', () => {
  unlinked = [...document.querySelectorAll('a[href^="#"]')].filter((link) => !isOnPaper(link)).map((link) => [link, link.getAttribute('href')]);
  for (const [link] of unlinked) link.removeAttribute('href');
});
addEventListener('afterprint', () => {
  for (const [link, href] of unlinked) link.setAttribute('href', href);
  for (const each of unfolded) each.open = false;
  unlinked = unfolded = [];
  delete root.dataset.print;
});
`;
