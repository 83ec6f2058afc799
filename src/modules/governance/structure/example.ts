import { sql } from 'kysely';
import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findPlace } from '../../places/index.ts';
import { findBody } from '../queries.ts';
import { noteReadiness, planHandover } from './handover.ts';
import { projectsOf } from './handover-queries.ts';
import { addProgrammeBoard, endProgrammeBoard } from './relations.ts';

const day = z.string().transform((text): PlainDate => plainDate(text));

const handovers = z.array(
  z.object({
    subject: z.object({ kind: z.string(), title: z.string() }),
    programmeBoards: z.array(
      z.object({ body: z.string(), startsOn: day.optional(), endsOn: day.optional(), note: z.string() }),
    ),
    from: z.string(),
    to: z.string().nullable(),
    plannedOn: day,
    place: z.string(),
    areaFocus: z.string(),
    note: z.string(),
    projects: z.array(z.object({ title: z.string(), ready: z.boolean(), says: z.string(), notedOn: day })),
  }),
);

/**
 * Loads the example's programme boards and hand-overs, which speak of programmes and projects of another module and so
 * come after it; `offers` are the modules' kinds and thread views.
 */
export async function loadHandoversExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  offers: { readonly kinds: string | undefined; readonly thread: string | undefined },
): Promise<undefined | Refusal> {
  for (const entry of handovers.parse(JSON.parse(files('handovers.json')))) {
    const done = await loadOne(tx, actor, entry, offers);
    if (isRefusal(done)) return done;
  }
  return undefined;
}

async function loadOne(
  tx: Tx,
  actor: Actor,
  entry: z.output<typeof handovers>[number],
  offers: { readonly kinds: string | undefined; readonly thread: string | undefined },
): Promise<undefined | Refusal> {
  const { rows } = await sql<{ id: string }>`select k.id from (${sql.raw(offers.kinds ?? '')}) k
    where k.partnership_id = platform.partnership() and k.kind = ${entry.subject.kind} and k.title = ${entry.subject.title}`.execute(
    tx,
  );
  const [found] = rows;
  if (!found)
    return refused('subject-unknown', `There is no ${entry.subject.kind} "${entry.subject.title}".`);
  const subject = { kind: entry.subject.kind, id: found.id };
  for (const { body: slug, startsOn, endsOn, note } of entry.programmeBoards) {
    const bodyId = await bodyIdOf(tx, slug);
    if (isRefusal(bodyId)) return bodyId;
    const board = await addProgrammeBoard(tx, actor, { bodyId, subject, startsOn: startsOn ?? null, note });
    if (isRefusal(board)) return board;
    const ended = endsOn && (await endProgrammeBoard(tx, actor, bodyId, board, endsOn));
    if (ended) return ended;
  }
  const fromBodyId = await bodyIdOf(tx, entry.from);
  if (isRefusal(fromBodyId)) return fromBodyId;
  const toBodyId = entry.to === null ? null : await bodyIdOf(tx, entry.to);
  if (isRefusal(toBodyId)) return toBodyId;
  const { plannedOn, areaFocus, note } = entry;
  const placeId = (await findPlace(tx, entry.place))?.id ?? null;
  const planned = { fromBodyId, toBodyId, plannedOn, placeId, areaFocus, note, subject };
  const handover = await planHandover(tx, actor, planned);
  if (isRefusal(handover)) return handover;
  const projects = await projectsOf(tx, offers, subject);
  for (const { title, ...said } of entry.projects) {
    const project = projects.find((one) => one.title === title);
    if (!project) return refused('project-unknown', `${title} is no project of the programme.`);
    const noted = await noteReadiness(
      tx,
      actor,
      handover,
      { kind: 'project', id: project.id },
      { ...said, toBodyId: null, plannedOn: null },
    );
    if (noted) return noted;
  }
  return undefined;
}

async function bodyIdOf(tx: Tx, slug: string): Promise<Id<'body'> | Refusal> {
  const body = await findBody(tx, slug);
  return body?.id ?? refused('body-unknown', `There is no body "${slug}".`);
}
