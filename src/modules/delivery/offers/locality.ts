import { sql } from 'kysely';
import type { LocalityOffer } from '../../../platform/module.ts';
import { type Block, link, type Table } from '../../../ui/document/index.ts';
import { listProjects } from '../queries/summaries.ts';

const MOST = 50;

/** The projects that work in a place or in one that lies in it, and are not closed. */
export const projectLocality: LocalityOffer = {
  name: 'projects',
  title: 'Projects active here',
  order: 40,
  empty: 'No project that is open says that it works here.',
  async gather(tx, _actor, { ids, place, today, isArea }): Promise<readonly Block[]> {
    const { rows } = await sql<{ id: string; places: readonly string[] }>`
      select p.id, coalesce(array_agg(g.name order by g.name) filter (where g.id is not null), '{}') as places
      from delivery.project p
      left join delivery.project_place x on x.partnership_id = p.partnership_id and x.project_id = p.id
      left join places.place g on g.partnership_id = x.partnership_id and g.id = x.place_id
      where (x.place_id = any(${ids}::uuid[]) or (${isArea} and x.place_id is null)) and (p.closed_on is null or p.closed_on > ${today}::date)
      group by p.id order by p.id limit ${MOST}`.execute(tx);
    if (rows.length === 0) return [];
    const placesOf = new Map(rows.map(({ id, places }) => [id, places]));
    const projects = await listProjects(tx, { asAt: today, ids: rows.map(({ id }) => id) });
    const table: Table = {
      kind: 'table',
      caption: `Projects that work in ${place.name}`,
      headerColumn: true,
      columns: [
        { header: 'Project', width: 3 },
        { header: 'Where', width: 2 },
        { header: 'Lead', width: 2 },
        { header: 'Stands', width: 2 },
      ],
      rows: projects.map((project) => ({
        cells: [
          [link(`/projects/${project.slug}`, project.title)],
          placesOf.get(project.id)?.join(', ') || 'The whole area',
          project.lead || 'Not named yet',
          project.sentence,
        ],
      })),
    };
    return [table];
  },
};
