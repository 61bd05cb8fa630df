import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { type AdminAnswer, textOf, textsOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport logins`: lists who is logged in to the admin plane, and ends a login. */
export function loginsCommand(context: CommandContext): Command {
  return new Command('logins')
    .description('who is logged in to the admin plane')
    .addCommand(new Command('list').description('list them').action(() => listLogins(context)))
    .addCommand(
      new Command('revoke')
        .argument('<id>', 'the id of a login')
        .description('end one')
        .action((id: string) => revokeLogin(id, context)),
    );
}

async function listLogins({ terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const { logins } = await client.call({ method: 'GET', path: '/v1/admin/logins' });
  if (!Array.isArray(logins)) throw new SallyportError('companion_invalid');
  const head = ['LOGIN', 'SUBJECT', 'ISSUER', 'ROLES', 'SEEN', 'UNTIL'];
  const rows = logins.map((login: unknown) => rowOf(Object(login) as AdminAnswer));
  await write(terminal.stdout, `${layOut([head, ...rows].map((row) => row.map(visibleLine)))}\n`);
}

function rowOf(login: AdminAnswer): string[] {
  const roles = textsOf(login, 'roles').join(',');
  const [id, subject, issuer, seen, until] = ['session_id', 'subject', 'issuer', 'seen_at', 'expires_at'].map((name) =>
    textOf(login, name),
  );
  return [id, subject, issuer, roles, seen, until].map((cell) => cell ?? '');
}

async function revokeLogin(id: string, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  await client.call({ method: 'POST', path: '/v1/admin/logins/revoke', body: { session_id: id } });
  await write(terminal.stdout, 'login ended\n');
}
