import { Transform } from 'node:stream';
import { type Refusal, refused } from '../../../kernel/refusal.ts';

/** The bytes are not those of a text in UTF-8. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/** Why a file is refused whose letters would be others, and its rows therefore new. */
export const notUtf8 = (file: string): Refusal =>
  refused(
    'file-unreadable',
    `${file} is not in UTF-8, as police.uk publishes street files. Download it again from police.uk, or save it as “CSV UTF-8”.`,
    { field: 'file' },
  );

/** Hands bytes on, piece by piece, as long as they are UTF-8. Fails with NotUtf8. */
export function utf8Only(): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const isRight = (piece?: Uint8Array): boolean => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (isRight(piece)) done(null, piece);
      else done(new NotUtf8());
    },
    flush(done) {
      done(isRight() ? null : new NotUtf8());
    },
  });
}
