import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { addTerm, endTerm, listScales, listTerms, scaleFields, setScale, termFields } from './lists.ts';
import { EndTermForm, ListsPage, ScaleForm, TermForm } from './lists-pages.tsx';
import { TENSION_CRUMBS } from './routes.tsx';

const READ = { permission: 'read' } as const;
const GROUP = { permission: 'tension.group' } as const;
const LISTS = [...TENSION_CRUMBS, { text: 'Grades, communities and types', href: '/tension/lists' }];

const termForm = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Add a community or a type',
  breadcrumbs: LISTS,
  body: (
    <TermForm
      keys={c.formKeys}
      attempt={attempt ?? { values: dateValues('startsOn', c.today), errors: {} }}
    />
  ),
});

const scaleForm = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Set the scale of grades',
  breadcrumbs: LISTS,
  body: (
    <ScaleForm
      keys={c.formKeys}
      attempt={attempt ?? { values: dateValues('startsOn', c.today), errors: {} }}
    />
  ),
});

async function endForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const term = (await listTerms(c.tx)).find(({ id, endsOn }) => id === c.params.id && endsOn === null);
  if (!term) return notFound('entry of the list');
  return {
    title: `End ${term.name}`,
    breadcrumbs: LISTS,
    body: (
      <EndTermForm
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('endsOn', c.today), errors: {} }}
        term={term}
      />
    ),
  };
}

const endFields = z.object({ endsOn: givenDate('Say which day is its last') });

const act =
  (path: string, run: (c: Context) => Promise<unknown>) =>
  async (c: Context): Promise<Answer> => {
    const done = await run(c);
    return isRefusal(done) ? done : { redirect: path };
  };

/** The grades, communities and types that tension is told by. */
export const tensionListRoutes: readonly Route[] = [
  get('/tension/lists', READ, async (c) => ({
    title: 'Grades, communities and types',
    breadcrumbs: TENSION_CRUMBS,
    body: (
      <ListsPage
        scales={await listScales(c.tx)}
        terms={await listTerms(c.tx)}
        today={c.today}
        mayEdit={may(c.actor, 'tension.group')}
      />
    ),
  })),
  get('/tension/lists/new', GROUP, (c) => termForm(c)),
  post(
    '/tension/lists/new',
    GROUP,
    act('/tension/lists', async (c) => {
      const fields = readFields(termFields, c.form);
      return isRefusal(fields) ? fields : addTerm(c.tx, c.actor, fields);
    }),
    { again: termForm },
  ),
  get('/tension/lists/scale', GROUP, (c) => scaleForm(c)),
  post(
    '/tension/lists/scale',
    GROUP,
    act('/tension/lists', async (c) => {
      const fields = readFields(scaleFields, c.form);
      return isRefusal(fields) ? fields : setScale(c.tx, c.actor, fields);
    }),
    { again: scaleForm },
  ),
  get('/tension/lists/:id/end', GROUP, (c) => endForm(c)),
  post(
    '/tension/lists/:id/end',
    GROUP,
    act('/tension/lists', async (c) => {
      const fields = readFields(endFields, c.form);
      if (isRefusal(fields)) return fields;
      const { id = '' } = c.params;
      if (!isUuid(id)) return notFound('entry of the list');
      return endTerm(c.tx, c.actor, id, { ...fields, revision: revisionIn(c.form) });
    }),
    { again: endForm },
  ),
];
