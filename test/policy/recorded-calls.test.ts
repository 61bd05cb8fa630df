import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flushEvents } from '@sallyport/guard';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NEXT = `version: 1
name: next
rules:
  - { name: no-numbers, when: { entities: { SSN: { atLeast: 2 } } }, then: deny }
  - { name: few, when: { inputs: { atMost: 2 } }, then: allow, out: { NAME: tokenize } }
  - { name: members, when: { groups: [staff] }, then: allow }
`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  const client = stack.client({ spoolFolder: join(stack.folder, 'spool') });
  const embed = (...input: string[]) => client.embeddings.create({ model: 'text-embedding-3-small', input });
  await embed('SSN 078-05-1120', 'SSN 321-54-9876');
  await embed('two tablets with water');
  await embed('one', 'two', 'three');
  await flushEvents();
});
afterAll(() => stack.close());

it('says which of the calls that a ledger holds another policy would decide otherwise, and what no event tells', async () => {
  const next = join(stack.folder, 'next.yaml');
  await writeFile(next, NEXT);
  const ledger = await stack.exportLedger();
  const { exitCode, out } = await runCommand([
    'policy',
    'diff',
    join(stack.folder, 'sallyport.yaml'),
    next,
    '--ledger',
    ledger,
  ]);
  expect(exitCode).toBe(0);
  // What the client replaced before it sent the call counts, though the companion found nothing.
  expect(out).toContain('1 recorded call: rule de-identified-text → no-numbers\n  effect  allow  →  deny\n');
  expect(out).toContain('1 recorded call: rule de-identified-text → few\n  out NAME  redact  →  tokenize\n');
  // Whether the caller was in the group is not known.
  expect(out).toContain('1 recorded call perhaps: rule de-identified-text → default\n  effect  allow  →  deny\n');
  expect(out).toContain('3 recorded calls: 2 changed, 1 perhaps, 0 unchanged\n');
  expect(out).toContain('No event tells these facts of a call: groups, client, nature, model, size of the body.\n');
});
