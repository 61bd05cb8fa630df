import type { Config } from '../config/index.ts';

/** The page that leads a reviewer to a review. */
export function reviewUrl({ publicUrl, reviews }: Pick<Config, 'publicUrl' | 'reviews'>, id: string): string {
  return `${(reviews.url ?? `${publicUrl}/reviews`).replace(/\/$/, '')}/${id}`;
}
