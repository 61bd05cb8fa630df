import {
  ATTACHMENT_LIMITS,
  countByEntity,
  type EntityCounts,
  type MediaType,
  type Operation,
  SallyportError,
} from '@sallyport/core';
import { type RequestSummary, readRequest } from '@sallyport/wire';
import type { Detect } from '../ports.ts';
import { readWithTokens } from '../tokens/read-with-tokens.ts';
import { attachedTo, mediaOf } from './attachments.ts';
import { exposed, findSpans, replaceable } from './find-spans.ts';

/** What a policy may look at, of a body. */
export interface BodyFacts extends RequestSummary {
  /** What was found in its texts. */
  readonly found: EntityCounts;
  /** The kinds of what is attached, each once. */
  readonly media: readonly MediaType[];
}

/** A body to look into, without a call around it. */
export interface BodyInspection {
  readonly operation: Operation;
  readonly body: Uint8Array;
  /** Default: not judged; a form cannot be read without. */
  readonly contentType?: string;
  readonly detect: Detect;
  readonly maxDepth: number;
}

/**
 * The facts of a body, found as a door finds them, for who only wants to know. Raises what a door would: `body_*`, `input_unreadable`,
 * `phi_in_structure`, `detector_failed`.
 */
export async function inspectBody({ operation, body, detect, ...options }: BodyInspection): Promise<BodyFacts> {
  const document = await readWithTokens((decodeTokens) =>
    readRequest(operation, body, { ...options, decodeTokens, attachments: ATTACHMENT_LIMITS }),
  );
  const spans = await findSpans(detect, document.leaves);
  if (exposed(document.leaves, spans)) throw new SallyportError('phi_in_structure');
  const { inputs, model } = document;
  return {
    found: countByEntity(replaceable(document, spans)),
    inputs,
    media: mediaOf({ attachments: attachedTo(document) }),
    ...(model === undefined ? {} : { model }),
  };
}
