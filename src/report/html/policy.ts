import { createHash } from 'node:crypto';
import { clusterScript, headScript, script } from './script.ts';
import { styles } from './styles.ts';

/** What a page allows itself: its one style sheet and its two scripts, by hash, and nothing from anywhere. */
export const metaContentSecurityPolicy = policyFor(script);

/** The same of the page of one cluster. */
export const clusterMetaPolicy = policyFor(clusterScript);

/** The `Content-Security-Policy` header that fits the HTML report; the page carries all of it that a page itself can say. */
export const htmlContentSecurityPolicy = `${metaContentSecurityPolicy}; frame-ancestors 'none'`;

export const clusterContentSecurityPolicy = `${clusterMetaPolicy}; frame-ancestors 'none'`;

function policyFor(pageScript: string): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(styles)}'`,
    `script-src '${hashOf(headScript)}' '${hashOf(pageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
