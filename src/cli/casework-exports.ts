/** Files that casework gives away: counts and depersonalised rows, never who. */
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { exportReviewFigures, exportSection17a } from '../modules/casework/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { asOperator, type Call, type Command, required, sayRefusal } from './command.ts';
import { writeOut } from './files.ts';

type Exporter = (tx: Tx, actor: Actor, of: string) => Promise<string | Refusal>;

async function run(call: Call, command: string, of: string, exporter: Exporter): Promise<number> {
  const text = await asOperator(call, command, (tx, actor) => exporter(tx, actor, of));
  if (isRefusal(text)) return sayRefusal(call, text);
  const { out } = call.values;
  if (typeof out !== 'string') call.print(text.trimEnd());
  else {
    await writeOut(out, text);
    call.complain(`Written to ${out}.`);
  }
  return 0;
}

export const caseworkExports: readonly Command[] = [
  {
    name: 'export asb-case-review',
    summary: 'Write the yearly figures of ASB case reviews as they are published (2014 Act, section 104)',
    usage: '--year 2012|2012/13 [--out FILE.csv]',
    help: 'Counts of 1 to 4 are hidden, with what they could be told from, unless the partnership set that they are published exactly. A year that goes on is marked provisional.',
    options: { year: { type: 'string' }, out: { type: 'string' } },
    run: (call) =>
      run(call, 'export asb-case-review', required(call.values, 'year', '2012/13'), exportReviewFigures),
  },
  {
    name: 'export section-17a',
    summary:
      'Write the depersonalised incidents of a quarter: category, date, time, outward postcode (Crime and Disorder Act 1998, section 17A)',
    usage: '--quarter 2012-Q4 [--out FILE.csv]',
    help: 'One row for each incident, however many agencies were told; no ids, and no order but that of the values.',
    options: { quarter: { type: 'string' }, out: { type: 'string' } },
    run: (call) =>
      run(call, 'export section-17a', required(call.values, 'quarter', '2012-Q4'), exportSection17a),
  },
];
