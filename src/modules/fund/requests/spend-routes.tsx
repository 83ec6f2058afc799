import { formatPence } from '../../../kernel/pence.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Answer, Attempt, Context, Route } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { typed } from '../../../ui/forms/typed.ts';
import { FileUpload, Radios } from '../../../ui/govuk/index.ts';
import { stillHeld } from '../ledger/held.ts';
import { ActForm } from '../pages.tsx';
import { siteOf } from '../today.ts';
import { drawFields, returnFields } from './form.ts';
import { LateReason, StreamChoice } from './pages/forms.tsx';
import type { Request } from './queries.ts';
import { ASK, about, on, own, pair, withToday } from './shared.tsx';
import { drawDown, returnMoney } from './spending.ts';

const LARGEST = 25 * 1024 * 1024;

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
        multipart
      >
        <StreamChoice streams={await streamsOf(c, request)} attempt={shown} />
        <FileUpload
          name="file"
          label="A copy of it (optional)"
          hint="PDF, picture, spreadsheet or text, of up to 25 MB. Who keeps the fund, who asks for this agency and auditors can open it."
          accept=".pdf,.png,.jpg,.jpeg,.xlsx,.docx,.csv,.txt,.md"
          error={shown.errors.file}
        />
        <LateReason held={await stillHeld(c.tx, { requestId: request.id })} attempt={shown} today={c.today} />
      </ActForm>
    );
  });

const draw = (c: Context) =>
  on(c, async (request) => {
    const fields = readFields(drawFields, c.form);
    if (isRefusal(fields)) return fields;
    const { stream, amount, day, evidence, lateReason } = fields;
    const [file] = c.files;
    return drawDown(c.tx, c.actor, {
      requestId: request.id,
      streamId: stream,
      pence: amount,
      on: day,
      evidence,
      lateReason,
      file: file && { store: c.services.files, upload: file },
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
  ...pair('drawdowns', ASK, drawForm, draw, { upload: { maxBytes: LARGEST } }),
  ...pair('returns', ASK, returnForm, giveBack),
];
