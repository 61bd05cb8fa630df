import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { createHeads, type Head, type HeadKeeping } from './heads.ts';

const head = (size: number): Head => ({
  origin: 'ledger.example.org',
  size,
  root: new Uint8Array(32),
  note: '',
  superseded: [],
});

function keeping(over: Partial<HeadKeeping> = {}): HeadKeeping {
  return { held: () => true, draft: async () => undefined, commit: async () => undefined, ...over };
}

const fails = () => Promise.reject(new SallyportError('internal'));

describe('heads', () => {
  it('are what was put last', async () => {
    const heads = createHeads([head(3)], keeping());
    expect(heads.get('ledger.example.org')?.size).toBe(3);
    await heads.put(head(4));
    expect(heads.get('ledger.example.org')?.size).toBe(4);
    expect(heads.get('other.example.org')).toBeUndefined();
  });

  it('stay as they were when a draft fails, and may be put again', async () => {
    let drafts = 0;
    const heads = createHeads([head(3)], keeping({ draft: () => (drafts++ === 0 ? fails() : Promise.resolve()) }));
    await expect(heads.put(head(4))).rejects.toMatchObject({ code: 'witness_corrupt' });
    expect(heads.get('ledger.example.org')?.size).toBe(3);
    await heads.put(head(5));
  });

  it('are put no more once it is not known what is kept', async () => {
    let commits = 0;
    const heads = createHeads([head(3)], keeping({ commit: () => (commits++ === 0 ? fails() : Promise.resolve()) }));
    await expect(heads.put(head(4))).rejects.toMatchObject({ code: 'witness_corrupt' });
    await expect(heads.put(head(4))).rejects.toMatchObject({ code: 'witness_corrupt' });
    expect(heads.get('ledger.example.org')?.size).toBe(3);
    await heads.put({ ...head(1), origin: 'other.example.org' });
  });

  it('are put no more once another process has the folder', async () => {
    let drafts = 0;
    const draft = async () => {
      drafts++;
    };
    const heads = createHeads([head(3)], keeping({ held: () => false, draft }));
    await expect(heads.put(head(4))).rejects.toMatchObject({ code: 'storage_locked' });
    expect(drafts).toBe(0);
  });
});
