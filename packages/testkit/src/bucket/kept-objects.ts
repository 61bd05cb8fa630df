import { randomBytes } from 'node:crypto';

/** The modes of a retention (Amazon S3 user guide, "Object Lock retention modes"). */
export type RetentionMode = 'GOVERNANCE' | 'COMPLIANCE';

/** Until when a version may not be deleted, in milliseconds since the Unix epoch. */
export interface ObjectRetention {
  readonly mode: RetentionMode;
  readonly until: number;
}

/** One version of an object; one without bytes is a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  readonly id: string;
  readonly at: number;
  readonly bytes?: Uint8Array;
  retention?: ObjectRetention;
  legalHold: boolean;
}

/** What is to be stored. */
export type ObjectDraft = Pick<ObjectVersion, 'key' | 'bytes' | 'retention' | 'legalHold'>;

/** What a bucket keeps: every version of every object, the newest of a key first. */
export class KeptObjects {
  readonly #versions = new Map<string, readonly ObjectVersion[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  put(draft: ObjectDraft): ObjectVersion {
    const version = { ...draft, id: randomBytes(16).toString('base64url'), at: this.#now() };
    this.#versions.set(draft.key, [version, ...this.#of(draft.key)]);
    return version;
  }

  /** The version of this id; without an id the newest. */
  find(key: string, id?: string): ObjectVersion | undefined {
    const versions = this.#of(key);
    return id === undefined ? versions[0] : versions.find((one) => one.id === id);
  }

  /** All versions of the keys that begin so, by key, the newest first. */
  list(prefix = ''): readonly ObjectVersion[] {
    const keys = [...this.#versions.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.flatMap((key) => this.#of(key));
  }

  /** Whether the version may be deleted; `bypass` ends the governance mode. */
  isLocked({ retention, legalHold }: ObjectVersion, bypass: boolean): boolean {
    if (legalHold) return true;
    if (retention === undefined || retention.until <= this.#now()) return false;
    return retention.mode === 'COMPLIANCE' || !bypass;
  }

  /** Deletes a version for good. */
  remove({ key, id }: ObjectVersion): void {
    const rest = this.#of(key).filter((one) => one.id !== id);
    if (rest.length === 0) this.#versions.delete(key);
    else this.#versions.set(key, rest);
  }

  clear(): void {
    this.#versions.clear();
  }

  #of(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }
}
