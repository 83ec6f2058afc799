import { isRefusal, refused } from '../../../../kernel/refusal.ts';
import { readFields, textIn, textsIn } from '../../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../../platform/http/route.ts';
import { NOT_KEPT } from '../../../../ui/forms/typed.ts';
import {
  Button,
  Checkboxes,
  ErrorSummaryFor,
  Form,
  Radios,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { knockOf } from '../../knock.ts';
import { findChecklist } from '../checklist/checklist.ts';
import { deskOf } from '../desk.ts';
import { readReference } from '../reference.ts';
import { SUBJECT_KINDS, SUBJECTS } from '../words.ts';
import { publicFields, publicService, referFromPublic } from './refer.ts';

const ANYONE = { who: 'anyone' } as const;
const BLANK: Attempt = { values: {}, errors: {} };

async function formPage(c: Context, { values, errors } = BLANK) {
  const service = await publicService(c.tx, c.actor);
  const checklist = await findChecklist(c.tx, c.actor);
  if (!service || !checklist)
    return refused(
      'public-referrals-closed',
      'Referrals from the public are not taken here. Ask an agency near you.',
    );
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return {
    title: 'Tell us of somebody who needs help',
    body: (
      <>
        <ErrorSummaryFor errors={errors} />
        <PageHeading
          heading="Tell us of somebody who needs help"
          lead={`${service.name} reads it and answers within its days. If somebody is in danger now, call 999.`}
        />
        <Form action="/refer" csrf={c.formKeys.csrf} formId={c.formKeys.formId} attributes={NOT_KEPT}>
          <Radios
            {...field('kind')}
            legend="Who or what is it about?"
            items={SUBJECT_KINDS.map((value) => ({ value, text: SUBJECTS[value] }))}
          />
          <Checkboxes
            name="needs"
            legend="What worries you?"
            values={[...textsIn(values, 'needs')]}
            error={errors.needs}
            items={checklist.indicators.map(({ slug, title }) => ({ value: slug, text: title }))}
          />
          <TextInput {...field('name')} label="Their name, if you know it (optional)" autocomplete="off" />
          <Textarea {...field('where')} label="Where?" hint="An address, a street or a place" rows={2} />
          <Textarea {...field('seen')} label="What is wrong?" rows={4} />
          <Radios
            {...field('knows')}
            legend="Do they know that you tell us?"
            items={[
              { value: 'self', text: 'It is about me' },
              { value: 'yes', text: 'Yes' },
              { value: 'no', text: 'No' },
            ]}
          />
          <TextInput
            {...field('contact')}
            label="How can we reach you or them safely? (optional)"
            autocomplete="off"
          />
          <p class="govuk-hint">
            What you write is kept encrypted, read only by those who answer it, and disposed of when its time
            is over.
          </p>
          <Button preventDoubleClick>Send</Button>
        </Form>
      </>
    ),
  };
}

async function sentPage(c: Context) {
  const reference = readReference(c.query.reference ?? '');
  return {
    title: 'Sent',
    body: (
      <>
        <div class="govuk-panel govuk-panel--confirmation">
          <h1 class="govuk-panel__title">Sent</h1>
          {reference ? <div class="govuk-panel__body">Your reference is {reference}</div> : null}
        </div>
        <p class="govuk-body">
          Keep the reference. Nothing that you wrote can be read here again, also not by you.
        </p>
      </>
    ),
  };
}

/** What the public sees of referrals, where the partnership has opened it: a form, and that it was sent. */
export const publicReferralRoutes: readonly Route[] = [
  get('/refer', ANYONE, (c) => formPage(c)),
  post(
    '/refer',
    ANYONE,
    async (c) => {
      const fields = readFields(publicFields, c.form);
      if (isRefusal(fields)) return fields;
      const knock = knockOf(c.services.keys, 'referral', c.request.ip);
      const sent = await referFromPublic(c.tx, c.actor, deskOf(c.services), fields, knock);
      return isRefusal(sent) ? sent : { redirect: `/refer/sent?reference=${sent.reference}` };
    },
    { again: formPage },
  ),
  get('/refer/sent', ANYONE, sentPage),
];
