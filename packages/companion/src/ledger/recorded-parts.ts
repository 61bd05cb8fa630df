import { beginRecordings, endRecordings, insertParts, type RecordingWork } from '../recordings/recording-parts.ts';
import type { Parameters } from '../storage/statement-parameters.ts';

/** Whether none of those that end was cut meanwhile, or purged. */
export function areGoingOn({ ended }: RecordingWork, parameters: Parameters): string {
  const ids = parameters.column(ended, 'uuid', ({ id }) => id);
  return `(
    select bool_and(coalesce((select ended_at is null and purged_at is null from recording where recording.id = ending.id), false))
    from unnest(${ids}) as ending (id)
  )`;
}

/** Writes which recordings begin, if the head moved. */
export function writeBegun({ begun }: RecordingWork, parameters: Parameters): string {
  return `begun as (${beginRecordings(begun, parameters)} where exists (select from head))`;
}

/** Writes segments, likewise. */
export function writeSegments({ parts }: RecordingWork, parameters: Parameters): string {
  return `segments as (${insertParts('recording', parts, parameters)} where exists (select from head))`;
}

/** Writes which recordings end, likewise. */
export function writeEnded({ ended }: RecordingWork, parameters: Parameters): string {
  return `ended as (${endRecordings(ended, parameters)} and exists (select from head))`;
}
