import { type RecordingUse, SallyportError } from '@sallyport/core';
import { toHar } from '@sallyport/recording';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { write, writeColoured } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import { compareAnswers, recordedAnswer } from './compare-answers.ts';
import { listenToKeys } from './listen-to-keys.ts';
import { Pace } from './pace.ts';
import { playRecording } from './play-recording.ts';
import { readSpeed } from './read-speed.ts';
import { readToken } from './read-token.ts';
import { resend } from './resend.ts';
import { saveFile } from './save-file.ts';
import { serveRecordings } from './serve-recordings.ts';
import { readServed } from './served-recording.ts';
import type { Spool } from './spool.ts';

/** What `sallyport replay` can be told. */
export interface ReplayOptions {
  readonly file?: readonly string[];
  readonly speed: string;
  readonly raw?: boolean;
  readonly serve?: boolean;
  readonly port: string;
  readonly any?: boolean;
  readonly against?: string;
  readonly tokenFile?: string;
  readonly har?: string;
  readonly save?: string;
}

/** What is done with recordings. */
export interface ReplayWay {
  /** What the ledger says they were read for. */
  readonly use: RecordingUse;
  /** How many it takes at once. */
  readonly most: number;
  run(
    spools: readonly Spool[],
    given: { readonly options: ReplayOptions; readonly context: CommandContext },
  ): Promise<void>;
}

const PLAY: ReplayWay = {
  use: 'replay',
  most: 1,
  run: async (spools, { options, context: { terminal, finish } }) => {
    const speed = readSpeed(options.speed);
    const pace = new Pace();
    const stopListening = listenToKeys(terminal.stdin, pace);
    try {
      const { stdout } = terminal;
      const whole = await playRecording(only(spools).frames(), { stdout, pace, speed, raw: options.raw ?? false });
      if (!whole) finish(1);
    } finally {
      stopListening();
    }
  },
};

const SERVE: ReplayWay = {
  use: 'serve',
  most: 100,
  run: async (spools, { options, context: { terminal } }) => {
    const speed = readSpeed(options.speed);
    const recordings = await Promise.all(spools.map(readServed));
    const server = await serveRecordings(recordings, {
      port: readPort(options.port),
      speed,
      any: options.any ?? false,
    });
    await write(
      terminal.stderr,
      `sallyport: ${recordings.length} recorded at ${server.url}, for clients on this machine\n`,
    );
    await untilSignal();
    await server.close();
  },
};

const COMPARE: ReplayWay = {
  use: 'compare',
  most: 1,
  run: async (spools, { options, context: { terminal, finish } }) => {
    const token = await readToken(options.tokenFile, terminal);
    const recording = await readServed(only(spools));
    // What was attached is not in a recording, and without it the request is another one
    if (recording.header.attachments !== undefined) {
      throw new SallyportError('request_invalid', { place: 'what was attached to this call is not recorded' });
    }
    const recorded = await recordedAnswer(recording);
    const { url: companion } = await adminClient(sessionPath(terminal));
    const now = await resend(recording, { companion, connection: readConnection(options.against), token });
    const { same, text } = compareAnswers(recorded, now);
    await writeColoured(terminal, text);
    finish(same ? 0 : 1);
  },
};

const EXPORT: ReplayWay = {
  use: 'export',
  most: 1,
  run: async (spools, { options: { har, save } }) => {
    const spool = only(spools);
    if (har !== undefined) await saveFile(har, toHar(spool.frames()));
    if (save !== undefined) await saveFile(save, spool.bytes());
  },
};

/** The one way that was asked for. Raises `request_invalid` for several. */
export function replayWay(options: ReplayOptions): ReplayWay {
  const asked = (['serve', 'against', 'har', 'save'] as const).filter((name) => options[name] !== undefined);
  if (asked.length > 1) throw invalid(asked.map((name) => `--${name}`).join(' and '));
  if (asked[0] === 'serve') return SERVE;
  if (asked[0] === 'against') return COMPARE;
  return asked.length === 0 ? PLAY : EXPORT;
}

function only([spool]: readonly Spool[]): Spool {
  if (spool === undefined) throw invalid('which recording');
  return spool;
}

function readPort(text: string): number {
  const port = Number(/^\d{1,5}$/.exec(text)?.[0]);
  if (!(port <= 65_535)) throw invalid('--port');
  return port;
}

function readConnection(name = ''): string {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) throw invalid('--against');
  return name;
}

function invalid(place: string): SallyportError {
  return new SallyportError('request_invalid', { place });
}
