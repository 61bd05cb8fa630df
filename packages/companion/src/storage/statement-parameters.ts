import type { SqlValue } from './database.ts';

/** Where in a statement byte strings stand: joined, from where each starts (from 1, as SQL counts), and how long each is. */
export interface JoinedBytes {
  readonly bytes: string;
  readonly starts: string;
  readonly lengths: string;
}

/** Collects the parameters of a statement, and gives the text that stands for each. */
export class Parameters {
  readonly values: SqlValue[] = [];

  /** Adds a value of a type. */
  add(value: SqlValue, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** Adds one property of each row, as an array of a type. */
  column<Row>(rows: readonly Row[], type: string, of: (row: Row) => string | number): string {
    return this.add(rows.map(of) as string[] | number[], `${type}[]`);
  }

  /** Adds byte strings as one. */
  bytes(parts: readonly Uint8Array[]): string {
    return this.add(new Uint8Array(Buffer.concat(parts)), 'bytea');
  }

  /** Adds byte strings joined, because an array of them would be sent as hexadecimal text. */
  join(parts: readonly Uint8Array[]): JoinedBytes {
    const starts: number[] = [];
    let length = 0;
    for (const part of parts) {
      starts.push(length + 1);
      length += part.length;
    }
    return {
      bytes: this.bytes(parts),
      starts: this.add(starts, 'int[]'),
      lengths: this.column(parts, 'int', (part) => part.length),
    };
  }
}
