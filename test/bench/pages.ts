/** The pages that are measured, found as a person finds them: from a list to the thing that is current. */
import type { Visit } from './visit.ts';

export interface Page {
  readonly name: string;
  readonly path: string;
}

/** The pages by name, in the order in which they are measured. */
const PAGES = ['Home', 'Plan', 'Project', 'Indicator', 'Report (draft)', 'Fund stream'] as const;

/** Names of pages as somebody types them (`home`, `report`); all of them when none is asked for. */
export function choosePages(typed: readonly string[]): ReadonlySet<string> {
  const chosen = typed.map((text) => {
    const page = PAGES.find((name) => name.toLowerCase().startsWith(text.toLowerCase()));
    if (page === undefined || text === '') throw new Error(`--page is one of ${PAGES.join(', ')}`);
    return page;
  });
  return new Set(chosen.length > 0 ? chosen : PAGES);
}

/** Follows links from the lists to one plan, its first project, an indicator, the report that is a draft, and a stream of the fund. */
export async function findPages(visit: Visit): Promise<readonly Page[]> {
  const plan = await linkOn(visit, '/plans', /href="(\/plans\/[a-z0-9-]*safety[a-z0-9-]*)"/);
  const project = await linkOn(visit, plan, /href="(\/projects\/(?!new|import)[a-z0-9-]+)"/);
  const indicator = await linkOn(
    visit,
    '/indicators',
    /<th scope="row"[^>]*><a class="govuk-link" href="(\/indicators\/[a-z0-9-]+)"/,
  );
  const report = await linkOn(visit, '/reports', /href="(\/reports\/[0-9a-f-]{36})"/);
  const stream = await linkOn(visit, '/fund', /href="(\/fund\/streams\/(?!new|import)[a-z0-9-]+)"/);
  const paths = ['/', plan, project, indicator, report, stream];
  return PAGES.map((name, at) => ({ name, path: paths[at] ?? '/' }));
}

async function linkOn(visit: Visit, list: string, link: RegExp): Promise<string> {
  const found = link.exec(await visit.get(list))?.[1];
  if (found === undefined) throw new Error(`${list} has no link like ${link.source}`);
  return found;
}
