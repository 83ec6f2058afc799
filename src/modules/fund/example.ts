import { z } from 'zod';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { findBody, listAgenda, listSittingsByDay, recordDecision } from '../governance/index.ts';
import { importRequests } from './import-requests.ts';
import { importStreams } from './import-streams.ts';
import { decidable } from './offers/decidable.ts';
import { loadInSight } from './opportunities/example.ts';
import { findRequest } from './requests/queries.ts';

const day = z.iso.date().transform(plainDate);

/** What boards decided of the example's requests, in the order they decided it. */
const decisions = z.array(
  z.object({
    body: z.string(),
    on: day,
    outcome: z.enum(['recommended', 'endorsed-on-condition']),
    words: z.string(),
    /** Each with the title of its item on the agenda. */
    requests: z.array(z.object({ slug: z.string(), item: z.string() })),
    condition: z.object({ says: z.string(), dueOn: day, owner: z.string() }).optional(),
  }),
);

type Given = z.output<typeof decisions>[number];

/**
 * Loads the example's streams and requests through the public importers, and what boards decided of them through the
 * decisions register, so that the decisions themselves reserve the money.
 */
export async function loadFundExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const write = { write: true };
  const streams = allWritten(await importStreams(tx, actor, files('streams.csv'), write));
  if (isRefusal(streams)) return streams;
  const requests = allWritten(await importRequests(tx, actor, files('requests.csv'), write));
  if (isRefusal(requests)) return requests;
  for (const given of decisions.parse(JSON.parse(files('fund.json'))))
    for (const request of given.requests) {
      const refusal = await decide(tx, actor, given, request);
      if (refusal) return refusal;
    }
  return loadInSight(tx, actor, files);
}

async function decide(
  tx: Tx,
  actor: Actor,
  given: Given,
  { slug, item: title }: Given['requests'][number],
): Promise<Refusal | undefined> {
  const body = await findBody(tx, given.body);
  const request = await findRequest(tx, slug);
  if (!body || !request)
    return refused('example-refused', `fund.json names ${given.body} and ${slug}, and one is not there.`);
  const [sitting] = await listSittingsByDay(tx, { bodyId: body.id, from: given.on, to: given.on });
  const item = sitting && (await listAgenda(tx, sitting.id)).find((one) => one.title === title);
  if (!item) return refused('example-refused', `fund.json names the item ${title}, which is on no agenda.`);
  const owner =
    given.condition &&
    (await tx
      .selectFrom('partners.post')
      .select('id')
      .where('slug', '=', given.condition.owner)
      .executeTakeFirst());
  const recorded = await recordDecision(tx, actor, new Map(decidable.map((kind) => [kind.kind, kind])), {
    bodyId: body.id,
    sittingId: sitting.id,
    itemId: item.id,
    decidedOn: given.on,
    title: `Request for funding: ${request.title}`,
    words: given.words,
    outcome: given.outcome,
    keyDecision: false,
    method: 'recorded-from-minutes',
    subject: { kind: 'request', id: request.id },
    conditions: given.condition && [
      { says: given.condition.says, dueOn: given.condition.dueOn, ownerPostId: owner?.id },
    ],
  });
  return isRefusal(recorded) ? recorded : undefined;
}
