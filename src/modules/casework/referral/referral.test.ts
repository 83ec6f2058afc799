import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { asks, testSubjects, works } from '../testing/working.ts';
import {
  acceptReferral,
  beginReferral,
  completeReferral,
  declineReferral,
  receiveReferral,
  sendDraft,
  withdrawReferral,
} from './answering/answer.ts';
import { redirectReferral } from './answering/redirect.ts';
import { newsOf, visitLedTo } from './feedback.ts';
import { listEvents, type ReferralRow, referralRow } from './queries.ts';
import { readReference } from './reference.ts';
import { type Ground, ground, usualVisit } from './testing.ts';
import { recordVisit } from './visit/record-visit.ts';

const db = testDatabase();
const subjects = testSubjects();
let on: Ground;

beforeAll(async () => {
  on = await ground(db(), subjects());
});

const oneReferral = async (given = {}): Promise<string> => {
  const made = await on.visit(given);
  return made.referrals[0]?.reference ?? '';
};
const rowFor = (reference: string, actor = on.receiver): Promise<ReferralRow | undefined> =>
  works(db(), actor, (tx, within) => referralRow(tx, within, reference)) as never;
const mails = async (): Promise<{ recipient: string; subject: string; body: string }[]> =>
  (await db().ownerPool.query('select recipient, subject, body from platform.mail order by created_at')).rows;

describe('a visit', () => {
  test('several needs in one visit make several referrals and signposts at once', async () => {
    const made = await on.visit({
      needs: ['fire-risk', 'cold-home', 'smoking'],
      to: [
        { service: 'fire-check', as: 'referral' },
        { service: 'warm-homes', as: 'referral' },
        { service: 'stop-smoking', as: 'signpost' },
      ],
    });
    expect(made.referrals.map(({ service, state }) => [service, state])).toEqual([
      ['fire-check', 'sent'],
      ['warm-homes', 'sent'],
    ]);
    expect(made.signposts).toEqual([{ service: 'stop-smoking' }]);
    const row = await rowFor(made.referrals[0]?.reference ?? '');
    // Each receiver is told of the need that it can meet.
    expect(row?.needs).toEqual(['fire-risk']);
  });

  test('the same visit sent again is the same visit', async () => {
    const id = newId();
    const made = await on.visit({ id });
    const again = await asks(db(), on.worker, (tx, within) =>
      recordVisit(tx, within, on.desk, usualVisit({ id }), 'offline'),
    );
    expect(again).toMatchObject({
      refused: 'visit-sent-already',
      details: { references: made.referrals.map(({ reference }) => reference) },
    });
  });

  test('a sign that the checklist does not have for a street is refused', async () => {
    const street = { kind: 'street', place: 'Invented Road' } as const;
    const answer = await asks(db(), on.worker, (tx, within) =>
      recordVisit(tx, within, on.desk, usualVisit({ subject: street as never }), 'form'),
    );
    expect(answer).toMatchObject({ refused: 'sign-unknown', field: 'needs' });
    const made = await on.visit({ subject: street as never, needs: ['anti-social-behaviour'] });
    expect(made.referrals).toHaveLength(1);
  });

  test('who is only pointed to takes no referral', async () => {
    const answer = await asks(db(), on.worker, (tx, within) =>
      recordVisit(
        tx,
        within,
        on.desk,
        usualVisit({ to: [{ service: 'stop-smoking', as: 'referral' }] }),
        'form',
      ),
    );
    expect(answer).toMatchObject({ refused: 'service-takes-no-referrals' });
  });
});

