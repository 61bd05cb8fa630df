import { STAGES, type Stage } from '@sallyport/pipeline';

/** Where a request stands in the companion: in a stage of the pipeline, or in one of the requests beside calls. */
export type Place = Stage | 'token' | 'events';

/** All places: the stages in their order, the exchange of a token, and the delivery of events. */
export const PLACES: readonly Place[] = [...STAGES, 'token', 'events'];

/** What can be killed. */
export const VICTIMS = ['companion', 'client', 'database'] as const;

/** Something that can be killed. */
export type Victim = (typeof VICTIMS)[number];
