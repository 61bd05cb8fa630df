import type { AddressInfo } from 'node:net';
import { type Clock, SallyportError, systemClock } from '@sallyport/core';
import { decodeVerifierKey, type VerifierKey } from '@sallyport/ledger';
import type { FastifyInstance } from 'fastify';
import { createLog, type Log } from '../log/index.ts';
import { forkFiles } from './fork-files.ts';
import { createWitness } from './witness.ts';
import { openWitnessFolder, type WitnessPlace } from './witness-folder.ts';
import { buildWitnessService } from './witness-service.ts';

/** How to start a witness. */
export interface WitnessOptions extends WitnessPlace {
  readonly listen: { readonly host: string; readonly port: number };
  /** The verifier keys of the logs it cosigns, `name+hex+base64`. At least one. */
  readonly logs: readonly string[];
  /** Default: JSON lines on standard error. */
  readonly log?: Log;
  readonly clock?: Clock;
}

/** A witness that serves. */
export interface RunningWitness {
  /** Where it listens. */
  readonly url: string;
  /** What others verify it with, `name+hex+base64`. */
  readonly verifierKey: string;
  /** Finishes what is in flight and lets go of the folder. */
  close(): Promise<void>;
}

/**
 * Starts a witness: a process of its own, in another trust domain than the logs it watches. C2SP tlog-witness.
 * Raises `config_invalid`, `storage_locked`, and `witness_corrupt` for a folder whose state cannot be read.
 */
export async function startWitness(options: WitnessOptions): Promise<RunningWitness> {
  const { clock = systemClock, log = createLog({ clock }), listen } = options;
  const logs = readLogKeys(options.logs);
  const { signer, heads, release } = await openWitnessFolder(options);
  try {
    const keepFork = forkFiles(options.folder, logs);
    const witness = createWitness({ heads, signer, logs, clock, keepFork });
    const service = buildWitnessService({ witness, heads, logs, log });
    const { address, family, port } = await listenOn(service, listen);
    log.info('service started', { port });
    return Object.freeze({
      url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
      verifierKey: signer.verifierKey,
      close: async () => {
        await service.close();
        await release();
        log.info('service stopped');
      },
    });
  } catch (cause) {
    await release();
    throw cause;
  }
}

/** Reads the keys of logs. Raises `config_invalid` for one that is none, or when there are none. */
export function readLogKeys(texts: readonly string[]): readonly VerifierKey[] {
  if (texts.length === 0) throw new SallyportError('config_invalid', { place: '--log' });
  return texts.map((text) => {
    try {
      return decodeVerifierKey(text);
    } catch {
      throw new SallyportError('config_invalid', { place: '--log' });
    }
  });
}

/** Node's own error would name the address. */
async function listenOn(service: FastifyInstance, listen: WitnessOptions['listen']): Promise<AddressInfo> {
  await service.listen({ ...listen }).catch(() => {
    throw new SallyportError('config_invalid', { place: '--listen: this address cannot be listened on' });
  });
  return service.server.address() as AddressInfo;
}
