/** Where a message stands: what `chat.update` needs. */
export interface PostedMessage {
  /** The id of the channel. */
  readonly channel: string;
  readonly ts: string;
}

/** Of how many reviews they are remembered: the oldest is forgotten first, and its review's next notice is a message of its own. */
const MOST_REVIEWS = 10_000;

/** A review is asked for, escalated, and its glass broken: more messages than that it never has. */
const MOST_MESSAGES = 4;

/** The messages that reviews have, as far as this replica knows: from posting them, and from whoever pressed a button in one. */
export class PostedMessages {
  readonly #messages = new Map<string, readonly PostedMessage[]>();

  /** Remembers a message of a review. */
  remember(review: string, message: PostedMessage): void {
    const others = this.of(review).filter(({ ts }) => ts !== message.ts);
    this.#messages.delete(review);
    this.#messages.set(review, [...others, message].slice(-MOST_MESSAGES));
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > MOST_REVIEWS && oldest !== undefined) this.#messages.delete(oldest);
  }

  /** The messages of a review, oldest first. */
  of(review: string): readonly PostedMessage[] {
    return this.#messages.get(review) ?? [];
  }

  forget(review: string): void {
    this.#messages.delete(review);
  }
}
