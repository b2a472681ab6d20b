import { readFileSync } from 'node:fs';

/** Colours and type as Teams draws a card in its light theme, near enough to judge it by. */
const hostConfig = {
  fontFamily: "'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  containerStyles: Object.fromEntries(
    Object.entries({
      default: '#ffffff',
      emphasis: '#f0f0f0',
      good: '#e7f2da',
      warning: '#fbf6d9',
      attention: '#fcf4f6',
      accent: '#e8ebfa',
    }).map(([name, backgroundColor]) => [
      name,
      { backgroundColor, foregroundColors: { default: { default: '#242424', subtle: '#616161' } } },
    ]),
  ),
  actions: { actionsOrientation: 'horizontal', actionAlignment: 'left' },
};

/** A page that draws the card with Microsoft's own renderer, and Markdown as the strictest client would. */
export function cardPage(card: object, widthPx: number): string {
  const library = readFileSync(
    new URL('../../node_modules/adaptivecards/dist/adaptivecards.js', import.meta.url),
    'utf8',
  );
  const json = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>card</title><style>
body{margin:0;background:#f5f5f5;padding:16px}
#card{width:${widthPx - 32}px;box-sizing:border-box;background:#fff;border:1px solid #d1d1d1;border-radius:4px}
.ac-pushButton{font:600 14px sans-serif;padding:6px 12px;border:1px solid #d1d1d1;border-radius:4px;background:#fff}
a{color:#4f52b2}
</style></head><body><div id="card"></div><script>${library.replaceAll('</script', '<\\/script')}</script><script>
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = '<b>MARKDOWN</b>' + text; result.didProcess = true; };
const card = new AdaptiveCards.AdaptiveCard();
card.hostConfig = new AdaptiveCards.HostConfig(${json(hostConfig)});
card.parse(${json(card)});
document.getElementById('card').appendChild(card.render());
const overflowing = [...document.querySelectorAll('#card *')].filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0);
document.body.dataset.validation = String(card.validateProperties().validationEvents.length);
document.body.dataset.overflowing = String(overflowing.length);
document.body.dataset.height = String(document.getElementById('card').offsetHeight + 48);
</script></body></html>`;
}
