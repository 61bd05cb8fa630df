import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { type AdminAnswer, numberOf, textOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport config`: lists the versions of connections and policy, and goes back to one. */
export function configCommand(context: CommandContext): Command {
  return new Command('config')
    .description('the versions of connections and policy')
    .addCommand(new Command('list').description('list them, newest first').action(() => listVersions(context)))
    .addCommand(
      new Command('rollback')
        .argument('<version>', 'the number of a version')
        .description('put what a version holds in force again, as the newest one')
        .action((version: string) => rollBack(version, context)),
    );
}

async function listVersions({ terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const { versions } = await client.call({ method: 'GET', path: '/v1/admin/config' });
  if (!Array.isArray(versions)) throw new SallyportError('companion_invalid');
  const head = ['VERSION', 'ORIGIN', 'SUBJECT', 'ISSUER', 'CREATED', 'DIGEST'];
  const rows = versions.map((version: unknown) => rowOf(Object(version) as AdminAnswer));
  await write(terminal.stdout, `${layOut([head, ...rows].map((row) => row.map(visibleLine)))}\n`);
}

/** A version that came from a file has nobody who applied it. */
function rowOf(version: AdminAnswer): string[] {
  const [origin = '', created = '', digest = ''] = ['origin', 'created_at', 'digest'].map((name) =>
    textOf(version, name),
  );
  const [subject, issuer] = ['subject', 'issuer'].map((name) =>
    version[name] === undefined ? '-' : textOf(version, name),
  );
  return [String(numberOf(version, 'version')), origin, subject ?? '', issuer ?? '', created, digest];
}

async function rollBack(version: string, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'POST', path: '/v1/admin/config/rollback', body: { version } });
  const digest = visibleLine(textOf(answer, 'digest'));
  await write(terminal.stdout, `version ${numberOf(answer, 'version')} applied, ${digest}\n`);
}
