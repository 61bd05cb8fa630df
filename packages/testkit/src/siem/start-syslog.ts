import { once } from 'node:events';
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions, type Server as TlsServer } from 'node:tls';
import { type SelfSigned, selfSigned } from '../certificate/self-signed.ts';
import { OctetFrames } from './octet-frames.ts';
import { readSyslog, type SyslogMessage } from './read-syslog.ts';

/**
 * What is wrong with a collector: it takes connections and reads nothing; it reads and never closes; it resets a connection, or closes it,
 * as soon as it has read something; it reads and ends the connection without ending TLS; it wants a certificate of whoever sends; it resets
 * each connection before TLS has begun.
 */
export type SyslogTrouble = 'stalled' | 'never_closing' | 'resetting' | 'closing' | 'cutting' | 'demanding' | 'down';

/** How to set up a collector. */
export interface SyslogOptions {
  /** Default: one that is made for it. */
  readonly certificate?: SelfSigned;
  /** PEM: whose certificates senders must show. Default: nobody is asked. */
  readonly clientAuthority?: string;
  /** What else of TLS is other than Node.js has it. */
  readonly tls?: Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers'>;
}

/** A running collector of syslog over TLS. */
export interface Syslog {
  readonly port: number;
  readonly certificate: SelfSigned;
  /** What came whole and is what RFC 5424 allows, in order. */
  readonly messages: readonly SyslogMessage[];
  /** What came that is not, in words. */
  readonly faults: readonly string[];
  /** How many connections there were over which TLS was spoken. */
  readonly connections: number;
  /** How many octets it has read. */
  readonly octets: number;
  /** How many connections ended in the midst of a message. */
  readonly torn: number;
  /** Default: none. What had stalled is read once it is taken away. */
  trouble: SyslogTrouble | undefined;
  close(): Promise<void>;
}

/** Starts a collector on 127.0.0.1: RFC 5424 over TLS with octet counting (RFC 5425), read strictly, and closed in answer to a close (§4.4). */
export async function startSyslog(options: SyslogOptions = {}): Promise<Syslog> {
  const { certificate = await selfSigned(), clientAuthority, tls = {} } = options;
  const usual = { cert: certificate.certificate, key: certificate.privateKey, allowHalfOpen: true, ...tls };
  const demanding = { ...usual, ca: clientAuthority ?? certificate.certificate, requestCert: true };
  const collector = new Collector(certificate, {
    usual: createServer(clientAuthority === undefined ? usual : demanding),
    demanding: createServer(demanding),
  });
  await collector.listen();
  return collector;
}

/** What speaks TLS over the connections that come. */
interface Speakers {
  readonly usual: TlsServer;
  readonly demanding: TlsServer;
}

class Collector implements Syslog {
  readonly certificate: SelfSigned;
  readonly messages: SyslogMessage[] = [];
  readonly faults: string[] = [];
  connections = 0;
  octets = 0;
  torn = 0;
  readonly #server: Server;
  readonly #speakers: Speakers;
  /** By the sender's port. */
  readonly #plain = new Map<number, Socket>();
  readonly #stalled = new Set<TLSSocket>();
  #trouble: SyslogTrouble | undefined;

  constructor(certificate: SelfSigned, speakers: Speakers) {
    this.certificate = certificate;
    this.#speakers = speakers;
    this.#server = createPlain({ allowHalfOpen: true }, (socket) => this.#meet(socket));
    for (const speaker of [speakers.usual, speakers.demanding]) {
      speaker.on('secureConnection', (socket) => this.#take(socket));
      // Whoever does not speak TLS, or breaks off, is no failure of the collector's.
      speaker.on('tlsClientError', (_error, socket) => socket.destroy());
    }
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get trouble(): SyslogTrouble | undefined {
    return this.#trouble;
  }

  set trouble(trouble: SyslogTrouble | undefined) {
    this.#trouble = trouble;
    if (trouble === 'stalled') return;
    for (const socket of this.#stalled) socket.resume();
    this.#stalled.clear();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#plain.values()) socket.destroy();
    await closed;
  }

  #meet(socket: Socket): void {
    const { remotePort = 0 } = socket;
    this.#plain.set(remotePort, socket);
    socket.on('error', () => undefined).once('close', () => this.#plain.delete(remotePort));
    if (this.#trouble === 'down') socket.resetAndDestroy();
    else this.#speakers[this.#trouble === 'demanding' ? 'demanding' : 'usual'].emit('connection', socket);
  }

  #take(socket: TLSSocket): void {
    this.connections += 1;
    const { remotePort = 0 } = socket;
    const frames = new OctetFrames();
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (frames.waiting > 0) this.torn += 1;
    });
    socket.on('data', (octets: Buffer) => {
      this.octets += octets.length;
      for (const message of frames.push(octets)) this.#read(message);
      if (frames.broken) this.faults.push('no frame');
      if (this.#trouble === 'resetting') this.#plain.get(remotePort)?.resetAndDestroy();
      if (this.#trouble === 'closing') socket.end();
      if (this.#trouble === 'cutting') this.#plain.get(remotePort)?.destroy();
    });
    socket.once('end', () => {
      if (this.#trouble !== 'never_closing') socket.end();
    });
    if (this.#trouble === 'stalled') this.#stalled.add(socket.pause());
  }

  #read(octets: Buffer): void {
    const message = readSyslog(octets);
    if (typeof message === 'string') this.faults.push(message);
    else this.messages.push(message);
  }
}
