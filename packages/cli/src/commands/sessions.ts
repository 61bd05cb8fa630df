import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { type AdminAnswer, textOf, textsOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport sessions`: lists the open sessions of the admin plane, and ends one. */
export function sessionsCommand(context: CommandContext): Command {
  return new Command('sessions')
    .description('the open sessions of the admin plane')
    .addCommand(new Command('list').description('list them').action(() => listSessions(context)))
    .addCommand(
      new Command('revoke')
        .argument('<id>', 'the id of a session')
        .description('end one')
        .action((id: string) => revokeSession(id, context)),
    );
}

async function listSessions({ terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const { sessions } = await client.call({ method: 'GET', path: '/v1/admin/sessions' });
  if (!Array.isArray(sessions)) throw new SallyportError('companion_invalid');
  const head = ['SESSION', 'SUBJECT', 'ISSUER', 'ROLES', 'SEEN', 'UNTIL'];
  const rows = sessions.map((session: unknown) => rowOf(Object(session) as AdminAnswer));
  await write(terminal.stdout, `${layOut([head, ...rows].map((row) => row.map(visibleLine)))}\n`);
}

function rowOf(session: AdminAnswer): string[] {
  const roles = textsOf(session, 'roles').join(',');
  const [id, subject, issuer, seen, until] = ['session_id', 'subject', 'issuer', 'seen_at', 'expires_at'].map((name) =>
    textOf(session, name),
  );
  return [id, subject, issuer, roles, seen, until].map((cell) => cell ?? '');
}

async function revokeSession(id: string, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  await client.call({ method: 'POST', path: '/v1/admin/sessions/revoke', body: { session_id: id } });
  await write(terminal.stdout, 'session ended\n');
}
