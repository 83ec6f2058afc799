/** The example's restorative matters: everybody in them is made up. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type ExampleGround, exampleGround } from '../example-ground.ts';
import { agreeOn, judgeItem, noteMatter } from './agreement.ts';
import { bringIn, moveMatter, openMatter } from './matter.ts';
import { matterRow } from './matter-row.ts';
import { addMatterPerson, recordMatterConsent, recordSatisfaction } from './people.ts';
import { CONSENTS, KEPT, KINDS, keysOf, NOT_BECAUSE, ROLES, SATISFIED, SOURCES, STATES } from './words.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  matters: z.array(
    z.object({
      runBy: z.string(),
      kind: z.enum(keysOf(KINDS)),
      source: z.enum(keysOf(SOURCES)),
      referredOn: day,
      with: z.array(z.string()).default([]),
      people: z.array(
        z.object({
          by: z.string(),
          role: z.enum(keysOf(ROLES)),
          reference: z.string().optional(),
          name: z.string().default(''),
          consent: z.enum(keysOf(CONSENTS)).optional(),
          consentOn: day.optional(),
          satisfied: z.enum(keysOf(SATISFIED)).optional(),
          satisfiedOn: day.optional(),
        }),
      ),
      steps: z
        .array(
          z.object({
            to: z.enum(keysOf(STATES)),
            on: day,
            meetingOn: day.nullable().default(null),
            because: z.enum(keysOf(NOT_BECAUSE)).nullable().default(null),
          }),
        )
        .default([]),
      agreed: z
        .array(
          z.object({
            says: z.string(),
            dueOn: day,
            kept: z.enum(keysOf(KEPT)).optional(),
            keptOn: day.optional(),
          }),
        )
        .default([]),
      note: z.object({ on: day, words: z.string() }).optional(),
    }),
  ),
});
type GivenMatter = z.output<typeof given>['matters'][number];

const PURPOSE = 'crime-and-disorder';

/** Loads the example's restorative matters. */
export async function loadRestorativeExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const matter of given.parse(JSON.parse(files('casework/restorative.json'))).matters)
    await loadMatter(tx, subjects, ground, matter);
}

async function loadMatter(tx: Tx, subjects: SubjectKeys, ground: ExampleGround, one: GivenMatter) {
  const { kind, source, referredOn, runBy } = one;
  const runs = <T>(work: (actor: Actor) => Promise<T>) => ground.works(runBy, PURPOSE, work);
  const matterId = await runs(
    async (actor) =>
      orThrow(await openMatter(tx, actor, { kind, source, referredOn, restricted: false, caseId: null })).id,
  );
  const revision = async (actor: Actor) => (await matterRow(tx, actor, matterId))?.revision ?? 0;
  for (const slug of one.with)
    await runs(async (actor) =>
      orThrow(
        await bringIn(tx, actor, {
          id: matterId,
          revision: await revision(actor),
          agencyId: ground.agencyId(slug),
        }),
      ),
    );
  const added = new Map<GivenMatter['people'][number], string>();
  for (const person of one.people)
    await ground.works(person.by, PURPOSE, async (actor) => {
      const recordId = person.reference === undefined ? null : await ground.recordId(person.reference);
      const { role, name, consent, consentOn } = person;
      const { id } = orThrow(await addMatterPerson(tx, actor, subjects, { matterId, role, recordId, name }));
      added.set(person, id);
      if (consent && consentOn)
        orThrow(await recordMatterConsent(tx, actor, { matterId, id, revision: 1, consent, on: consentOn }));
    });
  const closing = one.steps.filter(({ to }) => to === 'closed');
  for (const step of one.steps.filter(({ to }) => to !== 'closed')) await move(step);
  for (const { says, dueOn, kept, keptOn } of one.agreed)
    await runs(async (actor) => {
      const checkedBy = ground.agencyId(runBy);
      const { id } = orThrow(await agreeOn(tx, actor, subjects, { matterId, says, dueOn, checkedBy }));
      if (kept && keptOn)
        orThrow(await judgeItem(tx, actor, { matterId, id, revision: 1, kept, on: keptOn }));
    });
  for (const [{ by, consent, satisfied, satisfiedOn }, id] of added)
    if (satisfied && satisfiedOn)
      await ground.works(by, PURPOSE, async (actor) =>
        orThrow(
          await recordSatisfaction(tx, actor, {
            ...{ matterId, id, revision: consent ? 2 : 1, satisfied, on: satisfiedOn },
          }),
        ),
      );
  const { note } = one;
  if (note)
    await runs(async (actor) =>
      orThrow(await noteMatter(tx, actor, subjects, { ...note, matterId, readers: [] })),
    );
  for (const step of closing) await move(step);

  function move(step: GivenMatter['steps'][number]) {
    return runs(async (actor) =>
      orThrow(await moveMatter(tx, actor, { ...step, id: matterId, revision: await revision(actor) })),
    );
  }
}
