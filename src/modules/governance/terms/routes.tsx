import { sql } from 'kysely';
import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { earlierFields } from '../../partners/index.ts';
import { groundTold } from '../decisions/ground.ts';
import { type Body, findBody } from '../queries.ts';
import { compareTerms } from './compare.ts';
import { termsFields } from './fields.ts';
import { readTermsForm, valuesOfTerms } from './form.ts';
import { termsInWords } from './in-words.ts';
import { loadNames } from './names.ts';
import { ComparisonPage, TermsPage } from './pages/terms.tsx';
import { TermsAdoptionForm, TermsForm } from './pages/terms-form.tsx';
import { listTerms, type Terms } from './queries.ts';
import { adoptTerms, changeTerms, draftTerms, fieldsOfTerms } from './terms.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const ADOPT = { permission: 'terms.adopt' } as const;

const crumbsTo = (body: Body, terms = false) => [
  { text: 'Boards and groups', href: '/bodies' },
  { text: body.name, href: `/bodies/${body.slug}` },
  ...(terms ? [{ text: 'Terms of reference', href: `/bodies/${body.slug}/terms` }] : []),
];

const inForce = (versions: readonly Terms[], on: PlainDate): Terms | undefined =>
  versions.findLast(({ inForceFrom }) => inForceFrom !== null && inForceFrom <= on);

/** The body and the versions of its terms that an address names; the version is the one in force unless it is named. */
async function found(
  c: Context,
): Promise<{ body: Body; versions: readonly Terms[]; terms: Terms | undefined } | undefined> {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return undefined;
  const versions = await listTerms(c.tx, body.id);
  const { version } = c.params;
  if (version === undefined) return { body, versions, terms: inForce(versions, c.today) ?? versions.at(-1) };
  const terms = versions.find((one) => String(one.version) === version);
  return terms && { body, versions, terms };
}

async function termsPage(c: Context): Promise<Answer> {
  const view = await found(c);
  if (!view) return notFound('version of terms of reference');
  const clauses = view.terms ? termsInWords(view.terms, await loadNames(c.tx)) : [];
  return {
    title: `Terms of reference of the ${view.body.name}`,
    breadcrumbs: crumbsTo(view.body, c.params.version !== undefined),
    body: (
      <TermsPage
        {...view}
        clauses={clauses}
        today={c.today}
        ground={
          view.terms &&
          (await groundTold(
            c.tx,
            sql`select * from governance.terms_adoption where terms_id = ${view.terms.id}`,
          ))
        }
        mayEdit={may(c.actor, 'governance.edit')}
        mayAdopt={may(c.actor, 'terms.adopt')}
        mayDecide={may(c.actor, 'meeting.record')}
      />
    ),
  };
}

async function comparison(c: Context): Promise<Answer> {
  const view = await found(c);
  const named = (version: string | undefined) =>
    view?.versions.find((one) => String(one.version) === version);
  const [from, to] = [named(c.query.from), named(c.query.to)];
  if (!view || !from || !to) return notFound('version of terms of reference');
  const changes = compareTerms(fieldsOfTerms(from), fieldsOfTerms(to), await loadNames(c.tx));
  return {
    title: `What changed in the terms of reference of the ${view.body.name}`,
    breadcrumbs: crumbsTo(view.body, true),
    body: <ComparisonPage body={view.body} from={from} to={to} changes={changes} />,
  };
}

async function termsForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const view = await found(c);
  if (!view) return notFound('version of terms of reference');
  const names = await loadNames(c.tx);
  const { body, terms } = view;
  const changing = c.params.version === undefined ? undefined : terms;
  const heading = changing
    ? `Change version ${changing.version}`
    : `Draft terms of reference of the ${body.name}`;
  const path = `/bodies/${body.slug}/terms`;
  const begun = terms
    ? { ...fieldsOfTerms(terms), ...(changing ? {} : { startsOn: null }) }
    : termsFields.parse({});
  return {
    title: heading,
    breadcrumbs: crumbsTo(body, true),
    body: (
      <TermsForm
        {...(attempt ?? { values: valuesOfTerms(begun, names), errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={changing ? `${path}/${changing.version}` : path}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : changing?.revision}
        kinds={[...c.services.offers.decidable.values()].map(({ kind, says }) => ({
          value: kind,
          text: says,
        }))}
        bodies={names.bodies
          .filter(({ id, endsOn }) => id !== body.id && (endsOn === null || endsOn >= c.today))
          .map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

async function saveTerms(c: Context): Promise<Answer> {
  const view = await found(c);
  if (!view) return notFound('version of terms of reference');
  const input = readTermsForm(c.form, await loadNames(c.tx));
  if (isRefusal(input)) return input;
  const path = `/bodies/${view.body.slug}/terms`;
  if (c.params.version === undefined) {
    const drafted = await draftTerms(c.tx, c.actor, view.body.id, input);
    return isRefusal(drafted) ? drafted : { redirect: `${path}/${drafted.version}` };
  }
  const changed = await changeTerms(c.tx, c.actor, view.terms?.id ?? '', revisionIn(c.form), input);
  return isRefusal(changed) ? changed : { redirect: `${path}/${c.params.version}` };
}

async function adoptionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const view = await found(c);
  if (!view?.terms) return notFound('version of terms of reference');
  const path = `/bodies/${view.body.slug}/terms/${view.terms.version}`;
  const heading = `Adopt version ${view.terms.version}`;
  return {
    title: heading,
    breadcrumbs: crumbsTo(view.body, true),
    body: (
      <TermsAdoptionForm
        {...(attempt ?? { values: {}, errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead="What is adopted stays as it is. Only what was adopted before the partnership kept its decisions here, and a body’s first terms, are recorded so. Everything since is adopted by a decision of the board."
        action={`${path}/adoption`}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : view.terms.revision}
      />
    ),
  };
}

const adoptionFields = z.object({
  adoptedOn: givenDate('Say on which day they were adopted'),
  by: givenText('Enter which body adopted the terms'),
  ...earlierFields,
});

async function saveAdoption(c: Context): Promise<Answer> {
  const view = await found(c);
  if (!view?.terms) return notFound('version of terms of reference');
  const fields = readFields(adoptionFields, c.form);
  if (isRefusal(fields)) return fields;
  const adopted = await adoptTerms(c.tx, c.actor, {
    termsId: view.terms.id,
    on: fields.adoptedOn,
    by: fields.by,
    ground: { earlier: { minutes: fields.minutes, reason: fields.reason } },
    revision: revisionIn(c.form),
  });
  return isRefusal(adopted) ? adopted : { redirect: `/bodies/${view.body.slug}/terms/${view.terms.version}` };
}

/** Terms of reference: the version in force, every version, what changed, drafts and adoption. */
export const termsRoutes: readonly Route[] = [
  get('/bodies/:slug/terms', READ, termsPage),
  post('/bodies/:slug/terms', EDIT, saveTerms, { again: termsForm }),
  get('/bodies/:slug/terms/new', EDIT, (c) => termsForm(c)),
  get('/bodies/:slug/terms/compare', READ, comparison),
  get('/bodies/:slug/terms/:version', READ, termsPage),
  post('/bodies/:slug/terms/:version', EDIT, saveTerms, { again: termsForm }),
  get('/bodies/:slug/terms/:version/edit', EDIT, (c) => termsForm(c)),
  get('/bodies/:slug/terms/:version/adoption', ADOPT, (c) => adoptionForm(c)),
  post('/bodies/:slug/terms/:version/adoption', ADOPT, saveAdoption, { again: adoptionForm }),
];
