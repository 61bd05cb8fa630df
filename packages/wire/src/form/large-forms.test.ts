import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { StreamOptions } from '../request-stream.ts';
import { rewriteRequestStream } from '../rewrite-request-stream.ts';
import { FILES, FORM_TYPE, field, file, form } from './form.test-support.ts';

const PIECE = 65_536;
const MARK = '\u0001';

const CALL = JSON.stringify({
  custom_id: 'r-1',
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Alma Fernhollow was seen. 💠 é' }] },
});

/** 8 MiB of a file in a form, in chunks of about 64 KiB. */
function* large(unit: string, name: string): Generator<Uint8Array> {
  const [before = '', behind = ''] = form(file(MARK, { name }), field('purpose', 'user_data')).split(MARK);
  const units = utf8(unit.repeat(Math.ceil(PIECE / unit.length)));
  yield utf8(before + (name.endsWith('.json') ? '[0' : ''));
  for (let sent = 0; sent < 8 * 2 ** 20; sent += units.length) yield units;
  yield utf8((name.endsWith('.json') ? ']' : '') + behind);
}

describe('a form of 8 MiB', () => {
  it.each([
    ['text', 'a.txt', 'Alma Fernhollow was seen. 💠 é\n', 3 * 2 ** 20],
    ['rows', 'a.csv', 'name,mrn,note of the visit\n', 3 * 2 ** 20],
    ['lines', 'a.jsonl', `${CALL}\n`, 4 * PIECE],
    ['JSON', 'a.json', ',{"name":"Alma Fernhollow","mrn":4481234}\n', 4 * PIECE],
  ])('with %s goes through a bounded number of bytes and leaves', async (_what, name, unit, bound) => {
    const seen = { in: 0, out: 0, held: 0, text: 0 };
    async function* body(): AsyncGenerator<Uint8Array, void> {
      for (const chunk of large(unit, name)) {
        seen.in += chunk.length;
        seen.held = Math.max(seen.held, seen.in - seen.out);
        yield chunk;
      }
    }
    const replace: StreamOptions['replace'] = async (leaves) => {
      for (const { text } of leaves) seen.text = Math.max(seen.text, text.length);
      return leaves.map(() => undefined);
    };
    for await (const chunk of rewriteRequestStream(FILES, body(), { replace, contentType: FORM_TYPE }))
      seen.out += chunk.length;
    expect(seen.in).toBeGreaterThan(8 * 2 ** 20);
    expect(seen.out).toBe(seen.in);
    expect(seen.held).toBeLessThan(bound);
    expect(seen.text).toBeLessThanOrEqual(2 ** 20);
  });
});
