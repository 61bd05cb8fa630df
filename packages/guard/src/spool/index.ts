export { openSpool, type SpoolOptions, type SpoolTiming } from './open-spool.ts';
export {
  MAX_EVENT_BYTES,
  type PendingLimit,
  type Reservation,
  type Spool,
  type SpoolCounts,
  type SpooledEvent,
} from './spool.ts';
