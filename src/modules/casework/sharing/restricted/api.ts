/** Who goes on working with what is restricted, for programs. */
import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { actsOn, type Within } from '../../api-acts.ts';
import { inCasework } from '../../purpose/working.ts';
import { idInPath, readsOf } from '../reading.ts';
import { endNaming, nameWorker } from './entrust.ts';
import { findRestricted, type RestrictedThing } from './queries.ts';

const BASE = '/api/v1/casework/restricted';
const GOVERN = { permission: 'casework.govern' } as const;
const day = z.iso.date();
const words = z.string().trim().min(1).max(20_000);

const Restricted = z
  .object({
    kind: z.enum(['record', 'case']),
    id: z.uuid(),
    code: z.string(),
    agencyId: z.uuid(),
    because: z.string().nullable(),
    named: z.array(
      z.object({
        id: z.uuid(),
        accountId: z.uuid(),
        reason: z.string().nullable(),
        onDay: day,
        untilOn: day,
        endedOn: day.nullable(),
        stands: z.boolean(),
      }),
    ),
  })
  .meta({
    id: 'RestrictedThing',
    description: 'A restricted record or case, and who goes on working with it.',
  });

const shown = ({
  kind,
  id,
  code,
  agencyId,
  because,
  namings,
}: RestrictedThing): z.input<typeof Restricted> => ({
  ...{ kind, id, code, agencyId, because: because ?? null },
  named: namings.map(({ id: of, accountId, reason = null, onDay, untilOn, endedOn, stands }) => ({
    ...{ id: of, accountId, reason, onDay, untilOn, endedOn, stands },
  })),
});

async function now(c: Within, id: string) {
  const found = await findRestricted(c.tx, c.actor, c.services.subjects, id);
  return found ? { value: shown(found), location: `${BASE}/${id}` } : notFound('restricted record or case');
}

const act = actsOn({
  ...{ base: BASE, called: 'restricted record or case', ...GOVERN, response: Restricted },
  problems: ['choose-a-purpose'],
  now,
});

export const restrictedApi: readonly Route[] = [
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getRestricted',
      summary: 'A restricted record or case, and who goes on working with it',
      ...GOVERN,
      response: Restricted,
      reads: readsOf('restricted.read', 'restricted', idInPath),
      problems: ['choose-a-purpose'],
    },
    (c) => now(c, c.params.id ?? ''),
  ),
  act(
    'named',
    {
      name: 'nameWorker',
      summary: 'Name somebody who goes on working with it until a day',
      problems: ['nobody-names-themselves', 'say-why', 'named-for-a-time', 'named-already'],
    },
    z.strictObject({
      accountId: z.uuid(),
      untilOn: day.transform((text) => plainDate(text)),
      reason: words,
    }),
    (c, id) => nameWorker(c.tx, c.actor, c.services.subjects, { ...c.body, id }),
  ),
  act(
    'named/:part/end',
    { name: 'endNaming', summary: 'End a naming before its day', problems: ['say-why'] },
    z.strictObject({ reason: words }),
    (c, id) =>
      endNaming(c.tx, c.actor, c.services.subjects, {
        ...{ id, namingId: c.params.part ?? '', reason: c.body.reason },
      }),
  ),
].map((route) => inCasework(route));
