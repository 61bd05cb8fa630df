export { createQuota, type QuotaOptions } from './create-quota.ts';
export { type EventLimits, type LimitedEventLog, limitedEventLog } from './limited-event-log.ts';
export type { Quota } from './quota.ts';
export { sourceQuotaKey } from './source-quota-key.ts';
export { SteadyClock } from './steady-clock.ts';
