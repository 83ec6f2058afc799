import { isUuid } from '../../../../kernel/ids.ts';
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
import { listTitles } from '../queries.ts';
import { LIBRARY_CRUMBS, ownersToChoose } from '../routes.tsx';
import {
  addDeliverable,
  addFunding,
  agreementFields,
  deliver,
  deliverableFields,
  deliveryFields,
  fundingFields,
  removeFunding,
  saveAgreement,
} from './agreement.ts';
import { AgreementForm, DeliverableForm, DeliveryForm, FundingForm, RemoveFundingForm } from './forms.tsx';
import { AgreementPage, AgreementsPage } from './pages.tsx';
import { type Agreement, findAgreement, listAgreements, listDeliverables, listFunding } from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'indicators.edit' } as const;
const BASE = '/evidence/agreements';
const CRUMBS = [...LIBRARY_CRUMBS, { text: 'Research agreements', href: BASE }];
const BLANK: Attempt = { values: {}, errors: {} };

type Shown = Extract<Answer, { title: string }>['body'];

/** A form of the agreement in the address. */
const formOf =
  (
    title: string,
    body: (c: Context, agreement: Agreement, attempt: Attempt | undefined) => Promise<Shown | Refusal>,
  ) =>
  async (c: Context, attempt?: Attempt): Promise<Answer> => {
    const agreement = await findAgreement(c.tx, c.params.slug ?? '');
    if (!agreement) return notFound('agreement');
    const shown = await body(c, agreement, attempt);
    if (isRefusal(shown)) return shown;
    const crumbs = [...CRUMBS, { text: agreement.title, href: `${BASE}/${agreement.slug}` }];
    return { title, breadcrumbs: crumbs, body: shown };
  };

