import { loadConfigFiles } from '@sallyport/companion';
import { fromUtf8, SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { numberOf, textOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface ApplyOptions {
  readonly file: string;
  readonly base?: string;
}

/** `sallyport apply`: puts connections and policy of a file in force at the companion, as its newest version. */
export function applyCommand({ terminal }: CommandContext): Command {
  return new Command('apply')
    .description('put connections and policy of a sallyport.yaml in force')
    .option('-f, --file <file>', 'the configuration', 'sallyport.yaml')
    .option('--base <version>', 'the version it was made from; refused where there is a newer one')
    .action(async ({ file, base }: ApplyOptions) => {
      // What is wrong is found here first, and what was checked is what is sent.
      const { content, policy } = await loadConfigFiles(file);
      const client = await adminClient(sessionPath(terminal));
      const answer = await client.call({
        method: 'POST',
        path: '/v1/admin/config',
        body: {
          content: fromUtf8(content),
          ...(policy === undefined ? {} : { policy: fromUtf8(policy) }),
          ...(base === undefined ? {} : { base_version: base }),
        },
      });
      if (typeof answer.restart_needed !== 'boolean') throw new SallyportError('companion_invalid');
      const applied = `version ${numberOf(answer, 'version')} applied, ${visibleLine(textOf(answer, 'digest'))}\n`;
      await write(terminal.stdout, applied);
      if (answer.restart_needed) await write(terminal.stderr, RESTART);
    });
}

const RESTART = 'sallyport: the file differs in more than connections and policy: the rest takes a restart with it\n';
