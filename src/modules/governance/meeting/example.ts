import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessDay } from '../business-day.ts';
import { publishDecisionsOf } from '../decisions/publishing.ts';
import { listSittings, type Sitting } from '../queries.ts';
import { publishPack } from '../sittings/pack.ts';
import type { PackServices } from '../sittings/pack-gather.ts';
import { correctMinutes, draftMinutes } from './minutes/minutes.ts';
import { listMinutes } from './minutes/queries.ts';

const sitting = { body: z.string(), day: z.string() };

/** What the sources tell of the example's meetings: drafts of minutes, what was made public, packs of coming sittings. */
const meetings = z.object({
  minutes: z.array(z.object({ ...sitting, note: z.string() })),
  publishedDecisions: z.array(z.object(sitting)),
  packs: z.array(z.object(sitting)),
});

/**
 * Drafts minutes of the example's sittings from what was decided there, publishes the decisions that the public update
 * tells of, and the pack of a coming sitting. Attendance, votes and agreement, which no source prints, stay unknown.
 */
export async function loadMeetingsExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  services: PackServices,
): Promise<undefined | Refusal> {
  const told = meetings.parse(JSON.parse(files('meetings.json')));
  const today = await businessDay(tx);
  const all = await listSittings(tx);
  for (const { note, ...named } of told.minutes) {
    const found = sittingNamed(all, named);
    if (isRefusal(found)) return found;
    const step = { sittingId: found.id, on: today };
    const drafted = await draftMinutes(tx, actor, { ...step, version: 0 });
    if (isRefusal(drafted)) return drafted;
    const [draft] = await listMinutes(tx, found.id);
    const present = draft?.contents.sections.find(({ key }) => key === 'present')?.markdown ?? '';
    const corrected = await correctMinutes(tx, actor, {
      ...step,
      version: drafted.version,
      key: 'present',
      markdown: `${present}\n\n${note}`,
      reason: 'What the source tells, and what it does not',
    });
    if (isRefusal(corrected)) return corrected;
  }
  for (const named of told.publishedDecisions) {
    const found = sittingNamed(all, named);
    const published = isRefusal(found) ? found : await publishDecisionsOf(tx, actor, found.id);
    if (isRefusal(published)) return published;
  }
  for (const named of told.packs) {
    const found = sittingNamed(all, named);
    const published = isRefusal(found)
      ? found
      : await publishPack(tx, actor, services, { sittingId: found.id, on: today });
    if (isRefusal(published)) return published;
  }
  return undefined;
}

function sittingNamed(
  all: readonly Sitting[],
  { body, day }: { readonly body: string; readonly day: string },
): Sitting | Refusal {
  const found = all.find(
    (one) =>
      one.bodySlug === body && (one.precision === 'month' ? one.day.slice(0, 7) === day : one.day === day),
  );
  return (
    found ??
    refused('example-refused', `meetings.json names a sitting of ${body} on ${day} that is not there`)
  );
}
