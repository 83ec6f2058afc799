/** The pages that are measured, found as a person finds them: from a list to the thing that is current. */
import type { Visit } from './visit.ts';

export interface Page {
  readonly name: string;
  readonly path: string;
}

/** Follows links from the lists to one plan, its first project, an indicator and the report that is a draft. */
export async function findPages(visit: Visit): Promise<readonly Page[]> {
  const plan = await linkOn(visit, '/plans', /href="(\/plans\/[a-z0-9-]*safety[a-z0-9-]*)"/);
  const project = await linkOn(visit, plan, /href="(\/projects\/(?!new|import)[a-z0-9-]+)"/);
  const indicator = await linkOn(visit, '/indicators', /href="(\/indicators\/(?!new|import)[a-z0-9-]+)"/);
  const report = await linkOn(visit, '/reports', /href="(\/reports\/[0-9a-f-]{36})"/);
  return [
    { name: 'Home', path: '/' },
    { name: 'Plan', path: plan },
    { name: 'Project', path: project },
    { name: 'Indicator', path: indicator },
    { name: 'Report (draft)', path: report },
  ];
}

async function linkOn(visit: Visit, list: string, link: RegExp): Promise<string> {
  const found = link.exec(await visit.get(list))?.[1];
  if (found === undefined) throw new Error(`${list} has no link like ${link.source}`);
  return found;
}
