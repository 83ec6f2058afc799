import { parsePlainDate } from '../kernel/plain-date.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { buildReport, renderReport } from '../modules/reporting/index.ts';
import { withBar } from './bar.ts';
import {
  type Command,
  oneOf,
  operator,
  partnershipOf,
  required,
  sayRefusal,
  UsageError,
  withConcord,
} from './command.ts';
import { writeOut } from './files.ts';

const STEPS = ['gathering the figures', 'setting the report'];
const FORMATS = ['html', 'pdf', 'docx', 'json'] as const;

export const reportCommand: Command = {
  name: 'report',
  summary: 'Write a report from live data, every figure bound to its source',
  usage: 'TEMPLATE --as-at YYYY-MM-DD --format html|pdf|docx|json --out FILE',
  help: 'json lists every figure of the date: name, value, unit, text, sentence, source, query, rows, asAt, and whether the report cites it. The example has the template cabinet.',
  takes: 1,
  options: { 'as-at': { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const [template] = call.positionals;
    if (template === undefined)
      throw new UsageError(
        'Name the template, for example: concord report cabinet --as-at 2013-01-17 --format pdf --out report.pdf',
      );
    const asAt = parsePlainDate(required(call.values, 'as-at', '2013-01-17'));
    if (!asAt) throw new UsageError('--as-at must be a day that exists, written like 2013-01-17');
    const format = oneOf(required(call.values, 'format', 'pdf'), '--format', FORMATS);
    const out = required(call.values, 'out', `report.${format}`);
    return withConcord(call, async (concord) => {
      const { id } = await partnershipOf(concord, call);
      const actor = operator(concord, id, 'report');
      const content = await withBar(STEPS, async (next) => {
        const built = await buildReport(concord.services, actor, { template, asAt });
        if (isRefusal(built)) return built;
        next();
        return renderReport(built, format, { ...built.meta, everyFigure: true });
      });
      if (isRefusal(content)) return sayRefusal(call, content);
      await writeOut(out, content);
      call.complain(`Written to ${out}.`);
      return 0;
    });
  },
};
