import { createHash } from 'node:crypto';
import { productVersion } from '../../config/product-version.ts';
import type { Settings } from '../../config/settings.ts';
import { formats } from '../../report/formats.ts';
import { type Html, html, markupOf, trusted } from '../../words/html-escape.ts';
import type { Route } from './route.ts';
import type { RouteResponse } from './route-response.ts';
import { securityHeaders } from './security-headers.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
code{overflow-wrap:anywhere}li{margin:.25rem 0}`;
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What there is and how to get in, for somebody who opens the app without knowing more. It holds nothing of any audit. `code` is the
 * key that the caller sent, if any: the links then carry it, so that they open.
 */
export function homePage(
  routes: readonly Route[],
  { signIn, url = '' }: Pick<Settings, 'signIn' | 'url'>,
  code: string | null,
): RouteResponse {
  const link = (path: string, parameters: Record<string, string>, text: string) => {
    const query = new URLSearchParams(code === null ? parameters : { ...parameters, code });
    return html`<a href="${url}/api/${path}${query.size > 0 ? `?${query}` : ''}">${text}</a>`;
  };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>kubenet-audit ${productVersion}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
<h1>kubenet-audit ${productVersion}</h1>
<ul>
<li>${link('report', { format: 'html' }, 'The report')} of the last audit; the same as ${formatLinks(link)}</li>
<li>${link('clusters', {}, 'Clusters')}, and ${link('runs', {}, 'runs')}; <code>POST /api/runs</code> starts an audit now</li>
<li>${link('health', {}, 'Health')} for everybody, and ${link('status', {}, 'status')} with what went wrong</li>
<li>${link('openapi.json', {}, 'OpenAPI')}: all ${routes.length} routes, for programs</li>
</ul>
<h2>When you are refused</h2>
<p>${signIn.kind === 'entra' ? entraHelp : keyHelp}</p>
<p>How to deploy, operate and read it is written in the folder <code>docs</code> that comes with it: begin with <code>docs/operations.md</code>.</p>
</main>
</body>
</html>
`;
  return {
    status: 200,
    headers: {
      ...securityHeaders,
      'content-security-policy': policy,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: markupOf(page),
  };
}

function formatLinks(link: (path: string, parameters: Record<string, string>, text: string) => Html): Html[] {
  const files = formats.filter(({ isDocument, name }) => isDocument && name !== 'html');
  return files.map(({ name }, at) => html`${at === 0 ? '' : ', '}${link('report', { format: name }, name)}`);
}

const keyHelp = html`An empty page with status 401 means that the address carries no function key, or a wrong one. Programs send it as the header <code>x-functions-key</code>; in a browser add <code>?code=KEY</code> to the address of this page. Whoever runs the app reads it with <code>az functionapp keys list --resource-group GROUP --name APP</code>.`;

const entraHelp = html`This app takes people who have signed in with Microsoft Entra, and no keys. Status 401 means that nobody is signed in; 403, that the account is of another tenant, or has no role here: ask whoever runs the app.`;
