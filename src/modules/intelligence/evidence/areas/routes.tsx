import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { toCsv } from '../../../../ui/table/index.ts';
import { listIndicators } from '../../queries.ts';
import { LIBRARY_CRUMBS } from '../routes.tsx';
import { rank } from './contents.ts';
import { AdoptionForm, ChoiceForm, choiceValues, readChoice, SelectionForm } from './forms.tsx';
import { readSelection, valuesOf } from './input.ts';
import { rankingColumns, SelectionPage, SelectionsPage } from './pages.tsx';
import { findSelection, listSelections, type Selection } from './queries.ts';
import {
  adoptionFields,
  adoptSelection,
  changeSelection,
  choosePlaces,
  prepareSelection,
} from './selection.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'indicators.edit' } as const;
const BASE = '/evidence/target-areas';
const CRUMBS = [...LIBRARY_CRUMBS, { text: 'Target areas', href: BASE }];

const selectionIn = (c: Context): Promise<Selection | undefined> => findSelection(c.tx, c.params.slug ?? '');

const crumbsTo = ({ slug, title }: Selection) => [...CRUMBS, { text: title, href: `${BASE}/${slug}` }];

async function selectionPage(c: Context): Promise<Answer> {
  const selection = await selectionIn(c);
  if (!selection) return notFound('selection');
  return {
    title: selection.title,
    breadcrumbs: CRUMBS,
    wide: true,
    body: <SelectionPage selection={selection} mayEdit={may(c.actor, 'indicators.edit')} />,
  };
}

async function selectionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const selection = c.params.slug === undefined ? undefined : await selectionIn(c);
  if (c.params.slug !== undefined && (!selection || selection.adoptedOn !== null))
    return notFound('selection');
  const fresh = { ...dateValues('asAtOn', c.today), 'weight-1': '1', 'worse-1': 'higher' };
  return {
    title: selection ? `Change ${selection.title}` : 'Prepare a selection',
    breadcrumbs: selection ? crumbsTo(selection) : CRUMBS,
    body: (
      <SelectionForm
        keys={c.formKeys}
        attempt={attempt ?? { values: selection ? valuesOf(selection) : fresh, errors: {} }}
        selection={selection}
        revision={selection && (attempt ? revisionIn(attempt.values) : selection.revision)}
        indicators={(await listIndicators(c.tx)).map(({ slug, title }) => ({ value: slug, text: title }))}
      />
    ),
  };
}

/** A form of the selection in the address while it is in preparation. */
const formOf =
  (
    title: string,
    body: (c: Context, selection: Selection, attempt?: Attempt) => ReturnType<typeof ChoiceForm>,
  ) =>
  async (c: Context, attempt?: Attempt): Promise<Answer> => {
    const selection = await selectionIn(c);
    return selection && selection.adoptedOn === null
      ? { title, breadcrumbs: crumbsTo(selection), body: body(c, selection, attempt) }
      : notFound('selection');
  };

const choiceForm = formOf('Choose places', (c, selection, attempt) => (
  <ChoiceForm
    keys={c.formKeys}
    attempt={attempt ?? { values: choiceValues(selection), errors: {} }}
    selection={selection}
    revision={attempt ? revisionIn(attempt.values) : selection.revision}
  />
));

const adoptionForm = formOf('Record an adoption', (c, selection, attempt) => (
  <AdoptionForm
    keys={c.formKeys}
    attempt={attempt ?? { values: dateValues('adoptedOn', c.today), errors: {} }}
    selection={selection}
  />
));

const doing =
  (run: (c: Context, slug: string) => Promise<{ slug: string } | Refusal>) =>
  async (c: Context): Promise<Answer> => {
    const done = await run(c, c.params.slug ?? '');
    return isRefusal(done) ? done : { redirect: `${BASE}/${done.slug}` };
  };

/** Selections of target areas. */
export const areaRoutes: readonly Route[] = [
  get(BASE, READ, async (c) => ({
    title: 'How target areas were selected',
    breadcrumbs: LIBRARY_CRUMBS,
    body: (
      <SelectionsPage selections={await listSelections(c.tx)} mayEdit={may(c.actor, 'indicators.edit')} />
    ),
  })),
  get(`${BASE}/new`, EDIT, (c) => selectionForm(c)),
  post(
    `${BASE}/new`,
    EDIT,
    doing(async (c) => {
      const input = readSelection(c.form);
      return isRefusal(input) ? input : prepareSelection(c.tx, c.actor, input);
    }),
    { again: selectionForm },
  ),
  get(`${BASE}/:slug.csv`, READ, async (c) => {
    const selection = await selectionIn(c);
    if (!selection) return notFound('selection');
    return {
      download: toCsv(rankingColumns(selection.contents), rank(selection.contents)),
      mediaType: 'text/csv; charset=utf-8',
      fileName: `target-areas-${selection.slug}.csv`,
    };
  }),
  get(`${BASE}/:slug`, READ, selectionPage),
  get(`${BASE}/:slug/edit`, EDIT, (c) => selectionForm(c)),
  post(
    `${BASE}/:slug/edit`,
    EDIT,
    doing(async (c, slug) => {
      const input = readSelection(c.form);
      return isRefusal(input) ? input : changeSelection(c.tx, c.actor, slug, revisionIn(c.form), input);
    }),
    { again: selectionForm },
  ),
  get(`${BASE}/:slug/choice`, EDIT, (c) => choiceForm(c)),
  post(
    `${BASE}/:slug/choice`,
    EDIT,
    doing(async (c, slug) => {
      const selection = await findSelection(c.tx, slug);
      if (!selection) return notFound('selection');
      return choosePlaces(c.tx, c.actor, slug, revisionIn(c.form), readChoice(selection, c.form));
    }),
    { again: choiceForm },
  ),
  get(`${BASE}/:slug/adoption`, EDIT, (c) => adoptionForm(c)),
  post(
    `${BASE}/:slug/adoption`,
    EDIT,
    doing(async (c, slug) => {
      const fields = readFields(adoptionFields, c.form);
      return isRefusal(fields) ? fields : adoptSelection(c.tx, c.actor, slug, revisionIn(c.form), fields);
    }),
    { again: adoptionForm },
  ),
];
