import { formatPence } from '../../../kernel/pence.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { Radios } from '../../../ui/govuk/index.ts';
import { inPounds } from '../fields.ts';
import { stillHeld } from '../ledger/held.ts';
import { ActForm, BLANK, type Choice, REQUEST_CRUMBS, typed } from '../pages.tsx';
import { reasonFields } from '../streams/form.ts';
import { listRules } from '../streams/queries.ts';
import { siteOf } from '../today.ts';
import { meetFundingCondition } from './conditions.ts';
import { listEligibility } from './facts.ts';
import { answerFields, drawFields, metFields, returnFields, sharesIn } from './form.ts';
import { SplitForm, StreamChoice } from './pages/forms.tsx';
import { findRequest, listConditions, listSplit, type Request } from './queries.ts';
import { proposeSplit } from './request.ts';
import { drawDown, endRequest, returnMoney } from './spending.ts';
import { submitRequest, withdrawRequest } from './steps.ts';
import { confirmRule } from './verdicts.ts';

const ASK = { permission: 'fund.request', anywhere: true } as const;
const KEEP = { permission: 'fund.keep' } as const;

const crumbs = (request: Request) => [
  ...REQUEST_CRUMBS,
  { text: request.title, href: `/fund/requests/${request.slug}` },
];

/** Carries out a command on the request of the address and goes back to its page. */
async function on(
  c: Context,
  act: (request: Request) => Promise<unknown>,
): Promise<{ redirect: string } | Refusal> {
  const request = await findRequest(c.tx, c.params.slug ?? '');
  if (!request) return notFound('request');
  const done = await act(request);
  return isRefusal(done) ? done : { redirect: `/fund/requests/${request.slug}` };
}

/** A form about the request of the address. */
async function about(
  c: Context,
  title: string,
  body: (request: Request) => Promise<unknown> | unknown,
): Promise<Answer> {
  const request = await findRequest(c.tx, c.params.slug ?? '');
  if (!request) return notFound('request');
  const shown = await body(request);
  return isRefusal(shown) ? shown : { title, breadcrumbs: crumbs(request), body: shown as never };
}

const withToday = (c: Context, attempt: Attempt | undefined): Attempt =>
  attempt ?? { values: dateValues('day', c.today), errors: {} };

const splitForm = (c: Context, attempt?: Attempt): Promise<Answer> =>
  about(c, 'Which streams pay?', async (request) => {
    const split = await listSplit(c.tx, request.id);
    const values = Object.fromEntries(split.map((one) => [`share-${one.streamId}`, inPounds(one.pence)]));
    return (
      <SplitForm
        request={request}
        streams={await listEligibility(c.tx, request, c.today)}
        keys={c.formKeys}
        attempt={attempt ?? { values, errors: {} }}
      />
    );
  });

const split = (c: Context) =>
  on(c, async (request) => {
    const { shares, errors } = sharesIn(c.form);
    if (Object.keys(errors).length > 0)
      return refused('form-incomplete', 'Some answers are missing or wrong.', {
        details: { fields: errors },
      });
    return proposeSplit(c.tx, c.actor, { requestId: request.id, shares });
  });

async function streamsOf(c: Context, request: Request): Promise<readonly Choice[]> {
  return (await stillHeld(c.tx, { requestId: request.id })).map((one) => ({
    value: one.streamId,
    text: `${one.stream}: ${formatPence(one.allocated)} allocated and not drawn, ${formatPence(one.spent)} drawn`,
  }));
}

const own = (c: Context, request: Request, path: string) => ({
  action: `/fund/requests/${request.slug}/${path}`,
  back: `/fund/requests/${request.slug}`,
  keys: c.formKeys,
  dayLabel: 'On',
});

const drawForm = (c: Context, attempt?: Attempt): Promise<Answer> =>
  about(c, 'Draw money', async (request) => {
    const shown = withToday(c, attempt);
    return (
      <ActForm
        {...own(c, request, 'drawdowns')}
        heading="Draw money"
        lead={`${formatPence(request.allocated)} is allocated to ${request.title} and not drawn yet.`}
        attempt={shown}
        submit="Draw the money"
        amount="Amount"
        words={{
          name: 'evidence',
          label: 'What shows that it was spent?',
          hint: 'Invoice, claim form, payroll: with its number and date',
        }}
      >
        <StreamChoice streams={await streamsOf(c, request)} attempt={shown} />
      </ActForm>
    );
  });

const draw = (c: Context) =>
  on(c, async (request) => {
    const fields = readFields(drawFields, c.form);
    if (isRefusal(fields)) return fields;
    const { stream, amount, day, evidence } = fields;
    return drawDown(c.tx, c.actor, {
      requestId: request.id,
      streamId: stream,
      pence: amount,
      on: day,
      evidence,
    });
  });

const returnForm = (c: Context, attempt?: Attempt): Promise<Answer> =>
  about(c, 'Return money', async (request) => {
    const shown = withToday(c, attempt);
    return (
      <ActForm
        {...own(c, request, 'returns')}
        heading="Return money"
        lead="It goes back to the stream it came from, with its restriction; where that has lapsed it is owed to the funder. Deferred requests that it may pay are told."
        attempt={shown}
        submit="Return the money"
        amount="Amount"
        words={{ name: 'reason', label: 'Why does it come back?' }}
      >
        <StreamChoice streams={await streamsOf(c, request)} attempt={shown} />
        <Radios
          name="from"
          legend="Was it drawn before?"
          legendSize="s"
          items={[
            { value: 'spent', text: 'Yes: it was drawn and not used' },
            { value: 'allocated', text: 'No: it was allocated and is not needed' },
          ]}
          value={typed(shown, 'from')}
          error={shown.errors.from}
        />
      </ActForm>
    );
  });