describe('lawful basis', () => {
  test('without a lawful basis a referral stays a draft, which no other agency sees; with one it is sent', async () => {
    const reference = await oneReferral({ basis: null, consent: null, told: [] });
    expect((await rowFor(reference, on.worker))?.state).toBe('draft');
    expect(await rowFor(reference)).toBeUndefined();
    const refused = await asks(db(), on.worker, (tx, within) =>
      sendDraft(tx, within, on.desk, reference, { basis: null, consent: null, told: [], mayPassOn: false }),
    );
    expect(refused).toMatchObject({ refused: 'referral-needs-a-basis' });
    await works(db(), on.worker, (tx, within) =>
      sendDraft(tx, within, on.desk, reference, {
        basis: 'safeguarding',
        consent: null,
        told: ['not-safe-to-tell'],
        mayPassOn: false,
      }),
    );
    expect((await rowFor(reference))?.state).toBe('sent');
  });

  test('the database itself keeps a referral without a basis from another agency', async () => {
    const reference = await oneReferral({ basis: null, consent: null, told: [] });
    await expect(
      db().ownerPool.query(
        'update casework.referral set agency_ids = agency_ids || to_agency_id where reference = $1',
        [reference],
      ),
    ).rejects.toMatchObject({ constraint: 'referral_leaves_its_agency_on_a_lawful_basis' });
  });

  test('consent counts only when the person was told who will receive it', async () => {
    const answer = await asks(db(), on.worker, (tx, within) =>
      recordVisit(tx, within, on.desk, usualVisit({ told: ['why'] }), 'form'),
    );
    expect(answer).toMatchObject({ refused: 'consent-is-informed', field: 'told' });
  });

  test('sending to another agency is a row of the disclosure ledger, with its basis', async () => {
    const reference = await oneReferral();
    const row = await rowFor(reference);
    const { rows } = await db().ownerPool.query(
      'select from_agency_id, to_agency_id, basis, ground, cluster_id is not null as known from casework.disclosure where item_id = $1',
      [row?.id],
    );
    expect(rows).toEqual([
      {
        from_agency_id: on.worker.agencyId,
        to_agency_id: on.receiver.agencyId,
        basis: 'They agreed: they said so',
        ground: 'consent',
        known: true,
      },
    ]);
  });
});

describe('every referral is answered, and the person who made it hears what became of it', () => {
  test('from sent to completed, each step is told to the referrer by a mail that names nobody', async () => {
    const reference = await oneReferral();
    const by = on.receiver;
    await works(db(), by, (tx, within) => receiveReferral(tx, within, on.desk, reference));
    await works(db(), by, (tx, within) => acceptReferral(tx, within, on.desk, reference));
    await works(db(), by, (tx, within) => beginReferral(tx, within, on.desk, reference));
    await works(db(), by, (tx, within) =>
      completeReferral(tx, within, on.desk, reference, {
        outcome: 'home-made-safer',
        words: 'Two alarms were fitted.',
      }),
    );
    const row = await rowFor(reference, on.worker);
    expect(row).toMatchObject({ state: 'completed', due_on: null, outcome: 'home-made-safer' });
    // The receiver, who keeps records, now knows the person by a record of its own.
    expect(row?.to_record_id).not.toBeNull();
    const news = await works(db(), on.worker, async (tx, within) =>
      newsOf(within, subjects(), row as ReferralRow, await listEvents(tx, within, row?.id ?? '')),
    );
    expect(news.map(({ says }) => says)).toEqual([
      'Not sent yet',
      'Sent',
      'Received',
      'Accepted',
      'In progress',
      'Completed: The home was made safer',
    ]);
    expect(news.at(-1)?.words).toBe('Two alarms were fitted.');
    const told = (await mails()).filter(({ body }) => body.includes(reference));
    expect(told.map(({ recipient }) => recipient === 'inbox@example.org')).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(told.some(({ subject, body }) => /Winnie|Madeup|Invented Road/.test(subject + body))).toBe(false);
    expect(visitLedTo(['home-made-safer', null])).toBe('Your visit led to a safer home');
  });

  test('for another purpose the referrer hears that it ended and not what came of it', async () => {
    const reference = await oneReferral();
    const by = on.receiver;
    await works(db(), by, (tx, within) =>
      declineReferral(tx, within, on.desk, reference, { reason: 'no-capacity', alternative: 'warm-homes' }),
    );
    const row = (await rowFor(reference, on.worker)) as ReferralRow;
    const heard = async (purpose: string) =>
      (
        await works(db(), { ...on.worker, purpose: on.worker.purpose ?? '' }, async (tx, within) =>
          newsOf({ ...within, purpose }, subjects(), row, await listEvents(tx, within, row.id)),
        )
      ).at(-1);
    expect(await heard(row.purpose)).toMatchObject({
      says: 'Declined: No capacity for now. warm-homes may fit better',
      held: false,
    });
    expect(await heard('something-else')).toMatchObject({ says: 'Declined', held: true });
  });

  test('declining says why', async () => {
    const reference = await oneReferral();
    const answer = await asks(db(), on.receiver, (tx, within) =>
      declineReferral(tx, within, on.desk, reference, { reason: '' }),
    );
    expect(answer).toMatchObject({ refused: 'decline-has-a-reason' });
  });

  test('what has ended cannot be moved, and two who answer at once do not overwrite each other', async () => {
    const reference = await oneReferral();
    await works(db(), on.receiver, (tx, within) => acceptReferral(tx, within, on.desk, reference));
    const late = await asks(db(), on.receiver, (tx, within) =>
      declineReferral(tx, within, on.desk, reference, { reason: 'no-capacity', revision: 2 }),
    );
    expect(late).toMatchObject({ refused: 'changed-meanwhile' });
    await works(db(), on.worker, (tx, within) => withdrawReferral(tx, within, on.desk, reference));
    const again = await asks(db(), on.receiver, (tx, within) =>
      beginReferral(tx, within, on.desk, reference),
    );
    expect(again).toMatchObject({ refused: 'referral-cannot-go-there' });
  });
});

