/** Two agencies, a service that takes referrals and one that is only pointed to; everybody in it is made up. */

import { orThrow } from '../../../kernel/refusal.ts';
import type { Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { addService, type ServiceFields } from '../../partners/index.ts';
import { aCaseworker, works } from '../testing/working.ts';
import { publishChecklist } from './checklist/checklist.ts';
import type { Desk } from './desk.ts';
import { type VisitInput, visitInput } from './visit/input.ts';
import { recordVisit, type VisitMade } from './visit/record-visit.ts';

export const REFERRING = ['referral.make@own'] as const;
export const RECEIVING = [
  'casework.read@own',
  'casework.write@own',
  'referral.make@own',
  'referral.receive@own',
] as const;

export interface Ground {
  readonly worker: Member;
  readonly receiver: Member;
  readonly other: Member;
  readonly desk: Desk;
  /** Sends a visit about a made-up person; what is given replaces the usual answers. */
  readonly visit: (given?: Partial<VisitInput>, actor?: Member) => Promise<VisitMade>;
}

const NOTHING: ServiceFields = {
  name: '',
  offers: 'Help',
  forWhom: null,
  minimumAge: null,
  maximumAge: null,
  area: null,
  reach: null,
  telephone: null,
  email: null,
  website: null,
  address: null,
  fees: null,
  languages: [],
  accessNotes: null,
  hours: null,
  hoursNote: null,
  accepts: 'signpost',
  inbox: null,
  normalDays: null,
  urgentDays: null,
  indicators: [],
  openFrom: null,
  openUntil: null,
  published: true,
  assuredOn: null,
  source: null,
};

/** Adds a service of an agency; its slug is its name. */
export async function aService(
  db: TestDatabase,
  agencyId: string,
  slug: string,
  given: Partial<ServiceFields> = {},
): Promise<void> {
  const editor = db.with('read', 'partners.edit');
  await db.does(editor, async (tx) =>
    orThrow(await addService(tx, editor, { id: agencyId }, { ...NOTHING, name: slug, slug, ...given })),
  );
}

export const usualVisit = (given: Partial<VisitInput> = {}): VisitInput =>
  visitInput.parse({
    subject: {
      kind: 'person',
      givenNames: 'Winnie',
      surname: 'Madeup',
      dateOfBirth: '1931-05-04',
      telephone: '01543 000000',
      address: { lines: ['1 Invented Road'], postcode: 'WS11 1AB' },
    },
    needs: ['fire-risk'],
    seen: 'No smoke alarm, and an open fire.',
    basis: 'consent',
    consent: 'spoken',
    told: ['who-receives', 'why'],
    to: [{ service: 'fire-check', as: 'referral' }],
    ...given,
  });

/** Opens the ground: `other` belongs to an agency that takes no part. */
export async function ground(db: TestDatabase, subjects: SubjectKeys): Promise<Ground> {
  const worker = await aCaseworker(db, REFERRING);
  const receiver = await aCaseworker(db, RECEIVING);
  const other = await aCaseworker(db, RECEIVING);
  const days = { accepts: 'referrals', normalDays: 5, urgentDays: 1 } as const;
  const inbox = 'inbox@example.org';
  await aService(db, receiver.agencyId, 'fire-check', { ...days, inbox, indicators: ['fire-risk'] });
  await aService(db, other.agencyId, 'warm-homes', { ...days, indicators: ['cold-home'] });
  await aService(db, other.agencyId, 'stop-smoking', { indicators: ['smoking'] });
  const settler = db.with('read', 'casework.settings');
  await db.does(settler, async (tx) => orThrow(await publishChecklist(tx, settler, 0)));
  const desk: Desk = { subjects, site: 'http://concord.test' };
  return {
    worker,
    receiver,
    other,
    desk,
    visit: (given = {}, actor = worker) =>
      works(db, actor, (tx, within) => recordVisit(tx, within, desk, usualVisit(given), 'form')),
  };
}
