import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Answer, Context } from '../../../platform/http/route.ts';
import { BodyPage } from '../pages/bodies.tsx';
import {
  findBody,
  lastAndNext,
  listBodies,
  listReportingLines,
  listSittings,
  type ReportingLine,
} from '../queries.ts';
import { listObligations, tally } from '../terms/compliance.ts';
import { termsInWords } from '../terms/in-words.ts';
import { listMembers } from '../terms/member-queries.ts';
import { loadNames } from '../terms/names.ts';
import { termsInForce } from '../terms/queries.ts';
import { vacantCoreSeats } from '../terms/vacancies.ts';
import { BodyParts } from './pages/body-parts.tsx';
import { listBodyChanges, listProgrammeBoards, titlesOf } from './queries.ts';

/** One body: when it sits, how it stands to others, its terms in plain words, who sits on it, its history. */
export async function bodyPage(c: Context): Promise<Answer> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const all = new Map((await listBodies(c.tx)).map((one) => [String(one.id), one]));
  const lines = await listReportingLines(c.tx);
  const withBody = (found: readonly ReportingLine[], end: 'bodyId' | 'reportsToId') =>
    found.flatMap((line) => {
      const other = all.get(line[end]);
      return other ? [{ ...line, body: other }] : [];
    });
  const terms = await termsInForce(c.tx, body.id, c.today);
  const members = await listMembers(c.tx, body.id, c.today);
  const programmes = (await listProgrammeBoards(c.tx)).filter(({ bodyId }) => bodyId === body.id);
  const titles = await titlesOf(
    c.tx,
    c.services.offers.kinds,
    programmes.map(({ subjectId }) => subjectId),
  );
  const obligations = await listObligations(c.tx, c.today, { bodyId: body.id });
  const sittings = await listSittings(c.tx, body.id);
  const mayEdit = may(c.actor, 'governance.edit');
  const parts = (
    <BodyParts
      body={body}
      today={c.today}
      terms={terms}
      clauses={terms ? termsInWords(terms, await loadNames(c.tx)) : []}
      members={members}
      vacant={vacantCoreSeats(terms, members)}
      changes={await listBodyChanges(c.tx, body.id)}
      bodies={all}
      clock={obligations.length === 0 ? undefined : tally(obligations)}
    />
  );
  const view = {
    body,
    parts,
    sittings,
    ...lastAndNext(sittings, c.today),
    out: withBody(
      lines.filter(({ bodyId }) => bodyId === body.id),
      'reportsToId',
    ),
    back: withBody(
      lines.filter(({ reportsToId }) => reportsToId === body.id),
      'bodyId',
    ),
    programmes: programmes.map((one) => ({ ...one, ...titles.get(one.subjectId) })),
    today: c.today,
    mayEdit,
  };
  return {
    title: body.name,
    breadcrumbs: [{ text: 'Boards and groups', href: '/bodies' }],
    body: <BodyPage {...view} />,
  };
}