describe('redirecting', () => {
  test('what rests on consent is passed on only where the person agreed to that', async () => {
    const kept = await oneReferral();
    const refused = await asks(db(), on.receiver, (tx, within) =>
      redirectReferral(tx, within, on.desk, kept, { service: 'warm-homes' }),
    );
    expect(refused).toMatchObject({ refused: 'consent-does-not-cover-passing-on' });
    const open = await oneReferral({ mayPassOn: true });
    const next = await works(db(), on.receiver, (tx, within) =>
      redirectReferral(tx, within, on.desk, open, { service: 'warm-homes' }),
    );
    expect((await rowFor(open))?.state).toBe('redirected');
    const there = await rowFor(next.reference, on.other);
    expect(there).toMatchObject({
      state: 'sent',
      agency_id: on.worker.agencyId,
      maker_id: on.worker.accountId,
    });
    // Who passed it on takes no part in the new one, and is in the ledger as who disclosed.
    expect(await rowFor(next.reference, on.receiver)).toBeUndefined();
    const { rows } = await db().ownerPool.query(
      'select from_agency_id, to_agency_id from casework.disclosure where item_id = $1',
      [next.id],
    );
    expect(rows).toEqual([{ from_agency_id: on.receiver.agencyId, to_agency_id: on.other.agencyId }]);
  });

  test('the referrer brings a declined referral to the alternative', async () => {
    const reference = await oneReferral();
    await works(db(), on.receiver, (tx, within) =>
      declineReferral(tx, within, on.desk, reference, {
        reason: 'outside-criteria',
        alternative: 'warm-homes',
      }),
    );
    const next = await works(db(), on.worker, (tx, within) =>
      redirectReferral(tx, within, on.desk, reference, { service: 'warm-homes' }),
    );
    expect((await rowFor(next.reference, on.other))?.redirected_from).not.toBeNull();
  });
});

test('a reference is read as it is spoken', () => {
  expect(readReference(' r-3f7k 2qx ')).toBe('R-3F7K2QX');
  expect(readReference('3F7KLOX')).toBe('R-3F7K10X');
  expect(readReference('R-12')).toBeUndefined();
});