const agreementPage = async (c: Context): Promise<Answer> => {
  const agreement = await findAgreement(c.tx, c.params.slug ?? '');
  if (!agreement) return notFound('agreement');
  return {
    title: agreement.title,
    breadcrumbs: CRUMBS,
    body: (
      <AgreementPage
        agreement={agreement}
        funding={await listFunding(c.tx, agreement.id)}
        deliverables={await listDeliverables(c.tx, agreement.id)}
        today={c.today}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
};

const newForm = async (c: Context, attempt: Attempt = BLANK): Promise<Answer> => ({
  title: 'Add a research agreement',
  breadcrumbs: CRUMBS,
  body: <AgreementForm keys={c.formKeys} attempt={attempt} agreement={undefined} revision={undefined} />,
});

const editForm = formOf('Change a research agreement', async (c, agreement, attempt) => (
  <AgreementForm
    keys={c.formKeys}
    attempt={
      attempt ?? {
        values: {
          title: agreement.title,
          researcher: agreement.researcher,
          says: agreement.says,
          ...dateValues('startsOn', agreement.startsOn),
          ...dateValues('endsOn', agreement.endsOn),
          note: agreement.note,
        },
        errors: {},
      }
    }
    agreement={agreement}
    revision={attempt ? revisionIn(attempt.values) : agreement.revision}
  />
));

const fundingForm = formOf('Who pays?', async (c, agreement, attempt = BLANK) => (
  <FundingForm
    keys={c.formKeys}
    attempt={attempt}
    agreement={agreement}
    agencies={(await ownersToChoose(c)).agencies}
  />
));

const removeForm = formOf('Take back who pays', async (c, agreement, attempt = BLANK) => {
  const funding = (await listFunding(c.tx, agreement.id)).find(({ id }) => id === c.params.id);
  return funding ? (
    <RemoveFundingForm keys={c.formKeys} attempt={attempt} agreement={agreement} funding={funding} />
  ) : (
    notFound('funder')
  );
});

const deliverableForm = formOf('What must it bring?', async (c, agreement, attempt = BLANK) => (
  <DeliverableForm
    keys={c.formKeys}
    attempt={attempt}
    agreement={agreement}
    choices={await ownersToChoose(c)}
  />
));

const deliveryForm = formOf('Record a delivery', async (c, agreement, attempt) => {
  const deliverable = (await listDeliverables(c.tx, agreement.id)).find(({ id }) => id === c.params.id);
  if (!deliverable || deliverable.deliveredOn !== null) return notFound('deliverable');
  return (
    <DeliveryForm
      keys={c.formKeys}
      attempt={attempt ?? { values: dateValues('deliveredOn', c.today), errors: {} }}
      agreement={agreement}
      deliverable={deliverable}
      evidence={(await listTitles(c.tx)).map(({ id, title }) => ({ value: id, text: title }))}
    />
  );
});

/** Carries a form out and goes back to the agreement. */
const doing =
  (run: (c: Context, slug: string, id: string) => Promise<{ slug: string } | Refusal>) =>
  async (c: Context): Promise<Answer> => {
    const { slug = '', id = '' } = c.params;
    if (c.params.id !== undefined && !isUuid(id)) return notFound('entry');
    const done = await run(c, slug, id);
    return isRefusal(done) ? done : { redirect: `${BASE}/${done.slug}` };
  };

/** Research agreements with who pays and what they must bring. */
export const researchRoutes: readonly Route[] = [
  get(BASE, READ, async (c) => ({
    title: 'Research agreements',
    breadcrumbs: LIBRARY_CRUMBS,
    body: (
      <AgreementsPage
        agreements={await listAgreements(c.tx)}
        today={c.today}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  })),
  get(`${BASE}/new`, EDIT, (c) => newForm(c)),
  post(
    `${BASE}/new`,
    EDIT,
    doing(async (c) => {
      const fields = readFields(agreementFields, c.form);
      return isRefusal(fields) ? fields : saveAgreement(c.tx, c.actor, fields);
    }),
    { again: newForm },
  ),
  get(`${BASE}/:slug`, READ, agreementPage),
  get(`${BASE}/:slug/edit`, EDIT, (c) => editForm(c)),
  post(
    `${BASE}/:slug/edit`,
    EDIT,
    doing(async (c, slug) => {
      const fields = readFields(agreementFields, c.form);
      if (isRefusal(fields)) return fields;
      return saveAgreement(c.tx, c.actor, fields, { slug, revision: revisionIn(c.form) });
    }),
    { again: editForm },
  ),
  get(`${BASE}/:slug/funding/new`, EDIT, (c) => fundingForm(c)),
  post(
    `${BASE}/:slug/funding/new`,
    EDIT,
    doing(async (c, slug) => {
      const fields = readFields(fundingFields, c.form);
      return isRefusal(fields) ? fields : addFunding(c.tx, c.actor, slug, fields);
    }),
    { again: fundingForm },
  ),
  get(`${BASE}/:slug/funding/:id/remove`, EDIT, (c) => removeForm(c)),
  post(
    `${BASE}/:slug/funding/:id/remove`,
    EDIT,
    doing((c, slug, id) => removeFunding(c.tx, c.actor, slug, id)),
    { again: removeForm },
  ),
  get(`${BASE}/:slug/deliverables/new`, EDIT, (c) => deliverableForm(c)),
  post(
    `${BASE}/:slug/deliverables/new`,
    EDIT,
    doing(async (c, slug) => {
      const fields = readFields(deliverableFields, c.form);
      return isRefusal(fields) ? fields : addDeliverable(c.tx, c.actor, slug, fields);
    }),
    { again: deliverableForm },
  ),
  get(`${BASE}/:slug/deliverables/:id/delivery`, EDIT, (c) => deliveryForm(c)),
  post(
    `${BASE}/:slug/deliverables/:id/delivery`,
    EDIT,
    doing(async (c, slug, id) => {
      const fields = readFields(deliveryFields, c.form);
      return isRefusal(fields) ? fields : deliver(c.tx, c.actor, slug, id, fields);
    }),
    { again: deliveryForm },
  ),
];
