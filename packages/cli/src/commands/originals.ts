import { SallyportError } from '@sallyport/core';
import { openOriginals } from '@sallyport/recording';
import { Command } from 'commander';
import { inspectOriginal } from '../originals/inspect-original.ts';
import { openSealed } from '../originals/open-sealed.ts';
import { readPrivateKey } from '../originals/read-private-key.ts';
import { saveFile } from '../replay/save-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { type Terminal, write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface OriginalsOptions {
  readonly file?: string;
  readonly save?: string;
  readonly key?: string;
  readonly out?: string;
}

/** `sallyport originals`: what an application wrote, as it was sealed to auditors: fetched, and opened with the key of one. */
export function originalsCommand({ terminal }: CommandContext): Command {
  return new Command('originals')
    .description('fetch the sealed original of a call, and open it; each fetching is an event in the ledger')
    .argument('[id]', 'the id of a session')
    .option('--file <file>', 'one that --save has kept: nothing is fetched')
    .option('--save <file>', 'keep it in a file, sealed')
    .option('--key <file>', 'the private key of an auditor, as a JWK: it does not leave this machine')
    .option('--out <file>', 'where the opened original is written, mode 0600')
    .action((id: string | undefined, options: OriginalsOptions) => originals(id, { options, terminal }));
}

async function originals(
  id: string | undefined,
  { options, terminal }: { readonly options: OriginalsOptions; readonly terminal: Terminal },
): Promise<void> {
  const { file, save, key, out } = options;
  if ((key === undefined) !== (out === undefined)) {
    throw new SallyportError('request_invalid', { place: '--key and --out go together' });
  }
  const privateKey = key === undefined ? undefined : await readPrivateKey(key);
  const sealed = await openSealed({ id, file }, terminal);
  try {
    const { lines, digest, kids } = await inspectOriginal(sealed.bytes());
    if (save !== undefined) await saveFile(save, sealed.bytes());
    if (privateKey !== undefined && out !== undefined) await saveFile(out, openOriginals(sealed.bytes(), privateKey));
    const facts = [
      ['lines', String(lines)],
      ['sealed to', visibleLine(kids.join(', '))],
      ['SHA-256', digest],
    ];
    await write(terminal.stdout, `${layOut(facts)}\n`);
  } finally {
    await sealed.close();
  }
}
