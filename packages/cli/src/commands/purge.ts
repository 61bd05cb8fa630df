import { writeFile } from 'node:fs/promises';
import { PURGE_REASONS, SallyportError } from '@sallyport/core';
import { Command, Option } from 'commander';
import { textOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { readSessionId } from '../purge/read-session-id.ts';
import { verifyCertificate } from '../purge/verify-certificate.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface PurgeOptions {
  readonly reason: string;
  readonly out?: string;
}

const REASONS = PURGE_REASONS.filter((one) => one !== 'expired');

/** `sallyport purge`: destroys the recording of a session before its time, and keeps the certificate; shows and verifies certificates. */
export function purgeCommand(context: CommandContext): Command {
  return new Command('purge')
    .usage('<session> --reason <code> [--out <file>] | show <session> | verify <file> --trust <file>')
    .description('destroy the recording of a session before its time, for good; show and verify what says so')
    .addCommand(
      new Command('recording')
        .description('destroy the recording of a session: what is done without a command, too')
        .argument('<session>', 'the id of a session')
        .addOption(new Option('--reason <code>', 'why').choices(REASONS).makeOptionMandatory())
        .option('--out <file>', 'where the certificate is kept; by default SESSION.purge.jws here')
        .action((session: string, options: PurgeOptions) => purge(session, options, context)),
      { isDefault: true },
    )
    .addCommand(
      new Command('show')
        .description('write the certificate of a purge')
        .argument('<session>', 'the id of a session')
        .action((session: string) => show(session, context)),
    )
    .addCommand(
      new Command('verify')
        .description('verify a certificate, offline')
        .argument('<file>', 'the certificate')
        .requiredOption('--trust <file>', 'the keys to believe: trust.json of an export, or of /v1/trust')
        .action(async (file: string, { trust }: { readonly trust: string }) => {
          await write(context.terminal.stdout, await verifyCertificate(file, trust));
        }),
    );
}

async function purge(typed: string, { reason, out }: PurgeOptions, { terminal }: CommandContext): Promise<void> {
  const session = readSessionId(typed);
  const client = await adminClient(sessionPath(terminal));
  const body = { session_id: session, reason };
  const answer = await client.call({ method: 'POST', path: '/v1/admin/recordings/purge', body });
  const certificate = textOf(answer, 'certificate');
  const file = out ?? `${session}.purge.jws`;
  await write(terminal.stdout, `purged ${session}: its key is destroyed\n${visibleLine(certificate)}\n`);
  await writeFile(file, `${certificate}\n`, { flag: 'wx' }).catch(() => {
    throw new SallyportError('file_unwritable', { place: 'the certificate: `sallyport purge show` gives it again' });
  });
  await write(terminal.stdout, `certificate in ${visibleLine(file)}\n`);
}

async function show(typed: string, { terminal }: CommandContext): Promise<void> {
  const session = readSessionId(typed);
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'GET', path: `/v1/admin/certificates/${session}` });
  await write(terminal.stdout, `${visibleLine(textOf(answer, 'certificate'))}\n`);
}
