import type { BundleEntry, BundleManifest, BundleReport } from '@sallyport/ledger';
import type { BundleCheckName } from '../bundle/bundle-fault.ts';
import { BundleFindings } from '../bundle/bundle-findings.ts';
import type { BundleVerdict } from '../bundle/bundle-verdict.ts';
import type { KeptBundle } from '../bundle/kept-bundle.ts';
import { NamedContent } from '../bundle/named-content.ts';
import { SessionEvidence } from '../bundle/session-evidence.ts';

const CHECKS: ReadonlySet<BundleCheckName> = new Set<BundleCheckName>([
  ...(['policies', 'configurations', 'recordings', 'originals'] as const),
]);

/** Whether an export has the policies, configurations, recordings and sealed originals that its entries name. What is made of these is not made yet. */
export class NamedFiles {
  readonly #findings = new BundleFindings();
  readonly #content: NamedContent;
  readonly #sessions: SessionEvidence;

  constructor(bundle: KeptBundle, { recordings }: BundleManifest) {
    this.#content = new NamedContent(bundle, this.#findings);
    this.#sessions = new SessionEvidence({ bundle, findings: this.#findings, kept: recordings });
  }

  /** Looks at what the next entry names. */
  async take(entry: BundleEntry): Promise<void> {
    await this.#content.take(entry);
    await this.#sessions.take(entry);
  }

  /** What was found, of the entries and of what they name, now that there are no more. */
  verdict({ checks: ofEntries, firstFault: fault, ...report }: BundleReport): BundleVerdict {
    this.#content.end();
    this.#sessions.end();
    const checks = [...ofEntries, ...this.#findings.checks().filter(({ name }) => CHECKS.has(name))];
    const firstFault = fault ?? this.#findings.first();
    const ok = report.ok && firstFault === undefined;
    return Object.freeze({ ...report, ok, checks, ...(firstFault === undefined ? {} : { firstFault }) });
  }
}
