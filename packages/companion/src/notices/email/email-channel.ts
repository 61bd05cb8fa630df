import { readFile } from 'node:fs/promises';
import { type ErrorCode, isSallyportError, SallyportError } from '@sallyport/core';
import type { SentMessageInfo, Transporter } from 'nodemailer';
import type { EmailConfig } from '../../config/index.ts';
import type { SecretStore } from '../../secrets/index.ts';
import { upstreamFailure } from '../../upstream/upstream-failure.ts';
import type { Channel } from '../channel.ts';
import { readSecret } from '../read-secret.ts';
import { emailMessage } from './email-message.ts';
import { openSocket } from './open-socket.ts';

/** How long one attempt may take, in milliseconds: mail servers make strangers wait. */
const ATTEMPT_MS = 30_000;

/** Sends notices through a mail server: over TLS 1.2 at least and verified, unless it is this very machine. */
export function emailChannel(
  config: EmailConfig,
  { secrets }: { readonly secrets: Pick<SecretStore, 'get'> },
): Channel {
  return Object.freeze({
    name: config.name,
    deliver: async (notice, { signal: ended }) => {
      const timeout = AbortSignal.timeout(ATTEMPT_MS);
      const signal = AbortSignal.any([timeout, ended]);
      try {
        const transport = await openTransport(config, { secrets, signal });
        await transport.sendMail({ ...emailMessage(notice, config), signal });
      } catch (cause) {
        if (ended.aborted) throw new SallyportError('cancelled');
        throw timeout.aborted ? new SallyportError('upstream_timeout') : failureOf(cause);
      }
    },
  } satisfies Channel);
}

interface Opening {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly signal: AbortSignal;
}

async function openTransport(
  config: EmailConfig,
  { secrets, signal }: Opening,
): Promise<Transporter<SentMessageInfo, object>> {
  const { host, port, tls, user, passwordSecret, caFile } = config;
  // Loaded when it is needed: most companions send no mail.
  const { createTransport } = await import('nodemailer');
  const pass = passwordSecret === undefined ? undefined : await readSecret(secrets, passwordSecret);
  const ca = caFile === undefined ? {} : { ca: await readAuthorities(caFile) };
  return createTransport({
    ...{ host, port, secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
    tls: { ...ca, minVersion: 'TLSv1.2', rejectUnauthorized: true },
    // Without `forceAuth`, a server that offers no login would be given the mail without one.
    ...(pass === undefined ? {} : { auth: { user, pass }, forceAuth: true }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
    getSocket: (_options, done) => {
      openSocket({ host, port }, signal).then((connection) => done(null, { connection }), done);
    },
  });
}

async function readAuthorities(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new SallyportError('upstream_untrusted');
  });
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  EAUTH: 'upstream_credential',
  ETLS: 'upstream_untrusted',
  ETIMEDOUT: 'upstream_timeout',
  ECONNECTION: 'upstream_unreachable',
  ESOCKET: 'upstream_unreachable',
};

/** Nodemailer's own words quote what the server said. What the system or OpenSSL called a failure of the socket stands beside its code. */
function failureOf(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return cause;
  const { code = '', originalCode } = (cause ?? {}) as { readonly code?: string; readonly originalCode?: string };
  const known = CODES[code] ?? 'upstream_failed';
  if (known !== 'upstream_unreachable' || originalCode === undefined) return new SallyportError(known);
  return upstreamFailure(Object.assign(new Error('socket'), { code: originalCode }));
}
