import { hashText } from './text/fold.ts';
import { GROUPS_PER_NAME, nicknameGroups } from './text/nicknames.ts';
import { soundOf } from './text/sound.ts';

/** The values of several fields, each kept once: what they are made of lies in shared memory, so that workers read it too. */
export interface VocabularyView {
  /** UTF-16 codes of all values, one after the other. */
  readonly chars: Uint16Array;
  /** Where each value starts in `chars`; one more than there are values. Value 0 is the missing one. */
  readonly starts: Uint32Array;
  /** Hash of each value without its spaces: equal values, equal hashes, in every run. */
  readonly hash: Uint32Array;
  /** Hash of how a name sounds, or of a text's longest word; 0 when there is none. */
  readonly sound: Uint32Array;
  /** Hash of the first three letters of a name, the first five of a text. */
  readonly head: Uint32Array;
  /** Which letters and figures each value has, a bit each: values whose bits differ much are not alike. */
  readonly letters: Uint32Array;
  /** Groups of short forms a name belongs to, GROUPS_PER_NAME for each value, 0 for none. */
  readonly groups: Uint16Array;
}

export type VocabularyKind = 'name' | 'text' | 'code';

const NO_GROUPS: readonly number[] = [];

/** Collects values and numbers them from 1; 0 is the missing value. */
export class Vocabulary {
  readonly kind: VocabularyKind;
  #numbers = new Map<string, number>();
  #size = 1;
  #chars = sharedUint16(1 << 12);
  #starts = sharedUint32(1 << 8);
  #hash = sharedUint32(1 << 8);
  #sound = sharedUint32(1 << 8);
  #head = sharedUint32(1 << 8);
  #letters = sharedUint32(1 << 8);
  #groups = sharedUint16((1 << 8) * GROUPS_PER_NAME);

  constructor(kind: VocabularyKind) {
    this.kind = kind;
  }

  /** How many values there are, with the missing one. */
  get size(): number {
    return this.#size;
  }

  /** The number of a value, when it has been seen. */
  find(value: string): number | undefined {
    return value === '' ? 0 : this.#numbers.get(value);
  }

  /** The number of a value, which is kept when it is new. */
  number(value: string): number {
    if (value === '') return 0;
    const known = this.#numbers.get(value);
    return known === undefined ? this.#keep(value) : known;
  }

  view(): VocabularyView {
    return {
      chars: this.#chars,
      starts: this.#starts,
      hash: this.#hash,
      sound: this.#sound,
      head: this.#head,
      letters: this.#letters,
      groups: this.#groups,
    };
  }

  #keep(value: string): number {
    const at = this.#size;
    const from = this.#starts[at] ?? 0;
    this.#makeRoom(at + 2, from + value.length);
    let letters = 0;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      this.#chars[from + index] = code;
      if (code !== 32) letters |= 1 << (code & 31);
    }
    this.#letters[at] = letters;
    this.#starts[at + 1] = from + value.length;
    const tight = value.includes(' ') ? value.replaceAll(' ', '') : value;
    this.#hash[at] = hashText(tight);
    if (this.kind === 'name') {
      const space = value.indexOf(' ');
      const sound = soundOf(space < 0 ? value : value.slice(0, space));
      this.#sound[at] = sound === '' ? 0 : hashText(sound, 1);
      this.#head[at] = hashText(tight.slice(0, 3), 2);
      const groups = this.kind === 'name' ? nicknameGroups(value) : NO_GROUPS;
      for (const [index, group] of groups.entries()) this.#groups[at * GROUPS_PER_NAME + index] = group;
    } else if (this.kind === 'text') {
      this.#sound[at] = hashText(longestWord(value), 3);
      this.#head[at] = hashText(tight.slice(0, 5), 4);
    }
    this.#numbers.set(value, at);
    this.#size = at + 1;
    return at;
  }

  #makeRoom(values: number, chars: number): void {
    if (chars > this.#chars.length) this.#chars = moved(this.#chars, sharedUint16(chars * 2));
    if (values <= this.#starts.length) return;
    this.#starts = moved(this.#starts, sharedUint32(values * 2));
    this.#hash = moved(this.#hash, sharedUint32(values * 2));
    this.#sound = moved(this.#sound, sharedUint32(values * 2));
    this.#head = moved(this.#head, sharedUint32(values * 2));
    this.#letters = moved(this.#letters, sharedUint32(values * 2));
    this.#groups = moved(this.#groups, sharedUint16(values * 2 * GROUPS_PER_NAME));
  }
}

function longestWord(value: string): string {
  if (!value.includes(' ')) return value;
  let longest = '';
  for (const word of value.split(' ')) if (word.length > longest.length) longest = word;
  return longest;
}

/** Numbers in memory that workers share. */
export const sharedUint32 = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT));
/** Small numbers in memory that workers share. */
export const sharedUint16 = (length: number): Uint16Array =>
  new Uint16Array(new SharedArrayBuffer(length * Uint16Array.BYTES_PER_ELEMENT));

function moved<Numbers extends Uint16Array | Uint32Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
