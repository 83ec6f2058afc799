import { sql } from 'kysely';
import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
} from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { type Body, findBody, listBodies } from '../queries.ts';
import { abolishBody, mergeBody, renameBody, restructureBody } from './changes.ts';
import { BodyChangeForm, EndingForm, ProgrammeForm, RelationForm } from './pages/relations.tsx';
import { addProgrammeBoard, addRelation, endProgrammeBoard, endRelation } from './relations.ts';
import { PROGRAMME_KINDS, RELATIONS, type Relation } from './words.ts';

const EDIT = { permission: 'governance.edit' } as const;

type Show = (view: {
  readonly body: Body;
  readonly path: string;
  readonly others: readonly Body[];
  readonly form: Attempt & Context['formKeys'];
}) => Promise<{ readonly heading: string; readonly page: preact.JSX.Element }>;

/** A form about the body of the address. */
async function about(c: Context, attempt: Attempt, show: Show): Promise<Answer> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}`;
  const others = (await listBodies(c.tx)).filter(({ id }) => id !== body.id);
  const { heading, page } = await show({ body, path, others, form: { ...attempt, ...c.formKeys } });
  return {
    title: heading,
    breadcrumbs: [
      { text: 'Boards and groups', href: '/bodies' },
      { text: body.name, href: path },
    ],
    body: page,
  };
}

/** Carries a form about the body of the address out, and goes back to its page. */
const saving =
  <Fields extends z.ZodType>(
    fields: Fields,
    save: (c: Context, body: Body, given: z.output<Fields>) => Promise<unknown>,
  ) =>
  async (c: Context): Promise<Answer> => {
    const body = await findBody(c.tx, c.params.slug ?? '');
    if (!body) return notFound('body');
    const given = readFields(fields, c.form);
    if (isRefusal(given)) return given;
    const saved = await save(c, body, given as z.output<Fields>);
    return isRefusal(saved) ? saved : { redirect: `/bodies/${body.slug}` };
  };

const relationForm = (c: Context, attempt: Attempt = { values: { kind: 'reports-to' }, errors: {} }) =>
  about(c, attempt, async ({ body, path, others, form }) => {
    const heading = `How the ${body.name} stands to another body`;
    const bodies = others.map(({ id, name }) => ({ value: id, text: name }));
    return {
      heading,
      page: (
        <RelationForm
          {...form}
          heading={heading}
          action={`${path}/reporting-lines`}
          back={path}
          bodies={bodies}
        />
      ),
    };
  });

const relationFields = z.object({
  kind: z.enum(Object.keys(RELATIONS) as [Relation, ...Relation[]], {
    error: 'Choose how the one body stands to the other',
  }),
  reportsTo: givenText('Choose the other body').transform((id) => id as Id<'body'>),
  startsOn: optionalDate(),
  note: optionalText(),
});

const endingForm = (what: 'reporting-lines' | 'programmes') => (c: Context, attempt?: Attempt) =>
  about(c, attempt ?? { values: dateValues('endsOn', c.today), errors: {} }, async ({ body, path, form }) => {
    const heading =
      what === 'programmes'
        ? `${body.name} is no longer its programme board`
        : `${body.name} no longer stands so`;
    const action = `${path}/${what}/${c.params.id}/ending`;
    return { heading, page: <EndingForm {...form} heading={heading} action={action} back={path} /> };
  });

const endingFields = z.object({ endsOn: givenDate('Say what the last day was') });

/** What a body can be the programme board of, from every module. */
async function programmeSubjects({ tx, actor, services }: Context) {
  const { kinds } = services.offers;
  if (!kinds) return [];
  const { rows } = await sql<{ value: string; text: string }>`
    select k.kind || ' ' || k.id as value, k.title as text from (${sql.raw(kinds)}) k
    where k.partnership_id = ${actor.partnershipId} and k.kind = any(${[...PROGRAMME_KINDS]}::text[])
    order by k.title`.execute(tx);
  return rows;
}

const programmeForm = (c: Context, attempt: Attempt = { values: {}, errors: {} }) =>
  about(c, attempt, async ({ body, path, form }) => {
    const heading = `What the ${body.name} is the programme board of`;
    const subjects = await programmeSubjects(c);
    return {
      heading,
      page: (
        <ProgrammeForm
          {...form}
          heading={heading}
          action={`${path}/programmes`}
          back={path}
          subjects={subjects}
        />
      ),
    };
  });

const programmeFields = z.object({
  subject: givenText('Choose what it is the programme board of'),
  startsOn: optionalDate(),
  note: optionalText(),
});

const CHANGES = [
  { value: 'renamed', text: 'It is renamed' },
  { value: 'restructured', text: 'It is restructured' },
  { value: 'merged', text: 'It is merged into another body' },
  { value: 'abolished', text: 'It is abolished' },
];

const changeForm = (c: Context, attempt?: Attempt) =>
  about(
    c,
    attempt ?? { values: dateValues('changedOn', c.today), errors: {} },
    async ({ body, path, others, form }) => {
      const heading = `What happens to the ${body.name}`;
      const bodies = others
        .filter(({ endsOn }) => endsOn === null)
        .map(({ slug, name }) => ({ value: slug, text: name }));
      return {
        heading,
        page: (
          <BodyChangeForm
            {...form}
            heading={heading}
            lead="Its history stays: it keeps its former name in what was before."
            action={`${path}/changes`}
            back={path}
            kinds={CHANGES}
            bodies={bodies}
          />
        ),
      };
    },
  );

const changeFields = z.object({
  kind: z.enum(['renamed', 'restructured', 'merged', 'abolished'], { error: 'Choose what happens to it' }),
  changedOn: givenDate('Say on which day'),
  name: optionalText(),
  into: optionalText(),
  reason: givenText('Say why the body changes'),
});

/** What happens to a body, by the kind of change. */
export function changeBodyOn(
  { tx, actor, today }: Pick<Context, 'tx' | 'actor' | 'today'>,
  slug: string,
  { kind, changedOn: on, name, into, reason }: z.output<typeof changeFields>,
) {
  const change = { slug, on, reason };
  if (kind === 'renamed') return renameBody(tx, actor, { ...change, name: name ?? '', today });
  if (kind === 'merged') return mergeBody(tx, actor, { ...change, into: into ?? '' });
  return kind === 'abolished' ? abolishBody(tx, actor, change) : restructureBody(tx, actor, change);
}

/** How a body stands to others, what it oversees, and what happens to it. */
export const relationRoutes: readonly Route[] = [
  get('/bodies/:slug/reporting-lines/new', EDIT, (c) => relationForm(c)),
  post(
    '/bodies/:slug/reporting-lines',
    EDIT,
    saving(relationFields, ({ tx, actor }, body, { reportsTo, ...given }) =>
      addRelation(tx, actor, { bodyId: body.id, reportsToId: reportsTo, ...given }),
    ),
    { again: relationForm },
  ),
  get('/bodies/:slug/reporting-lines/:id/ending', EDIT, (c) => endingForm('reporting-lines')(c)),
  post(
    '/bodies/:slug/reporting-lines/:id/ending',
    EDIT,
    saving(endingFields, ({ tx, actor, params }, body, { endsOn }) =>
      endRelation(tx, actor, body.id, params.id ?? '', endsOn),
    ),
    { again: endingForm('reporting-lines') },
  ),
  get('/bodies/:slug/programmes/new', EDIT, (c) => programmeForm(c)),
  post(
    '/bodies/:slug/programmes',
    EDIT,
    saving(programmeFields, async (c, body, { subject, startsOn, note }) => {
      const known = (await programmeSubjects(c)).find(({ value }) => value === subject);
      const [kind = '', id = ''] = known?.value.split(' ') ?? [];
      return known
        ? addProgrammeBoard(c.tx, c.actor, { bodyId: body.id, subject: { kind, id }, startsOn, note })
        : notFound('programme');
    }),
    { again: programmeForm },
  ),
  get('/bodies/:slug/programmes/:id/ending', EDIT, (c) => endingForm('programmes')(c)),
  post(
    '/bodies/:slug/programmes/:id/ending',
    EDIT,
    saving(endingFields, ({ tx, actor, params }, body, { endsOn }) =>
      endProgrammeBoard(tx, actor, body.id, params.id ?? '', endsOn),
    ),
    { again: endingForm('programmes') },
  ),
  get('/bodies/:slug/changes/new', EDIT, (c) => changeForm(c)),
  post(
    '/bodies/:slug/changes',
    EDIT,
    saving(changeFields, (c, body, given) => changeBodyOn(c, body.slug, given)),
    { again: changeForm },
  ),
];
