import { SallyportError } from '@sallyport/core';
import type { SinkConfig } from '../config/index.ts';
import type { SinkKind } from './sink.ts';

const KINDS: readonly SinkKind[] = ['file', 'splunk', 'syslog', 'sentinel', 'webhook', 'kafka'];

/** Which kind a configured sink is. */
export function sinkKind(config: SinkConfig): SinkKind {
  const kind = KINDS.find((one) => config[one] !== undefined);
  // Not reached: a configuration is checked.
  if (kind === undefined) throw new SallyportError('internal');
  return kind;
}
