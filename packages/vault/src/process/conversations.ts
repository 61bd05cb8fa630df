import { TokenSet } from './token-set.ts';

/** How much of conversations is kept. */
export interface ConversationLimits {
  /** How many. */
  readonly conversations: number;
  /** The bytes of all of them. */
  readonly bytes: number;
}

/** A conversation: its tokens, and the ids that lead to it. */
export class Conversation {
  readonly tokens = new TokenSet();
  readonly keys = new Set<string>();
}

/** The ids of one conversation that are remembered: of a longer one the newest. */
const MOST_IDS = 256;
/** The ids that are remembered to lead nowhere. */
const MOST_DISPUTED = 10_000;
const BYTES_OF_ID = 320;

/**
 * Conversations by caller and id, as the provider issued it. The least recently used go first: what is forgotten is not restored any more.
 * An id that comes with two conversations leads to none, so that an answer cannot join what calls kept apart.
 */
export class Conversations {
  readonly #limits: ConversationLimits;
  readonly #byKey = new Map<string, Conversation>();
  readonly #recent = new Map<Conversation, number>();
  readonly #disputed = new Set<string>();
  #bytes = 0;

  constructor(limits: ConversationLimits) {
    this.#limits = limits;
  }

  find(caller: string, id: string): Conversation | undefined {
    const conversation = this.#byKey.get(keyOf(caller, id));
    if (conversation !== undefined) this.touch(conversation);
    return conversation;
  }

  /** Lets an id lead to a conversation. */
  bind(conversation: Conversation, { caller, id }: { readonly caller: string; readonly id: string }): void {
    const key = keyOf(caller, id);
    const known = this.#byKey.get(key);
    if (this.#disputed.has(key) || known === conversation) return;
    if (known === undefined) this.#lead(key, conversation);
    // A call that was sent twice, and answered twice as one, is no dispute
    else if (!known.tokens.equals(conversation.tokens)) this.#dispute(key, known);
    this.touch(conversation);
  }

  /** Reckons a conversation anew, as the one used last, and forgets what is too much. One that no id leads to is not kept. */
  touch(conversation: Conversation): void {
    this.#drop(conversation);
    if (conversation.keys.size === 0) return;
    const bytes = conversation.tokens.bytes + conversation.keys.size * BYTES_OF_ID;
    this.#bytes += bytes;
    this.#recent.set(conversation, bytes);
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= this.#limits.conversations && this.#bytes <= this.#limits.bytes) return;
      this.#forget(oldest);
    }
  }

  #lead(key: string, conversation: Conversation): void {
    this.#byKey.set(key, conversation);
    conversation.keys.add(key);
    for (const oldest of conversation.keys) {
      if (conversation.keys.size <= MOST_IDS) return;
      conversation.keys.delete(oldest);
      this.#byKey.delete(oldest);
    }
  }

  #dispute(key: string, known: Conversation): void {
    this.#byKey.delete(key);
    known.keys.delete(key);
    this.touch(known);
    this.#disputed.add(key);
    for (const oldest of this.#disputed) {
      if (this.#disputed.size <= MOST_DISPUTED) return;
      this.#disputed.delete(oldest);
    }
  }

  #forget(conversation: Conversation): void {
    for (const key of conversation.keys) this.#byKey.delete(key);
    conversation.keys.clear();
    this.#drop(conversation);
  }

  #drop(conversation: Conversation): void {
    this.#bytes -= this.#recent.get(conversation) ?? 0;
    this.#recent.delete(conversation);
  }
}

function keyOf(caller: string, id: string): string {
  return JSON.stringify([caller, id]);
}
