import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ENTITIES, type Entity, type Operator, type OperatorPlan } from '@sallyport/core';
import { transform } from '@sallyport/phi';
import { expect, it } from 'vitest';
import { runNode } from '../demo/run-node.ts';

const SCRIPT = resolve(import.meta.dirname, 'de-identify.ts');
const PAGE = resolve(import.meta.dirname, '../../docs/operators.md');
const SUBJECT = Uint8Array.from({ length: 16 }, (_, at) => at);
const VALUES: readonly (readonly [Entity, string])[] = [
  ['NAME', 'Ines Calloway'],
  ['DATE', '10/03/2023'],
  ['LOCATION', '02139'],
  ['SSN', '321-54-9876'],
];

it('the example on the page is the one that runs, and prints what the page says', async () => {
  const page = await readFile(PAGE, 'utf8');
  const { exitCode, output } = await runNode([SCRIPT]);
  expect(exitCode).toBe(0);
  expect(page).toContain(`\`\`\`ts\n${await readFile(SCRIPT, 'utf8')}\`\`\``);
  expect(page).toContain(`\`\`\`text\n${output}\`\`\``);
});

it.each<Operator>(['redact', 'generalize', 'mask', 'date_shift', 'surrogate'])(
  'the table is right on %s',
  async (operator) => {
    const plan = Object.fromEntries(ENTITIES.map((entity) => [entity, operator])) as OperatorPlan;
    const rows = (await readFile(PAGE, 'utf8')).split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const row = rows.find(([, name]) => name === `\`${operator}\``);
    const given = VALUES.map(([type, value]) => {
      const span = { start: 0, end: value.length, type, score: 1 };
      return `\`${transform(value, [span], plan, { subject: SUBJECT }).text}\``;
    });
    expect(row?.slice(2, 6)).toEqual(given);
  },
);
