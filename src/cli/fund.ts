import { parsePlainDate } from '../kernel/plain-date.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { exportFundStatement, givingPackage } from '../modules/fund/index.ts';
import { asOperator, type Call, type Command, oneOf, required, sayRefusal, UsageError } from './command.ts';
import { writeOut } from './files.ts';

const FORMATS = ['csv', 'xlsx', 'json'] as const;

const dayGiven = (call: Call, name: string) => {
  const given = call.values[name];
  if (given === undefined) return undefined;
  const day = parsePlainDate(String(given));
  if (!day) throw new UsageError(`--${name} must be a day that exists, written like 2013-01-17`);
  return day;
};

const formatOf = (call: Call, out: string) =>
  oneOf(String(call.values.format ?? out.split('.').at(-1)), '--format', FORMATS);

/** Files of the fund. */
export const fundCommands: readonly Command[] = [
  {
    name: 'export fund-statement',
    summary: 'Write the statement of the fund for a period: opening, in, out, committed, returned, closing',
    usage: '[--from YYYY-MM-DD] [--until YYYY-MM-DD] [--format csv|xlsx|json] --out FILE',
    help: 'Without days, the financial year up to the business date. The format follows from the name of the file.',
    options: {
      from: { type: 'string' },
      until: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    },
    async run(call) {
      const out = required(call.values, 'out', 'statement.xlsx');
      const format = formatOf(call, out);
      const period = { from: dayGiven(call, 'from'), until: dayGiven(call, 'until') };
      const content = await asOperator(call, 'export fund-statement', (tx) =>
        exportFundStatement(tx, period, format),
      );
      if (isRefusal(content)) return sayRefusal(call, content);
      await writeOut(out, content);
      call.complain(`Written to ${out}.`);
      return 0;
    },
  },
  {
    name: 'export 360giving',
    summary: 'Write every award as a package of the 360Giving Data Standard',
    usage: '--out FILE.json',
    options: { out: { type: 'string' } },
    async run(call) {
      const out = required(call.values, 'out', 'grants.json');
      const content = await asOperator(call, 'export 360giving', (tx) => givingPackage(tx));
      if (isRefusal(content)) return sayRefusal(call, content);
      await writeOut(out, `${JSON.stringify(content, null, 2)}\n`);
      call.complain(`Written to ${out}.`);
      return 0;
    },
  },
];
