import { parseArgs } from 'node:util';
import { BenchFailure } from './bench-failure.ts';

/** What a bench is told. */
export interface Options {
  /** How many rounds are measured; one more warms up. */
  readonly rounds: number;
  /** Calls, events or short texts of a subject in a round. */
  readonly count: number;
  /** Of `companion`: watch the memory over so many calls instead. Of `guard`: chat completions of a client in a round. */
  readonly calls: number | undefined;
  /** Of `companion` and `guard`: write a CPU profile instead. */
  readonly profile: boolean;
  /** Of `companion --profile`: over how many connections. */
  readonly connections: number;
  /** Of `ledger`: only what needs no HTTP. */
  readonly inProcess: boolean;
}

/** What was asked for on the command line: the name of a bench, and its options. Raises `BenchFailure` on anything unknown. */
export function readOptions(args: readonly string[]): { readonly name: string; readonly options: Options } {
  const { values, positionals } = parse(args);
  const [name = '', ...more] = positionals;
  if (more.length > 0) throw new BenchFailure(`one bench at a time, not also ${more.join(' ')}`);
  const { rounds = '5', count = '3000', calls, profile = false, connections = '32' } = values;
  return {
    name,
    options: {
      rounds: whole('rounds', rounds),
      count: whole('count', count),
      calls: calls === undefined ? undefined : whole('calls', calls),
      profile,
      connections: whole('connections', connections),
      inProcess: values['in-process'] ?? false,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        count: { type: 'string' },
        calls: { type: 'string' },
        profile: { type: 'boolean' },
        connections: { type: 'string' },
        'in-process': { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new BenchFailure(cause instanceof Error ? cause.message : 'the options cannot be read');
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new BenchFailure(`--${name} takes a whole number from 1`);
  return value;
}
