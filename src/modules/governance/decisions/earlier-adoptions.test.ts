import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { EARLIER } from '../../partners/testing.ts';
import { adoptStructure, structureDecidable } from '../structure/adoption.ts';
import { addStep, proposeStructure, stepFields } from '../structure/proposals.ts';
import { termsDecidable } from '../terms/decidable.ts';
import { adoptTerms, draftTerms } from '../terms/terms.ts';
import { groundTold } from './ground.ts';
import { recordDecision } from './record.ts';
import { type Boards, decisionAt, makeBoards, quorate } from './testing.ts';

const db = testDatabase();
let actor: Actor;
let boards: Boards;
const SINCE = plainDate('2013-01-17');
const BEFORE = plainDate('2013-01-16');

beforeAll(async () => {
  actor = db().with('read', 'governance.edit', 'meeting.record', 'terms.adopt');
  boards = await makeBoards(db(), actor);
});

const draft = async (body = boards.group.id) =>
  orThrow(await db().as(actor, (tx) => draftTerms(tx, actor, body, {}))).id;
const adopt = (
  termsId: string,
  on = BEFORE,
  earlier: { minutes: string; reason: string } = EARLIER.earlier,
) =>
  db().as(actor, (tx) => adoptTerms(tx, actor, { termsId, on, by: 'Strategic Board', ground: { earlier } }));
const nameOf = (answer: unknown) => (isRefusal(answer) ? answer.refused : 'adopted');

describe('what was adopted since the partnership keeps its decisions here goes through a decision', () => {
  test('an earlier adoption is recorded with its minutes and the reason, and shown as such', async () => {
    const first = await draft();
    expect(nameOf(await adopt(first, plainDate('2013-01-18')))).toBe('adoption-is-to-come');
    expect(nameOf(await adopt(first, BEFORE, { ...EARLIER.earlier, minutes: ' ' }))).toBe(
      'earlier-adoption-names-its-minutes',
    );
    expect(nameOf(await adopt(first, BEFORE, { ...EARLIER.earlier, reason: '' }))).toBe(
      'earlier-adoption-says-why',
    );
    // A body's first terms are recorded on any day: before them no terms say how it decides.
    expect(nameOf(await adopt(first, SINCE))).toBe('adopted');
    const told = await db().does(actor, (tx) =>
      groundTold(tx, sql`select * from governance.terms_adoption where terms_id = ${first}`),
    );
    expect(told).toEqual({
      says: 'Recorded as decided before the partnership kept its decisions here. Minutes: Strategic Board, item 5. Why: Decided before the partnership began here.',
      href: null,
    });
  });

  test('the next terms of a body, and a structure, are not adopted directly any more', async () => {
    const next = await draft();
    const answer = await adopt(next, plainDate('2013-01-18'));
    expect(answer).toMatchObject({ refused: 'goes-through-a-decision', field: 'adoptedOn' });
    const structure = await db().as(actor, async (tx) => {
      const id = orThrow(await proposeStructure(tx, actor, { title: 'One', why: '', effectiveOn: SINCE }));
      const step = stepFields.parse({ kind: 'establish', name: 'Care Board', bodyKind: 'thematic' });
      expect(await addStep(tx, actor, id, 1, step)).toBeUndefined();
      return adoptStructure(tx, actor, { proposalId: id, on: SINCE, by: 'Strategic Board', ground: EARLIER });
    });
    expect(nameOf(structure)).toBe('goes-through-a-decision');
  });

  test('a decision that walked the route adopts it, and is named by what it adopted', async () => {
    const termsId = await draft(boards.executive.id);
    const decidable = new Map([termsDecidable, structureDecidable].map((one) => [one.kind, one]));
    const subject = { kind: 'terms', id: termsId };
    const decide = (body: Boards['group'], outcome: 'recommended' | 'endorsed') =>
      db().does(actor, (tx) =>
        recordDecision(tx, actor, decidable, decisionAt(body, { outcome, subject }), quorate(true)),
      );
    orThrow(await decide(boards.executive, 'recommended'));
    const { reference } = orThrow(await decide(boards.strategic, 'endorsed'));
    const told = await db().does(actor, (tx) =>
      groundTold(tx, sql`select * from governance.terms_adoption where terms_id = ${termsId}`),
    );
    expect(told).toEqual({ says: `Adopted by decision ${reference}`, href: `/decisions/${reference}` });
  });

  test('the database holds to it for terms, structures, strategies, plans and projects', async () => {
    const within = [db().partnershipId, newId()];
    const tables = [
      [
        'governance.terms_adoption',
        'terms_id',
        'adopted',
        ', revision, version, contents_hash',
        `, 1, 2, ''`,
      ],
      ['governance.structure_adoption', 'proposal_id', 'adopted', ', revision', ', 1'],
      ['strategy.adoption', 'version_id', 'adopted', ', precision', `, 'day'`],
      ['delivery.plan_adoption', 'plan_id', 'adopted', '', ''],
      ['delivery.endorsement', 'project_id', 'endorsed', ', id', ', gen_random_uuid()'],
    ] as const;
    for (const [table, key, word, more, values] of tables) {
      const by = table === 'strategy.adoption' ? ['', ''] : [`, ${word}_by`, `, 'Board'`];
      const put = (on: string, minutes: string) =>
        db().ownerPool.query(
          `insert into ${table} (partnership_id, ${key}, ${word}_on${by[0]}${more}, began_on, earlier_minutes, earlier_reason)
           values ($1, $2, '${on}'${by[1]}${values}, '2013-01-17', ${minutes}, 'Decided before')`,
          within,
        );
      const rule = /_by_decision_or_before|by_decision_or_before/;
      await expect(put('2013-01-17', `'Item 5'`), table).rejects.toThrow(rule);
      await expect(put('2013-01-16', 'null'), table).rejects.toThrow(rule);
      await expect(put('2013-01-16', `'Item 5'`), table).rejects.toThrow(/foreign key/);
    }
  });
});
