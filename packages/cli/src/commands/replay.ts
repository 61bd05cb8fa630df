import { SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { closeAll, openRecordings } from '../replay/open-recordings.ts';
import { type ReplayOptions, replayWay } from '../replay/replay-ways.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport replay`: plays what was recorded of a call, serves it again, compares, or exports it. */
export function replayCommand(context: CommandContext): Command {
  return new Command('replay')
    .description('play what was recorded of a call: space pauses, q quits; each reading is an event in the ledger')
    .argument('[id...]', 'the ids of sessions')
    .option('--file <file...>', 'recordings that --save has kept')
    .option('--speed <factor>', 'how fast: 4 is four times as fast, max does not wait', '1')
    .option('--raw', 'show the events of a stream as they are')
    .option('--serve', 'answer clients on this machine with the exact bytes, as they came')
    .option('--port <port>', 'where to serve', '8791')
    .option('--any', 'answer whatever is asked of the same method and path')
    .option('--against <connection>', 'send the request again on a connection, and compare')
    .option('--token-file <file>', 'a token that the connection takes; by default SALLYPORT_TOKEN')
    .option('--har <file>', 'export one as an HTTP Archive')
    .option('--save <file>', 'keep the frames of one in a file, mode 0600')
    .action((ids: readonly string[], options: ReplayOptions) => replay(ids, { options, context }));
}

async function replay(
  ids: readonly string[],
  { options, context }: { readonly options: ReplayOptions; readonly context: CommandContext },
): Promise<void> {
  const { use, most, run } = replayWay(options);
  const { file: files = [] } = options;
  const count = ids.length + files.length;
  if (count < 1 || count > most) throw new SallyportError('request_invalid', { place: `give 1 to ${most} recordings` });
  const spools = await openRecordings({ ids, files }, { terminal: context.terminal, use });
  try {
    await run(spools, { options, context });
  } finally {
    await closeAll(spools);
  }
}
