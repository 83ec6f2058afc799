import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { addCaseStudy, CONSENTS, signOffCaseStudy } from './case-study.ts';
import { endorseProject } from './endorsement.ts';
import { loadLookup } from './lookup.ts';
import { importProjectPlaces } from './project-places.ts';
import { importDeliveryPlan } from './spreadsheet/import.ts';

const day = z.string().transform((text, issues): PlainDate => {
  const date = parsePlainDate(text);
  if (date) return date;
  issues.addIssue({ code: 'custom', message: `${text} is not a date` });
  return z.NEVER;
});

/** What happened to the example's projects besides what their plan says. */
const happenings = z.object({
  endorsements: z.array(
    z.object({
      project: z.string(),
      on: day,
      by: z.string(),
      minutes: z.string(),
      reason: z.string(),
      condition: z.object({ dueOn: day, owner: z.string(), note: z.string() }).optional(),
    }),
  ),
  caseStudies: z.array(
    z.object({
      project: z.string(),
      title: z.string(),
      body: z.array(z.string()),
      source: z.string(),
      consent: z.enum(CONSENTS),
      toldOn: day,
      signedOff: z.object({ on: day, says: z.string() }).optional(),
    }),
  ),
});

/**
 * Loads the example's delivery plans from `delivery-plan.csv`, and what happened to their projects from
 * `delivery.json`, through the commands that anybody uses. Refused: example-refused, with the first line that was.
 */
export async function loadDeliveryExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const fileName = 'delivery-plan.csv';
  const report = await importDeliveryPlan(tx, actor, { fileName, bytes: Buffer.from(files(fileName)) });
  if (isRefusal(report)) return report;
  const wrong = report.rows.find((row) => row.outcome === 'refused');
  if (wrong) return refused('example-refused', `${fileName}, line ${wrong.line}: ${wrong.reason}`);
  const placed = allWritten(
    await importProjectPlaces(tx, actor, files('project-places.csv'), { write: true }),
  );
  if (isRefusal(placed)) return placed;
  const { endorsements, caseStudies } = happenings.parse(JSON.parse(files('delivery.json')));
  const { posts } = await loadLookup(tx);
  const projects = await tx.selectFrom('delivery.project').select(['id', 'slug']).execute();
  const idOf = (slug: string): string => {
    const id = projects.find((project) => project.slug === slug)?.id;
    if (id === undefined)
      throw new Error(`delivery.json names the project ${slug}, which delivery-plan.csv lacks`);
    return id;
  };
  for (const { project, on, by, condition, ...earlier } of endorsements) {
    const endorsed = await endorseProject(tx, actor, {
      projectId: idOf(project),
      on,
      by,
      ground: { earlier },
      ...(condition
        ? {
            condition: {
              dueOn: condition.dueOn,
              ownerPostId: posts.id(condition.owner),
              note: condition.note,
            },
          }
        : {}),
    });
    if (isRefusal(endorsed)) return endorsed;
  }
  for (const { project, body, signedOff, ...story } of caseStudies) {
    const added = await addCaseStudy(tx, actor, {
      ...story,
      projectId: idOf(project),
      body: body.join('\n'),
    });
    if (isRefusal(added)) return added;
    const signed =
      signedOff && (await signOffCaseStudy(tx, actor, { caseStudyId: added.caseStudyId, ...signedOff }));
    if (isRefusal(signed)) return signed;
  }
  return undefined;
}
