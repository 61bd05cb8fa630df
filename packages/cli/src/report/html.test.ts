import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes text, in content and in attributes, and leaves its own pieces', () => {
    const piece = html`<b title="${`"'`}">${'<script>&'}</b>`;
    expect(String(html`<p>${[piece, piece]}${3}</p>`)).toBe(
      `<p>${'<b title="&quot;&#39;">&lt;script&gt;&amp;</b>'.repeat(2)}3</p>`,
    );
  });

  it('never lets a text open or close anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(String(html`${text}`)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
