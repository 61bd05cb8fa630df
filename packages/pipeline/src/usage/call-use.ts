import type { ErrorCode, SallyportError } from '@sallyport/core';
import type { Reviewed } from '../exchange.ts';
import type { Use } from '../ports.ts';
import { TokenMeter } from './token-meter.ts';

/** With these nothing reached a model. */
const UNSENT: ReadonlySet<ErrorCode> = new Set([
  'credential_unavailable',
  'upstream_credential',
  'upstream_not_allowed',
  'upstream_unreachable',
  'upstream_untrusted',
]);

/** What one call turns out to have used. */
export class CallUse {
  #sent = false;
  #failed = false;
  #meter: TokenMeter | undefined;

  /** The call is sent now. Gives what hears its tokens, where its policy limits them and it can use any: only what is posted is worked on. */
  begin({ decision, operation }: Reviewed): TokenMeter | undefined {
    this.#sent = true;
    if (decision.limits?.tokens !== undefined && operation.method === 'POST') this.#meter = new TokenMeter();
    return this.#meter;
  }

  /** It failed on its way. */
  fail({ code }: SallyportError): void {
    this.#failed = UNSENT.has(code);
  }

  /** For whoever took what it might use. */
  get use(): Use {
    if (this.#failed && this.#meter?.answered === undefined) return { sent: this.#sent, tokens: 0 };
    const { tokens, answered } = this.#meter ?? {};
    return {
      sent: this.#sent,
      ...(tokens === undefined ? {} : { tokens }),
      ...(answered === undefined ? {} : { answered }),
    };
  }
}
