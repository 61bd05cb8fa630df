import { createHash } from 'node:crypto';
import type { BundleEntry } from '@sallyport/ledger';
import type { BundleFaultCode } from './bundle-fault.ts';
import type { BundleFindings } from './bundle-findings.ts';
import type { KeptBundle } from './kept-bundle.ts';

/** Far over the largest policy or configuration that a companion takes. */
const MAX_BYTES = 67_108_864;

const DIGEST = /^sha256:([0-9a-f]{64})$/;

interface Kind {
  readonly folder: 'policies' | 'configs';
  readonly missing: BundleFaultCode;
  readonly changed: BundleFaultCode;
}

const POLICY: Kind = { folder: 'policies', missing: 'policy_missing', changed: 'policy_changed' };
const CONFIG: Kind = { folder: 'configs', missing: 'config_missing', changed: 'config_changed' };

interface Named {
  readonly kind: Kind;
  readonly digest: string | undefined;
  /** Whether the entry says no more than that it is applied. */
  readonly applies?: boolean;
}

interface Missing {
  readonly fault: BundleFaultCode;
  readonly where: string;
  readonly onlyApplied: boolean;
}

/** OCSF's `status_id` of a failure. */
const FAILED = 2;

/**
 * Whether the policies and configurations of a bundle are those that its entries name: the bytes of each have the digest by which they are
 * named. An entry outside of the range need not bring its own.
 */
export class NamedContent {
  readonly #bundle: KeptBundle;
  readonly #findings: BundleFindings;
  /** By path, whether it is there. */
  readonly #known = new Map<string, boolean>();
  /** Those that are missing: which entry of the range names each first, and whether they were applied, as far as is known, and no more. */
  readonly #missing = new Map<string, Missing>();

  constructor(bundle: KeptBundle, findings: BundleFindings) {
    this.#bundle = bundle;
    this.#findings = findings;
  }

  /** Looks at what the next entry names. */
  async take(entry: BundleEntry): Promise<void> {
    if (!('event' in entry)) return;
    const { metadata, status_id: status, unmapped } = entry.event;
    const { policy, config, configVersion } = unmapped;
    await this.#look(entry, { kind: POLICY, digest: policy });
    if (configVersion === undefined) return;
    const applies = metadata.event_code === 'config.applied';
    if (applies && status === FAILED) this.#forgive(config);
    else await this.#look(entry, { kind: CONFIG, digest: config, applies });
  }

  /** Reports that there are no more entries. */
  end(): void {
    for (const { fault, where } of this.#missing.values()) this.#findings.fault(fault, where);
    const count = (folder: Kind['folder']) =>
      [...this.#known].filter(([path, there]) => there && path.startsWith(folder)).length;
    this.#findings.done('policies', `${count('policies')} policies, each with the digest that entries name`);
    this.#findings.done('configurations', `${count('configs')} configurations, each with the digest that entries name`);
  }

  /** Whether entries name what is at this path. */
  belongs(path: string): boolean {
    return this.#known.has(path);
  }

  async #look({ index, within }: BundleEntry, { kind, digest = '', applies = false }: Named): Promise<void> {
    const [, hex] = DIGEST.exec(digest) ?? [];
    if (hex === undefined) return;
    const path = `${kind.folder}/${hex}.json`;
    const there = this.#known.get(path) ?? (await this.#compare(path, { kind, hex }));
    if (there || within !== 'range') return;
    const { where = `entry ${index}`, onlyApplied = true } = this.#missing.get(path) ?? {};
    this.#missing.set(path, { fault: kind.missing, where, onlyApplied: onlyApplied && applies });
  }

  /** That a version is applied is recorded before it is: one that then was not is kept nowhere, and never was in force. */
  #forgive(digest = ''): void {
    const path = `${CONFIG.folder}/${DIGEST.exec(digest)?.[1]}.json`;
    if (this.#missing.get(path)?.onlyApplied === true) this.#missing.delete(path);
  }

  async #compare(path: string, { kind, hex }: { readonly kind: Kind; readonly hex: string }): Promise<boolean> {
    const bytes = await this.#bundle.open(path);
    this.#known.set(path, bytes !== undefined);
    if (bytes === undefined) return false;
    const digest = await hexDigest(bytes).catch(() => this.#findings.fault('read_failed', path));
    if (digest !== undefined && digest !== hex) this.#findings.fault(kind.changed, path);
    return true;
  }
}

async function hexDigest(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MAX_BYTES) return '';
    hash.update(chunk);
  }
  return hash.digest('hex');
}
