import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { SelfSigned } from '../certificate/self-signed.ts';

/** How to set up a mail server. */
export interface SmtpOptions {
  /** `implicit`: TLS from the first byte; `starttls`: it is offered; `none`, the default: it is not. */
  readonly tls?: 'implicit' | 'starttls' | 'none';
  readonly certificate?: SelfSigned;
  /** Who must log in. Default: nobody. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** A mail that was taken. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS, and from whom. */
  readonly secure: boolean;
  readonly user: string | undefined;
  /** As it came, RFC 5322. */
  readonly raw: string;
}

/** A running mail server. */
export interface Smtp {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Makes the next `times` mails fail for now (RFC 5321 §4.2.1, 451). */
  fail(times: number): void;
  close(): Promise<void>;
}

/** Starts a mail server on 127.0.0.1 that keeps what it is sent. */
export async function startSmtp({ tls = 'none', certificate, login }: SmtpOptions = {}): Promise<Smtp> {
  const mails: ReceivedMail[] = [];
  let failing = 0;
  const server = new SMTPServer({
    ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.privateKey }),
    secure: tls === 'implicit',
    ...(tls === 'starttls' ? {} : { disabledCommands: ['STARTTLS', ...(login === undefined ? ['AUTH'] : [])] }),
    ...{ authOptional: login === undefined, logger: false, disableReverseLookup: true, closeTimeout: 100 },
    onAuth: ({ username, password }, _session, done) => {
      const right = login !== undefined && username === login.user && password === login.password;
      done(right ? null : new Error('Invalid login'), right ? { user: username } : undefined);
    },
    onData: (stream, { envelope, secure, user }, done) => {
      const taken = async () => {
        const raw = await text(stream);
        failing -= 1;
        if (failing >= 0) throw Object.assign(new Error('Try again later'), { responseCode: 451 });
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), secure, user, raw });
      };
      taken().then(() => done(), done);
    },
  });
  // A client that breaks off is no failure of the server's.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    mails,
    fail: (times) => {
      failing = times;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
