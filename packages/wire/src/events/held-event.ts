import type { Draft, DraftSlot, LeafGroup, LeafSlot } from '../draft.ts';
import { rewriteDraft } from '../rewrite-draft.ts';
import type { TextLeaf } from '../text-document.ts';
import type { WireEvent } from './event-framing.ts';
import type { TextEdit } from './event-stream.ts';
import type { Question } from './question.ts';
import { spellsOnlyItsGroup } from './spelled-texts.ts';
import { applyEdits } from './text-edits.ts';

/** An event on its way: what of it is still to be decided, and what was. */
export class HeldEvent {
  readonly #event: WireEvent;
  #draft: Draft | undefined;
  #waiting = 0;
  readonly #changes = new Map<number, string>();
  readonly #lineChanges = new Map<number, string>();

  constructor(event: WireEvent, draft: Draft | undefined) {
    this.#event = event;
    this.#draft = draft;
  }

  /** Whether everything in it is decided. */
  get isDecided(): boolean {
    return this.#waiting === 0;
  }

  /** One more piece of it is to be decided. */
  wait(): void {
    this.#waiting += 1;
  }

  /** A piece was decided: what it becomes, or `undefined` where it stays. */
  decide(leaf: number, text: string | undefined): void {
    this.#waiting -= 1;
    if (text !== undefined) this.#changes.set(leaf, text);
  }

  /** A leaf becomes another text. */
  change(leaf: number, text: string): void {
    this.#changes.set(leaf, text);
  }

  /** A string that holds JSON becomes another text as a whole. It is told by its first leaf, and so is what it changes. */
  changeWhole(slot: DraftSlot, text: string): void {
    const draft = this.#draft;
    if (draft === undefined || slot.draft.leaves.length === 0) return;
    const whole: LeafSlot = { start: slot.start, end: slot.end, leaf: slot.first };
    this.#draft = { ...draft, slots: draft.slots.map((other) => (other === slot ? whole : other)) };
    this.#changes.set(slot.first, text);
  }

  /** Asks about a leaf as a text of its own. */
  askLeaf(leaf: TextLeaf, index: number): Question {
    return question(leaf, (text) => this.#changes.set(index, text));
  }

  /** Asks about the lines beside the data. */
  askLines(isKnown: (leaf: TextLeaf) => boolean): readonly Question[] {
    return this.#event.leaves.flatMap((leaf, index) =>
      isKnown(leaf) ? [] : [question(leaf, (text) => this.#lineChanges.set(index, text))],
    );
  }

  /** The event as it is to be given: the very bytes it came in, where nothing changed. */
  take(): Uint8Array {
    const draft = this.#draft && this.#withoutEarlyTokens(this.#draft);
    const data = draft && rewriteDraft(draft, (leaf) => this.#changes.get(leaf));
    if (data === draft?.source && this.#lineChanges.size === 0) return this.#event.bytes;
    return this.#event.rewrite({ data, leaves: this.#lineChanges });
  }

  /** The draft with groups that blank what spells other texts than those of its own, as if a leaf of each had changed. */
  #withoutEarlyTokens(draft: Draft): Draft {
    const early = draft.groups.filter((group) => !spellsOnlyItsGroup(draft, group) && !this.#hasChanged(group));
    if (early.length === 0) return draft;
    const changed = draft.leaves.length;
    this.#changes.set(changed, '');
    return {
      ...draft,
      groups: [...draft.groups, ...early.map(({ blanks }) => ({ first: changed, end: changed + 1, blanks }))],
    };
  }

  #hasChanged({ first, end }: LeafGroup): boolean {
    for (const leaf of this.#changes.keys()) if (leaf >= first && leaf < end) return true;
    return false;
  }
}

function question(leaf: TextLeaf, change: (text: string) => void): Question {
  return {
    window: { ...leaf, from: 0, last: true },
    settle: (edits: readonly TextEdit[]) => {
      const text = applyEdits(leaf.text, edits);
      if (text !== leaf.text) change(text);
      return edits;
    },
  };
}
