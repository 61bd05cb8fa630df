import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface RevokeOptions {
  readonly issuer: string;
  readonly subject: string;
  readonly grant?: string;
}

/** `sallyport revoke`: takes back a grant, or all that an identity was granted. */
export function revokeCommand({ terminal }: CommandContext): Command {
  return new Command('revoke')
    .description('take back all that an identity was granted, or one grant')
    .requiredOption('--issuer <url>', 'the issuer of the identity')
    .requiredOption('--subject <subject>', 'its subject')
    .option('--grant <id>', 'this one grant alone')
    .action(async ({ issuer, subject, grant }: RevokeOptions) => {
      const client = await adminClient(sessionPath(terminal));
      const body = { issuer, subject, ...(grant === undefined ? {} : { grant_id: grant }) };
      await client.call({ method: 'POST', path: '/v1/admin/revocations', body });
      await write(terminal.stdout, grant === undefined ? 'revoked what the identity had\n' : 'revoked the grant\n');
    });
}
