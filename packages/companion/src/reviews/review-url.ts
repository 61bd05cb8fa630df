/** Where reviews are looked at. */
export interface ReviewPlace {
  readonly publicUrl: string;
  readonly reviews: { readonly url?: string };
}

/** The page that leads a reviewer to a review, below the configured address or the companion's own. */
export function reviewUrl({ publicUrl, reviews }: ReviewPlace, id: string): string {
  return `${(reviews.url ?? `${publicUrl}/reviews`).replace(/\/$/, '')}/${id}`;
}
