import type { MintOptions, TokenScope, TokenValue } from '../vault.ts';
import { Conversation, type Conversations } from './conversations.ts';
import { drawToken, type RandomBytes } from './draw-token.ts';
import type { KnownValues } from './known-values.ts';
import { type Minted, TokenSet } from './token-set.ts';

/** What a scope draws from, and how much it may hold. */
export interface ScopeParts {
  readonly known: KnownValues;
  readonly conversations: Conversations;
  readonly conversationBytes: number;
  readonly random: RandomBytes;
}

const NONE: ReadonlySet<string> = new Set();

/** A call's scope in the memory of this process. It holds its own tokens, so that forgetting elsewhere changes no call under way. */
export class ProcessScope implements TokenScope {
  readonly #parts: ScopeParts;
  readonly #caller: string;
  readonly #named: readonly string[];
  /** The conversations that the call names and that are known. */
  readonly #continued: Set<Conversation>;
  readonly #own = new TokenSet();
  /** All that was looked up here, values of answers too. */
  readonly #drawn = new TokenSet();
  #home: Conversation | undefined;

  constructor(parts: ScopeParts, { caller, named }: { readonly caller: string; readonly named: readonly string[] }) {
    this.#parts = parts;
    this.#caller = caller;
    this.#named = named;
    const found = named.map((id) => parts.conversations.find(caller, id));
    this.#continued = new Set(found.filter((conversation) => conversation !== undefined));
    if (this.#continued.size === 1) this.#home = [...this.#continued][0];
  }

  async mint(
    values: readonly TokenValue[],
    { from = 'request', standing = NONE }: MintOptions = {},
  ): Promise<string[]> {
    const minted = values.map((value) => this.#minted(value, standing));
    if (from === 'request' && minted.length > 0) {
      for (const pair of minted) this.#own.add(pair, this.#parts.conversationBytes);
      this.#keep(minted);
    }
    return minted.map(({ token }) => token);
  }

  valueOf(token: string): string | undefined {
    for (const tokens of this.#readable()) {
      const minted = tokens.withToken(token);
      if (minted !== undefined) return minted.value;
    }
    return undefined;
  }

  continueAs(ids: readonly string[]): void {
    const home = this.#homeOfAll();
    if (home.tokens.size === 0) return;
    for (const id of ids) {
      if (!this.#named.includes(id)) this.#parts.conversations.bind(home, { caller: this.#caller, id });
    }
  }

  #minted(value: TokenValue, standing: ReadonlySet<string>): Minted {
    const { known, random } = this.#parts;
    for (const tokens of this.#all()) {
      const minted = tokens.withValue(value);
      if (minted !== undefined) return minted;
    }
    const before = known.find(this.#caller, value);
    if (before !== undefined && this.#isFree(before)) return this.#remember(before);
    const isTaken = (token: string) => standing.has(token) || known.has(token) || this.#stands(token) !== undefined;
    const minted = {
      entity: value.entity,
      value: detach(value.value),
      token: drawToken(value.entity, { random, isTaken }),
    };
    known.add(this.#caller, minted);
    return this.#remember(minted);
  }

  /** Whether no other value of this conversation has the token: what was forgotten elsewhere may have been drawn again. */
  #isFree({ token, value }: Minted): boolean {
    return (this.#stands(token)?.value ?? value) === value;
  }

  #stands(token: string): Minted | undefined {
    for (const tokens of this.#all()) {
      const minted = tokens.withToken(token);
      if (minted !== undefined) return minted;
    }
    return undefined;
  }

  /** Of all that was minted here: by itself, this makes no token readable. */
  #remember(minted: Minted): Minted {
    this.#drawn.add(minted, this.#parts.conversationBytes);
    return minted;
  }

  /** Adds what was minted to the conversation. Another call may have begun one under the same id meanwhile: then to that as well. */
  #keep(minted: readonly Minted[]): void {
    const { conversations, conversationBytes } = this.#parts;
    const home = this.#homeOfAll();
    for (const id of this.#named) {
      const known = conversations.find(this.#caller, id);
      if (known === undefined) conversations.bind(home, { caller: this.#caller, id });
      else if (known !== home && !this.#continued.has(known)) this.#join(known);
    }
    for (const conversation of new Set([home, ...this.#continued])) {
      for (const pair of minted) conversation.tokens.add(pair, conversationBytes);
      conversations.touch(conversation);
    }
  }

  #join(conversation: Conversation): void {
    conversation.tokens.addAll(this.#own, this.#parts.conversationBytes);
    this.#continued.add(conversation);
  }

  /** The one conversation the call goes on with; where it names several, a new one with the tokens of all. */
  #homeOfAll(): Conversation {
    if (this.#home !== undefined) return this.#home;
    const home = new Conversation();
    for (const { tokens } of this.#continued) home.tokens.addAll(tokens, this.#parts.conversationBytes);
    this.#home = home;
    return home;
  }

  #readable(): readonly TokenSet[] {
    const home = this.#home === undefined ? [] : [this.#home.tokens];
    return [this.#own, ...home, ...[...this.#continued].map(({ tokens }) => tokens)];
  }

  #all(): readonly TokenSet[] {
    return [...this.#readable(), this.#drawn];
  }
}

/** A copy. Engines make a slice of a text that keeps all of the text alive, which nothing that is remembered may do. */
function detach(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
