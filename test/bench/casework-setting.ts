/** Casework with so many people: what reading and writing take. Bundled as the product is, since Node does not read JSX. */
import type { Connection } from '../../src/platform/database/connection.ts';
import { keyStore, subjectKeys } from '../../src/platform/keys/index.ts';
import { type CaseworkSize, layCasework } from './casework/lay.ts';
import { caseworker, doTheWorks, type Times, WORKS, type Work } from './casework/works.ts';
import { signIn } from './visit.ts';

export interface CaseworkTimes extends CaseworkSize {
  readonly layMs: number;
  readonly works: Readonly<Partial<Record<Work, Times>>>;
}

export { WORKS };

interface Running {
  readonly data: string;
  readonly address: URL;
  readonly admin: Connection;
  readonly app: Connection;
}

/** Lays so many people beside a running server, and measures. */
export async function setCasework(
  { data, address, admin, app }: Running,
  size: CaseworkSize,
  times: number,
  works?: readonly Work[],
): Promise<CaseworkTimes> {
  const subjects = subjectKeys(keyStore(data));
  const began = performance.now();
  await layCasework(admin, subjects, size);
  const layMs = performance.now() - began;
  const visit = (await signIn(address, 'Community Safety Practitioner'))(address);
  const who = await caseworker(admin);
  return { ...size, layMs, works: await doTheWorks({ app, subjects, visit, times, works, ...who }) };
}
