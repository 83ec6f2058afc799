import { formatPence } from '../../../kernel/pence.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Answer, Attempt, Context, Route } from '../../../platform/http/route.ts';
import { Radios } from '../../../ui/govuk/index.ts';
import { stillHeld } from '../ledger/held.ts';
import { ActForm, type Choice, typed } from '../pages.tsx';
import { siteOf } from '../today.ts';
import { drawFields, returnFields } from './form.ts';
import { StreamChoice } from './pages/forms.tsx';
import type { Request } from './queries.ts';
import { ASK, about, on, own, pair, withToday } from './shared.tsx';
import { drawDown, returnMoney } from './spending.ts';

async function streamsOf(c: Context, request: Request): Promise<readonly Choice[]> {
  return (await stillHeld(c.tx, { requestId: request.id })).map((one) => ({
    value: one.streamId,
    text: `${one.stream}: ${formatPence(one.allocated)} allocated and not drawn, ${formatPence(one.spent)} drawn`,
  }));
}

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

/** Drawing what was allocated, and returning what is not needed. */
export const spendRoutes: readonly Route[] = [
  ...pair('drawdowns', ASK, drawForm, draw),
  ...pair('returns', ASK, returnForm, giveBack),
];
