import { isRefusal } from '../kernel/refusal.ts';
import { exportDeliveryPlan } from '../modules/delivery/index.ts';
import { asOperator, type Call, type Command, oneOf, required, sayRefusal, UsageError } from './command.ts';
import { toCsvText } from './csv.ts';
import { writeOut } from './files.ts';

async function writeTable(call: Call, content: Buffer | string): Promise<number> {
  const out = required(call.values, 'out', 'plan.xlsx');
  await writeOut(out, content);
  call.complain(`Written to ${out}.`);
  return 0;
}

export const exportPlanCommand: Command = {
  name: 'export delivery-plan',
  summary: 'Write the delivery plans of a period as a spreadsheet that imports unchanged',
  usage: '--period 2013 --format xlsx|csv --out FILE',
  options: { period: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const period = required(call.values, 'period', '2013');
    const format = oneOf(required(call.values, 'format', 'xlsx'), '--format', ['xlsx', 'csv']);
    const content = await asOperator(call, 'export delivery-plan', (tx, actor) =>
      exportDeliveryPlan(tx, actor, { period, format }),
    );
    return isRefusal(content) ? sayRefusal(call, content) : writeTable(call, content);
  },
};

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a table of the open data',
  usage: 'NAME [--format csv|json] --out FILE',
  help: 'Without a name it lists what there is.',
  takes: 1,
  options: { format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const [name] = call.positionals;
    const format = oneOf(String(call.values.format ?? 'csv'), '--format', ['csv', 'json']);
    const content = await asOperator(call, 'export', async (tx, actor, { services }) => {
      const { exports } = services.offers;
      const offer = name === undefined ? undefined : exports.get(name);
      if (!offer)
        throw new UsageError(`Name what to export: delivery-plan, ${[...exports.keys()].join(', ')}`);
      const rows = await offer.rows(tx, actor);
      return format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : toCsvText(rows);
    });
    return isRefusal(content) ? sayRefusal(call, content) : writeTable(call, content);
  },
};
