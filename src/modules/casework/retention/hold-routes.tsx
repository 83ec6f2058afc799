import { sql } from 'kysely';
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { optionalDate, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { caseCode } from '../cases/words.ts';
import { personCode } from '../people/index.ts';
import { asMachine, inCasework } from '../purpose/working.ts';
import { GOVERNANCE_CRUMBS } from '../sharing/parts.tsx';
import { idInPath, readsOf } from '../sharing/reading.ts';
import { personOfCode } from '../subject-access/index.ts';
import { GOVERN, HOLD_CRUMBS, HOLDS } from './crumbs.ts';
import { type HeldKind, liftHold, listHolds, placeHold } from './holds.ts';
import { HoldForm, HoldPage, HoldsPage } from './pages/holds.tsx';

const holdsPage = async (c: Context): Promise<Answer> => ({
  title: 'Legal holds',
  wide: true,
  breadcrumbs: GOVERNANCE_CRUMBS,
  body: (
    <HoldsPage
      holds={await listHolds(c.tx, c.actor, c.services.subjects)}
      query={parseTableQuery(c.query, [])}
    />
  ),
});

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const { kind, about = '' } = c.query;
  const values = {
    kind: kind === 'case' ? 'case' : 'person',
    code: isUuid(about) ? (kind === 'case' ? caseCode(about) : personCode(about)) : '',
  };
  return {
    title: 'Put on legal hold',
    breadcrumbs: HOLD_CRUMBS,
    body: <HoldForm keys={c.formKeys} attempt={attempt ?? { values, errors: {} }} />,
  };
}

const until = z.object({ untilOn: optionalDate() });

async function place(c: Context): Promise<{ redirect: string } | Refusal> {
  const kind = textIn(c.form, 'kind') === 'case' ? 'case' : 'person';
  const fields = readFields(until, c.form);
  if (isRefusal(fields)) return fields;
  const subjectId = await idOfCode(c, kind, textIn(c.form, 'code'));
  if (subjectId === undefined)
    return refused('code-unknown', `No ${kind} has this code. Copy it from the page of the ${kind}.`, {
      field: 'code',
    });
  const placed = await placeHold(c.tx, c.actor, c.services.subjects, {
    ...{ kind, subjectId, reason: textIn(c.form, 'reason') },
    untilOn: fields.untilOn ?? undefined,
  });
  return isRefusal(placed) ? placed : { redirect: `${HOLDS}/${placed.id}` };
}

const idOfCode = (c: Context, kind: HeldKind, code: string): Promise<string | undefined> =>
  asMachine(c.tx, c.actor, async (machine) => {
    if (kind === 'person') return personOfCode(c.tx, machine, code);
    const { rows } = await sql<{ id: string }>`select id from casework.case_file
      where partnership_id = ${machine.partnershipId}`.execute(c.tx);
    const wanted = code
      .trim()
      .toUpperCase()
      .replace(/^(C-)?/, 'C-');
    const found = rows.filter(({ id }) => caseCode(id) === wanted);
    return found.length === 1 ? found[0]?.id : undefined;
  });

async function holdPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const id = c.params.id ?? '';
  const [hold] = isUuid(id) ? await listHolds(c.tx, c.actor, c.services.subjects, id) : [];
  if (!hold) return notFound('hold');
  return {
    title: 'Legal hold',
    breadcrumbs: HOLD_CRUMBS,
    body: <HoldPage hold={hold} keys={c.formKeys} attempt={attempt ?? NOTHING_TYPED} />,
  };
}

async function lift(c: Context): Promise<{ redirect: string } | Refusal> {
  const id = c.params.id ?? '';
  if (!isUuid(id)) return notFound('hold');
  const lifted = await liftHold(c.tx, c.actor, c.services.subjects, { id, reason: textIn(c.form, 'reason') });
  return isRefusal(lifted) ? lifted : { redirect: HOLDS };
}

/** What must not be disposed of. */
export const holdRoutes: readonly Route[] = [
  inCasework(get(HOLDS, GOVERN, holdsPage, { reads: readsOf('legal-hold.list') })),
  inCasework(
    get(`${HOLDS}/new`, GOVERN, (c) => form(c), {
      reads: readsOf('legal-hold.considered', 'held', ({ query }) => query.about),
    }),
  ),
  inCasework(post(HOLDS, GOVERN, place, { again: form })),
  inCasework(
    get(`${HOLDS}/:id`, GOVERN, (c) => holdPage(c), {
      reads: readsOf('legal-hold.read', 'legal-hold', idInPath),
    }),
  ),
  inCasework(post(`${HOLDS}/:id/lifting`, GOVERN, lift, { again: holdPage })),
];
