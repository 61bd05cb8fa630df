import type { HttpMethod } from '@sallyport/core';
import type { QueryRule } from '../query-rules.ts';
import type { Shape } from '../shape.ts';
import type { EventShapes } from './event-shapes.ts';
import type { FormShape } from './form-shape.ts';

/** One row of the table of operations: all that Sallyport knows of it. */
export interface OperationEntry {
  /** `resource.verb` */
  readonly id: string;
  readonly method: HttpMethod;
  /** The path below the base URL; `{name}` stands for one segment of 1 to 128 of `A-Za-z0-9._:@-`. */
  readonly path: string;
  /** Query parameters that may be forwarded, beside those of the whole API; what may stand in each is said in `query-rules.ts`. */
  readonly query: readonly string[];
  /** What may stand in parameters of no other operation. Default: none. */
  readonly queryRules?: ReadonlyMap<string, QueryRule>;
  /** A parameter without which the answer would come in a form that cannot be read: then the call is `stream_unsupported`. Default: none. */
  readonly needs?: string;
  /** Whether Azure also serves it below `/deployments/{deployment}`. */
  readonly deployments: boolean;
  /** The request's body, where it is JSON. An operation with neither this nor a form has none. */
  readonly request?: Shape;
  /** Whether JSON may also come as `application/octet-stream`, which Amazon's clients call a body that is not their own. Default: no. */
  readonly octets?: true;
  /** The request's body, where it is a form (`multipart/form-data`, RFC 7578). Where it may be either, its content type tells. */
  readonly form?: FormShape;
  /** The answer's body, where it is JSON. */
  readonly response: Shape;
  /** The answer as server-sent events, where it may come so. */
  readonly events?: EventShapes;
  /**
   * What else an answer may be: `text` is plain text (a transcript, subtitles), read as one text; `file` is a stored file, read as a
   * file of a form is; `lines` is lines of JSON, each of the answer's shape, whatever their type; `nothing` is an empty body; `media` is sound, pictures
   * or video made from text that was de-identified, passed as it is. Default: nothing else.
   */
  readonly answers?: 'text' | 'file' | 'lines' | 'media' | 'nothing';
}
