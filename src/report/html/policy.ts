import { createHash } from 'node:crypto';
import { headScript, script } from './script.ts';
import { styles } from './styles.ts';

/** What a page allows itself: its one style sheet and its two scripts, by hash, and nothing from anywhere. */
export const metaContentSecurityPolicy = [
  "default-src 'none'",
  `style-src '${hashOf(styles)}'`,
  `script-src '${hashOf(headScript)}' '${hashOf(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The `Content-Security-Policy` header that fits the HTML report; the page carries all of it that a page itself can say. */
export const htmlContentSecurityPolicy = `${metaContentSecurityPolicy}; frame-ancestors 'none'`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
