import type { Config } from '../../config/index.ts';
import { type DecideParts, type DecideReview, reviewDecider } from './decide-review.ts';
import { peopleOf } from './people.ts';
import { type ReaderParts, type ReviewReader, reviewReader } from './review-reader.ts';
import { type RevokeParts, type RevokeReview, reviewRevoker } from './revoke-review.ts';

/** What people can do about reviews. */
export interface Deciding extends ReviewReader {
  readonly decide: DecideReview;
  readonly revoke: RevokeReview;
}

/** What deciding is put together from. */
export interface DecidingParts extends Omit<DecideParts & RevokeParts & ReaderParts, 'people' | 'place'> {
  readonly config: Pick<Config, 'people' | 'reviews' | 'publicUrl'>;
}

/** Puts together what people can do about reviews, for the people of the configuration. */
export function openDeciding({ config, ...others }: DecidingParts): Deciding {
  const parts = { ...others, people: peopleOf(config.people) };
  return Object.freeze({
    ...reviewReader({ ...parts, place: config }),
    decide: reviewDecider(parts),
    revoke: reviewRevoker(parts),
  } satisfies Deciding);
}
