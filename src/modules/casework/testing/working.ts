/** A partnership of agencies that share as they agreed, for the tests of casework. All people in it are made up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { enrol } from '../../../../test/support/people.ts';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, RefusedError } from '../../../kernel/refusal.ts';
import type { Actor, Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { keyStore, type SubjectKeys, subjectKeys } from '../../../platform/keys/index.ts';
import { forPurpose } from '../purpose/working.ts';

export const PURPOSE = 'vulnerability';

/** What somebody of an agency's casework may do. */
export const CASEWORKER = [
  'casework.read@own',
  'casework.write@own',
  'referral.make@own',
  'concern.record@own',
  'match.decide@own',
] as const;

/** Subject keys in a folder of their own, for a whole test file. */
export function testSubjects(): () => SubjectKeys {
  let keys: SubjectKeys | undefined;
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-casework-'));
    keys = subjectKeys(keyStore(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => {
    if (!keys) throw new Error('The subject keys are there only inside tests');
    return keys;
  };
}

/** A purpose that may be chosen. */
export async function aPurpose(
  db: TestDatabase,
  slug: string = PURPOSE,
  regime: 'uk-gdpr' | 'part-3' = 'uk-gdpr',
): Promise<void> {
  await db.ownerPool.query(
    `insert into casework.purpose (partnership_id, slug, title, says, gateway, regime, position)
     values ($1, $2, $2, 'For tests.', 'Crime and Disorder Act 1998, section 115', $3, 1) on conflict do nothing`,
    [db.partnershipId, slug, regime],
  );
}

/** Somebody of an agency of their own, who reads for a purpose. */
export async function aCaseworker(
  db: TestDatabase,
  permissions: readonly string[] = CASEWORKER,
  purpose: string = PURPOSE,
): Promise<Member> {
  await aPurpose(db, purpose);
  return { ...(await enrol(db, permissions)), purpose };
}

/** An agreement in force by which one agency shows categories to another for a purpose. */
export async function agree(
  db: TestDatabase,
  from: { readonly agencyId: string },
  to: { readonly agencyId: string },
  categories: readonly string[],
  purpose: string = PURPOSE,
): Promise<void> {
  const id = newId();
  const within = [db.partnershipId, id];
  await db.ownerPool.query(
    `insert into casework.agreement (partnership_id, id, slug, title, starts_on, review_on) values ($1, $2, $3, 'Test', '2012-01-01', '2014-01-01')`,
    [...within, `agreement-${id.slice(-12)}`],
  );
  await db.ownerPool.query(
    `insert into casework.agreement_party (partnership_id, agreement_id, agency_id, provides, receives)
     values ($1, $2, $3, true, false), ($1, $2, $4, false, true)`,
    [...within, from.agencyId, to.agencyId],
  );
  await db.ownerPool.query(
    `insert into casework.agreement_purpose (partnership_id, agreement_id, purpose) values ($1, $2, $3)`,
    [...within, purpose],
  );
  for (const category of categories)
    await db.ownerPool.query(
      `insert into casework.agreement_category (partnership_id, agreement_id, category) values ($1, $2, $3)`,
      [...within, category],
    );
}

/** Works inside casework, as a route would; a refusal is the result. */
export const asks = <T>(
  db: TestDatabase,
  actor: Actor,
  work: (tx: Tx, actor: Actor) => Promise<T>,
  about?: string,
): Promise<T | Refusal> => db.as(actor, (tx) => forPurpose(tx, actor, about, (within) => work(tx, within)));

/** As `asks`; a refusal is thrown. */
export async function works<T>(
  db: TestDatabase,
  actor: Actor,
  work: (tx: Tx, actor: Actor) => Promise<T>,
  about?: string,
): Promise<Exclude<T, Refusal>> {
  const result = await asks(db, actor, work, about);
  if (isRefusal(result)) throw new RefusedError(result);
  return result as Exclude<T, Refusal>;
}
