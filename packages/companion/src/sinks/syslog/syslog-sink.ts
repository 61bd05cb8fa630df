import { SallyportError, untilAborted } from '@sallyport/core';
import type { SyslogSinkConfig } from '../../config/index.ts';
import { readTlsFiles } from '../../upstream/tls-files.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { sinkFailure } from '../sink-failure.ts';
import { octetFrame } from './octet-frame.ts';
import { sendFrames } from './send-frames.ts';
import { type MessageStyle, syslogMessage } from './syslog-message.ts';

/** Few enough that a connection which breaks costs little to send again. */
const MOST = { events: 512, bytes: 262_144 } as const;

/** Milliseconds in which a collector must take or answer something. */
const STALL_MS = 30_000;

/** What the sink works with. */
export interface SyslogParts extends SinkParts {
  /** Default 30,000. */
  readonly stallMs?: number;
}

/**
 * Sends events to a collector of syslog over TLS, RFC 5424 and 5425: each delivery over a connection of its own, with the certificates of
 * the moment. Syslog acknowledges nothing; that the collector has read all is known by its closing when it is asked to, and what it does
 * with it is not. So nothing is ever refused: `sink_credential` is a certificate that the collector will not have, `sink_unavailable` all
 * else.
 */
export function syslogSink(config: SyslogSinkConfig & { readonly name: string }, parts: SyslogParts): Sink {
  const { name, host, port } = config;
  const { stallMs = STALL_MS } = parts;
  const closing = new AbortController();
  return Object.freeze({
    ...{ name, kind: 'syslog', most: MOST },
    deliver: async (events: readonly SinkEvent[], { signal: ended }: { readonly signal: AbortSignal }) => {
      const signal = AbortSignal.any([ended, closing.signal]);
      if (signal.aborted) throw new SallyportError('cancelled');
      if (events.length === 0) return;
      try {
        const material = await untilAborted(readTlsFiles(name, config), signal);
        await sendFrames(framesOf(events, config), { host, port, material, signal, stallMs });
      } catch (cause) {
        throw signal.aborted ? new SallyportError('cancelled') : sinkFailure(cause, { sink: name, log: parts.log });
      }
    },
    close: async () => closing.abort(),
  } satisfies Sink);
}

function* framesOf(events: readonly SinkEvent[], style: MessageStyle): Generator<Buffer> {
  for (const event of events) yield octetFrame(syslogMessage(event, style));
}
