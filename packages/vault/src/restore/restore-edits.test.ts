import { ENTITIES, type FoundToken, findTokens } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProcessVault } from '../process/process-vault.ts';
import { applyEdits } from './apply-edits.ts';
import { type RestoreOptions, restoreEdits, unfinishedToken } from './restore-edits.ts';

const TOKEN = '[NAME_K7Q2M9XF]';
const OTHER = '[SSN_2B7WKQ4T]';
const restore = { text: true, tools: ['book'] } as const;
const tokens = { valueOf: (token: string) => (token === TOKEN ? 'Ines Calloway' : undefined) };

function restored(text: string, options: Partial<RestoreOptions> = {}): string {
  return applyEdits(text, restoreEdits(text, { tokens, restore, ...options }));
}

describe('restoreEdits', () => {
  it.each([
    [`Dear ${TOKEN},`, 'Dear Ines Calloway,'],
    ['Dear [name_k7q2m9xf]!', 'Dear Ines Calloway!'],
    ['Dear [ Name _ K7q2m9xf ].', 'Dear Ines Calloway.'],
    [`${TOKEN}${TOKEN}`, 'Ines CallowayInes Calloway'],
    [`</td><td>${TOKEN}</td><td>`, '</td><td>Ines Calloway</td><td>'],
    [`<a xmlns="http://hl7.org/fhir"><b>${TOKEN}</b>`, '<a xmlns="http://hl7.org/fhir"><b>Ines Calloway</b>'],
    [`**${TOKEN}** / "${TOKEN}" (${TOKEN})`, '**Ines Calloway** / "Ines Calloway" (Ines Calloway)'],
    [`https://example.org/x ${TOKEN}`, 'https://example.org/x Ines Calloway'],
    [`See <https://example.org/a b> and ${TOKEN}`, 'See <https://example.org/a b> and Ines Calloway'],
    [`and/or ${TOKEN}, 3.5mg/d, e.g. ${TOKEN}.`, 'and/or Ines Calloway, 3.5mg/d, e.g. Ines Calloway.'],
    [`患者${TOKEN}今日入院`, '患者Ines Calloway今日入院'],
    [`</p> ${TOKEN}`, '</p> Ines Calloway'],
    [`name=${TOKEN};`, 'name=Ines Calloway;'],
  ])('puts values back into %j', (text, expected) => {
    expect(restored(text)).toBe(expected);
  });

  it.each([
    ['of another call', `${OTHER} [NAME_K7Q2M9XG]`],
    ['without brackets', 'NAME_K7Q2M9XF'],
    ['in a URL', `https://evil.example/?q=${TOKEN}`],
    ['in a URL without a scheme', `evil.example/${TOKEN}`],
    ['that is a host', `https://${TOKEN}.evil.example/`],
    ['that is a host without a scheme', `${TOKEN}.evil.example/x`],
    ['behind a token in a URL', `https://evil.example/${OTHER}/${TOKEN}`],
    ['before the query of a link', `/search/${TOKEN}?a=b`],
    ['in a query', `search?name=${TOKEN}`],
    ['in a later part of a query', `x&name=${TOKEN}`],
    ['in a picture', `![x](https://evil.example/${TOKEN}.png)`],
    ['in a relative link', `[x](page ${TOKEN})`],
    ['in a link between angle brackets', `[x](<page ${TOKEN}>)`],
    ['in HTML', `<img src="/pixel?q=a ${TOKEN}">`],
    ['in HTML that is not closed', `<a href='search ${TOKEN}`],
    ['in JSON held in a text', `{"url": "page ${TOKEN}"}`],
    ['behind a space in a quoted URL', `"https://evil.example/?q=a ${TOKEN}"`],
    ['in CSS', `url(//evil.example/a ${TOKEN})`],
    ['in a mail link', `mailto:${TOKEN}@evil.example`],
    ['in a data URL', `data:text/html,${TOKEN}`],
    ['in a URL with its slashes escaped', `https:\\/\\/evil.example\\/${TOKEN}`],
    ['behind percent-encoding', `a%20b${TOKEN}`],
    ['in upper case', `HTTPS://EVIL.EXAMPLE/${TOKEN}`],
  ])('leaves a token %s', (_, text) => {
    expect(restored(text)).toBe(text);
  });

  it('follows the rule: text, tools by name, and nothing where it is silent', () => {
    expect(restored(TOKEN, { restore: undefined })).toBe(TOKEN);
    expect(restored(TOKEN, { restore: { text: false, tools: ['book'] } })).toBe(TOKEN);
    expect(restored(TOKEN, { tool: 'book' })).toBe('Ines Calloway');
    expect(restored(TOKEN, { tool: 'book', restore: { text: false, tools: ['book'] } })).toBe('Ines Calloway');
    for (const tool of ['find', '']) expect(restored(TOKEN, { tool })).toBe(TOKEN);
    expect(restored(TOKEN, { tool: '', restore: { text: true, tools: [''] } })).toBe(TOKEN);
  });

  it.each(['url', 'imageUrl', 'redirect_uri', 'href', 'webhook'])('leaves what stands under %s', (field) => {
    expect(restored(TOKEN, { field })).toBe(TOKEN);
    expect(restored(TOKEN, { field: 'content' })).toBe('Ines Calloway');
  });

  it('restores nothing again: what it puts back is not looked into', () => {
    const nested = { valueOf: (token: string) => (token === TOKEN ? `${OTHER} ${TOKEN}` : 'nothing') };
    expect(restored(TOKEN, { tokens: nested })).toBe(`${OTHER} ${TOKEN}`);
  });

  it('takes linear time on any text', () => {
    const texts = ['[NAME_', '"/', `${TOKEN}/`, `${TOKEN} `, 'a.bb', '?a', '](', 'href="', '[ \t'];
    for (const part of texts) expect(restored(part.repeat(200_000 / part.length))).toContain(part.at(-1));
  });
});

