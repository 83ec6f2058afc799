import type { Id } from '../../../../kernel/ids.ts';
import type { StreetAccount } from '../account.ts';

export type UploadId = Id<'street-upload'>;

/** Where an upload is, and what may follow. */
export const NEXT = {
  reading: ['looked', 'refused', 'put-aside'],
  looked: ['importing', 'put-aside'],
  importing: ['finished', 'refused'],
  finished: [],
  refused: [],
  'put-aside': [],
} as const satisfies Record<string, readonly string[]>;

export type UploadState = keyof typeof NEXT;

/** Whether nothing can be done any more with the files of an upload. */
export const isOver = (state: UploadState): boolean => NEXT[state].length === 0;

/** For so many days files wait for a word, or for an import that broke off to be gone on with; then they are let go. */
export const WAITS_DAYS = 14;

export interface UploadedFile {
  readonly position: number;
  readonly name: string;
  /** Null once the file is gone, since nothing can be done with it any more. */
  readonly sha256: Buffer | null;
  readonly bytes: number;
  readonly lines: number;
  /** What became of its rows; null until it is imported. */
  readonly account: StreetAccount | null;
}

/** Street files that somebody brought by page. */
export interface StreetUpload {
  readonly id: UploadId;
  readonly state: UploadState;
  readonly files: readonly UploadedFile[];
  /** Files of an archive that are no street files: the first by name, and how many more. */
  readonly notRead: readonly string[];
  readonly notReadMore: number;
  /** What would become of every row; null until it is read. */
  readonly look: readonly StreetAccount[] | null;
  /** Whether rows that cannot be read are left out. */
  readonly leaveOut: boolean;
  /** Why it was refused. */
  readonly says: string | null;
  /** What tells how far its reading is, or its import. */
  readonly progressId: Id<'progress'>;
}