const giveBack = (c: Context) =>
  on(c, async (request) => {
    const fields = readFields(returnFields, c.form);
    if (isRefusal(fields)) return fields;
    const { stream, amount, day, from, reason } = fields;
    const site = siteOf(c.services.settings);
    return returnMoney(c.tx, c.actor, {
      requestId: request.id,
      streamId: stream,
      pence: amount,
      on: day,
      from,
      reason,
      site,
    });
  });

/** A step that needs a day and a reason only. */
const reasonForm =
  (path: 'withdrawal' | 'end', heading: string, lead: string, label: string) =>
  (c: Context, attempt?: Attempt) =>
    about(c, heading, (request) => (
      <ActForm
        {...own(c, request, path)}
        heading={heading}
        lead={lead}
        attempt={withToday(c, attempt)}
        submit={heading}
        words={{ name: 'reason', label }}
      />
    ));

const withdrawForm = reasonForm(
  'withdrawal',
  'Withdraw the request',
  'It cannot be taken up again; a new one can be made.',
  'Why is it withdrawn?',
);
const endForm = reasonForm(
  'end',
  'End the request',
  'What is allocated or reserved and not drawn goes back to the streams it came from.',
  'How did it end?',
);

const byReason = (run: typeof endRequest | typeof withdrawRequest) => (c: Context) =>
  on(c, async (request) => {
    const fields = readFields(reasonFields, c.form);
    if (isRefusal(fields)) return fields;
    return run(c.tx, c.actor, {
      requestId: request.id,
      on: fields.day,
      reason: fields.reason,
      site: siteOf(c.services.settings),
    });
  });

const conditionForm = (c: Context, attempt?: Attempt): Promise<Answer> =>
  about(c, 'A condition is met', async (request) => {
    const condition = (await listConditions(c.tx, request.id)).find((one) => one.id === c.params.condition);
    if (!condition) return notFound('condition');
    return (
      <ActForm
        {...own(c, request, `conditions/${condition.id}`)}
        heading="A condition is met"
        lead={`${condition.says}. Once the last condition is met, ${formatPence(request.reserved)} that is reserved is allocated and may be drawn.`}
        attempt={withToday(c, attempt)}
        submit="Mark as met"
        words={{ name: 'evidence', label: 'What shows it?' }}
      />
    );
  });

const meet = (c: Context) =>
  on(c, async (request) => {
    const condition = (await listConditions(c.tx, request.id)).find((one) => one.id === c.params.condition);
    if (!condition) return notFound('condition');
    const fields = readFields(metFields, c.form);
    if (isRefusal(fields)) return fields;
    return meetFundingCondition(c.tx, c.actor, {
      conditionId: condition.id,
      on: fields.day,
      evidence: fields.evidence,
    });
  });

const answerForm = (c: Context, attempt: Attempt = BLANK): Promise<Answer> =>
  about(c, 'Answer a rule', async (request) => {
    const rule = (await listRules(c.tx)).find((one) => one.id === c.params.rule && one.kind === 'condition');
    if (!rule) return notFound('rule');
    const { dayLabel: _day, ...rest } = own(c, request, `confirmations/${rule.id}`);
    return (
      <ActForm
        {...rest}
        heading={`“${rule.says}”`}
        lead={`Is this so for ${request.title}?`}
        attempt={attempt}
        submit="Save the answer"
        words={{ name: 'says', label: 'Why?' }}
      >
        <Radios
          name="met"
          legend="Answer"
          legendSize="s"
          inline
          items={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
          value={typed(attempt, 'met')}
          error={attempt.errors.met}
        />
      </ActForm>
    );
  });

const confirm = (c: Context) =>
  on(c, async (request) => {
    const rule = (await listRules(c.tx)).find((one) => one.id === c.params.rule);
    if (!rule) return notFound('rule');
    const fields = readFields(answerFields, c.form);
    return isRefusal(fields)
      ? fields
      : confirmRule(c.tx, c.actor, { requestId: request.id, ruleId: rule.id, ...fields, on: c.today });
  });

const pair = (
  path: string,
  access: Route['access'],
  form: (c: Context, attempt?: Attempt) => Promise<Answer>,
  act: Route['handle'],
): readonly Route[] => [
  get(`/fund/requests/:slug/${path}`, access, (c) => form(c)),
  post(`/fund/requests/:slug/${path}`, access, act, { again: form }),
];

export const actRoutes: readonly Route[] = [
  ...pair('split', ASK, splitForm, split),
  post('/fund/requests/:slug/submission', ASK, (c) =>
    on(c, (request) => submitRequest(c.tx, c.actor, { requestId: request.id, on: c.today })),
  ),
  ...pair('withdrawal', ASK, withdrawForm, byReason(withdrawRequest)),
  ...pair('drawdowns', ASK, drawForm, draw),
  ...pair('returns', ASK, returnForm, giveBack),
  ...pair('end', KEEP, endForm, byReason(endRequest)),
  ...pair('conditions/:condition', KEEP, conditionForm, meet),
  ...pair('confirmations/:rule', KEEP, answerForm, confirm),
];
