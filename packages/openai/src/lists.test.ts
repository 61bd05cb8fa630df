import { describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();

const fileOf = (id: string) => ({
  id,
  object: 'file',
  bytes: 12,
  created_at: 1,
  filename: 'notes.jsonl',
  purpose: 'batch',
  status: 'processed',
});

/** Two pages of files: the second after the last of the first. */
function twoPages(): void {
  stage.companion.answer = ({ path }) => {
    const after = new URL(path, 'http://companion.invalid').searchParams.get('after');
    const ids = after === 'file-2' ? ['file-3'] : ['file-1', 'file-2'];
    const page = {
      object: 'list',
      data: ids.map(fileOf),
      has_more: after === null,
      first_id: ids[0],
      last_id: ids.at(-1),
    };
    return { body: JSON.stringify(page) };
  };
}

describe.each(VERSIONS)('a list of openai $version', ({ OpenAI }) => {
  const clientOf = () => new OpenAI({ maxRetries: 0, sallyport: stage.settings });

  it('goes on by itself from page to page', async () => {
    twoPages();
    const ids: string[] = [];
    for await (const { id } of clientOf().files.list({ limit: 2 })) ids.push(id);
    expect(ids).toEqual(['file-1', 'file-2', 'file-3']);
    const queries = stage.calls().map(({ path }) => new URL(path, 'http://x.invalid').searchParams);
    expect(queries.map((query) => query.get('after'))).toEqual([null, 'file-2']);
    expect(queries.map((query) => query.get('limit'))).toEqual(['2', '2']);
  });

  it('gives page after page when asked to', async () => {
    twoPages();
    const first = await clientOf().files.list();
    expect(first.data.map(({ id }) => id)).toEqual(['file-1', 'file-2']);
    expect(first.hasNextPage()).toBe(true);
    const second = await first.getNextPage();
    expect(second.data.map(({ id }) => id)).toEqual(['file-3']);
    expect(second.hasNextPage()).toBe(false);
    let pages = 0;
    for await (const _ of first.iterPages()) pages += 1;
    expect(pages).toBe(2);
  });

  it('has its response too', async () => {
    twoPages();
    const { data, response } = await clientOf().files.list().withResponse();
    expect(data.data).toHaveLength(2);
    expect(response.url).toBe('https://api.openai.com/v1/files');
  });
});
