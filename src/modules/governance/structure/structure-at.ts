import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listBodies, listReportingLines } from '../queries.ts';
import type { Structure } from './model.ts';
import { listBodyChanges, listProgrammeBoards, nameOn, titlesOf } from './queries.ts';

const inForce = (
  one: { readonly startsOn: PlainDate | null; readonly endsOn: PlainDate | null },
  on: PlainDate,
): boolean => (one.startsOn === null || one.startsOn <= on) && (one.endsOn === null || one.endsOn >= on);

/**
 * The bodies of a day under the names they had then, and how they stood to each other. `kinds` is the modules' kinds
 * view, from which programmes get their titles.
 */
export async function structureAt(tx: Tx, on: PlainDate, kinds: string | undefined): Promise<Structure> {
  const bodies = await listBodies(tx, { on });
  const changes = await listBodyChanges(tx);
  const programmes = (await listProgrammeBoards(tx)).filter((one) => inForce(one, on));
  const titles = await titlesOf(
    tx,
    kinds,
    programmes.map(({ subjectId }) => subjectId),
  );
  const ids = new Set<string>(bodies.map(({ id }) => id));
  return {
    bodies: bodies.map((body) => ({
      key: body.id,
      slug: body.slug,
      name: nameOn(body, changes, on),
      kind: body.kind,
      agency: body.agency,
      programmes: programmes
        .filter(({ bodyId }) => bodyId === body.id)
        .flatMap(({ subjectId }) => titles.get(subjectId)?.title ?? []),
    })),
    lines: (await listReportingLines(tx))
      .filter((line) => inForce(line, on) && ids.has(line.bodyId) && ids.has(line.reportsToId))
      .map(({ bodyId, reportsToId, kind, note }) => ({ from: bodyId, to: reportsToId, kind, note })),
  };
}