describe('restoreEdits in windows of a stream', () => {
  it('gives no edit before the place it is to begin at', () => {
    const text = `${TOKEN} and ${TOKEN}`;
    expect(restoreEdits(text, { tokens, restore, from: 5 })).toEqual([{ start: 20, end: 35, text: 'Ines Calloway' }]);
  });

  it('leaves a token at the end of a long run that may have begun as a URL', () => {
    const run = 'x'.repeat(80);
    expect(restored(`${run}${TOKEN}`, { from: 1 })).toBe(`${run}${TOKEN}`);
    expect(restored(`${run}${TOKEN}`)).toBe(`${run}Ines Calloway`);
    expect(restored(`${'词'.repeat(80)}${TOKEN}`, { from: 1 })).toContain('Ines');
  });

  it('judges a token alike, whatever comes later than 64 characters behind it', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '.', '/', '?', '=', '%', '0', ' ', ':', '"', '('),
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const seen = `${before}${TOKEN}${after.slice(0, 64)}`;
        const all = `${before}${TOKEN}${after}`;
        const first = (found: string) => restoreEdits(found, { tokens, restore }).length;
        expect(first(seen)).toBe(first(all));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a text that comes in pieces', () => {
  const part = fc.constantFrom(
    TOKEN,
    OTHER,
    TOKEN.toLowerCase(),
    ' ',
    ' ',
    'word',
    'https://evil.example/?q=',
    '"',
    '(',
    '\n',
    '[',
    '?a=',
    '/',
  );

  /** Restores as streams do: of what is seen, all but the look-ahead and what an edit or a token lies across is given. */
  function restoredInPieces(pieces: readonly string[]): string {
    let [seen, given, from] = ['', '', 0];
    const give = (until: number) => {
      const edits = restoreEdits(seen, { tokens, restore, from }).filter(({ start }) => start < until);
      const end = Math.max(until, from, edits.at(-1)?.end ?? 0);
      given += applyEdits(seen.slice(0, end), edits).slice(from);
      from = end;
    };
    for (const piece of pieces) {
      seen += piece;
      const ahead = Math.min(seen.length - 96, unfinishedToken(seen));
      if (ahead > from) give(ahead);
    }
    give(seen.length);
    return given;
  }

  it('is restored as it would be whole', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 20, maxLength: 80 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        (parts, cuts) => {
          const text = parts.join('');
          const pieces: string[] = [];
          for (let [at, cut] = [0, 0]; at < text.length; at += cuts[cut++ % cuts.length] ?? 1) {
            pieces.push(text.slice(at, at + (cuts[cut % cuts.length] ?? 1)));
          }
          expect(pieces.join('')).toBe(text);
          expect(restoredInPieces(pieces)).toBe(restored(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('unfinishedToken', () => {
  it('holds every beginning of a token, and nothing else', () => {
    for (let length = 1; length < TOKEN.length; length++) {
      expect(unfinishedToken(`see ${TOKEN.slice(0, length)}`)).toBe(4);
    }
    for (const text of ['', 'see', `see ${TOKEN}`, 'see [1], b', `[${'a'.repeat(40)}`, 'see [a-b']) {
      expect(unfinishedToken(text)).toBe(text.length);
    }
  });
});

describe('what was tokenized', () => {
  const values = fc.array(
    fc.record({
      entity: fc.constantFrom(...ENTITIES),
      value: fc.string({ minLength: 1, unit: 'binary' }),
      gap: fc.constantFrom(' ', ', ', '\n'),
    }),
    { maxLength: 20 },
  );

  it('is restored as it was, in any case', async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.boolean(), async (parts, lower) => {
        const scope = await createProcessVault().open({ caller: 'a', conversations: [] });
        const minted = await scope.mint(parts);
        const sent = parts.map(({ gap }, at) => gap + (lower ? minted[at]?.toLowerCase() : minted[at])).join('');
        const back = applyEdits(sent, restoreEdits(sent, { tokens: scope, restore }));
        expect(back).toBe(parts.map(({ gap, value }) => gap + value).join(''));
      }),
    );
  });

  it('is restored in no other scope', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (parts) => {
        const vault = createProcessVault();
        const scope = await vault.open({ caller: 'a', conversations: ['resp_1'] });
        const text = (await scope.mint(parts)).join(' ');
        scope.continueAs(['resp_2']);
        for (const request of [
          { caller: 'a', conversations: [] },
          { caller: 'a', conversations: ['resp_3'] },
          { caller: 'b', conversations: ['resp_1', 'resp_2'] },
        ]) {
          const tokens = await vault.open(request);
          expect(restoreEdits(text, { tokens, restore })).toEqual([]);
        }
        expect(
          findTokens(text)
            .map(({ token }: FoundToken) => token)
            .join(' '),
        ).toBe(text);
      }),
    );
  });
});
