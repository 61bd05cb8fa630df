import { writeSync } from 'node:fs';
import { guardFetch } from '../guard-fetch.ts';
import { BASE, embedding, someToken } from '../guarded-calls.test-support.ts';

/**
 * A process that makes calls to the companion at the URL of its first argument, keeps its events in the folder of its second (`-` for memory),
 * and says `+` for each reply it was given. It makes as many as its third argument says, and then has nothing left to do.
 */
const [companion = '', folder = '-', count = '1'] = process.argv.slice(2);
const guarded = guardFetch(fetch, {
  companion,
  connection: 'openai',
  tokenSource: { getToken: async () => someToken() },
  baseUrl: BASE,
  spoolFolder: folder === '-' ? false : folder,
});

for (let call = 0; call < Number(count); call++) {
  const response = await guarded(`${BASE}/embeddings`, embedding('fever'));
  await response.arrayBuffer();
  if (response.status === 200) writeSync(1, '+\n');
}
