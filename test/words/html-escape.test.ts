import { describe, expect, it } from 'vitest';
import { html, markupOf, trusted } from '../../src/words/html-escape.ts';

describe('the html template', () => {
  it('escapes what it is given, in text and in attributes', () => {
    expect(markupOf(html`<a title="${`"'<>&`}">${'<b>'}</a>`)).toBe(
      '<a title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</a>',
    );
  });

  it('takes its own markup as it is, also in lists', () => {
    expect(markupOf(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;</li></ul>',
    );
    expect(markupOf(trusted('<hr>'))).toBe('<hr>');
  });

  it('leaves out null and undefined, and keeps 0', () => {
    expect(markupOf(html`[${null}${undefined}${0}]`)).toBe('[0]');
  });

  it('shows control characters and what turns round or hides text as what they are not', () => {
    expect(markupOf('a\u0000b\u202Ec\tعربي')).toBe('a\uFFFDb\uFFFDc\tعربي');
    expect(markupOf('a\u200Bb\u{E0041}c\u200Ed')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
    expect(markupOf('half \uD800')).toBe('half \uFFFD');
  });
});
