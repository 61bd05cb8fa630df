import { Command } from 'commander';
import { textOf, textsOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport whoami`: the identity and the roles of the session. */
export function whoamiCommand({ terminal }: CommandContext): Command {
  return new Command('whoami').description('show who is logged in to the admin plane').action(async () => {
    const client = await adminClient(sessionPath(terminal));
    const answer = await client.call({ method: 'GET', path: '/v1/admin/whoami' });
    const rows = [
      ['subject', textOf(answer, 'subject')],
      ['issuer', textOf(answer, 'issuer')],
      ['roles', textsOf(answer, 'roles').join(', ')],
      ['session', textOf(answer, 'session_id')],
      ['until', textOf(answer, 'expires_at')],
    ];
    await write(terminal.stdout, `${layOut(rows.map((row) => row.map(visibleLine)))}\n`);
  });
}
