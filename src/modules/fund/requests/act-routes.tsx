import { formatPence } from '../../../kernel/pence.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields } from '../../../platform/http/form.ts';
import { type Answer, type Attempt, type Context, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, typed } from '../../../ui/forms/typed.ts';
import { Radios } from '../../../ui/govuk/index.ts';
import { inPounds } from '../fields.ts';
import { stillHeld } from '../ledger/held.ts';
import { ActForm } from '../pages.tsx';
import { reasonFields } from '../streams/form.ts';
import { listRules } from '../streams/queries.ts';
import { siteOf } from '../today.ts';
import { meetFundingCondition } from './conditions.ts';
import { listEligibility } from './facts.ts';
import { answerFields, metFields, sharesIn } from './form.ts';
import { LateReason, SplitForm } from './pages/forms.tsx';
import { listConditions, listSplit } from './queries.ts';
import { ASK, about, KEEP, on, own, pair, withToday } from './shared.tsx';
import { spendRoutes } from './spend-routes.tsx';
import { endRequest } from './spending.ts';
import { proposeSplit } from './split.ts';
import { submitRequest, withdrawRequest } from './steps.ts';
import { confirmRule } from './verdicts.ts';

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
        lead={`${condition.says.replace(/\.$/, '')}. Once the last condition is met, ${formatPence(request.reserved)} that is reserved is allocated and may be drawn.`}
        attempt={withToday(c, attempt)}
        submit="Mark as met"
        words={{ name: 'evidence', label: 'What shows it?' }}
      >
        <LateReason
          held={await stillHeld(c.tx, { requestId: request.id })}
          attempt={attempt}
          today={c.today}
        />
      </ActForm>
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
      lateReason: fields.lateReason,
    });
  });

const answerForm = (c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> =>
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

export const actRoutes: readonly Route[] = [
  ...pair('split', ASK, splitForm, split),
  post('/fund/requests/:slug/submission', ASK, (c) =>
    on(c, (request) => submitRequest(c.tx, c.actor, { requestId: request.id, on: c.today })),
  ),
  ...pair('withdrawal', ASK, withdrawForm, byReason(withdrawRequest)),
  ...spendRoutes,
  ...pair('end', KEEP, endForm, byReason(endRequest)),
  ...pair('conditions/:condition', KEEP, conditionForm, meet),
  ...pair('confirmations/:rule', KEEP, answerForm, confirm),
];
