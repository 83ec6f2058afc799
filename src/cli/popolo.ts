import { isRefusal } from '../kernel/refusal.ts';
import { popoloOf } from '../modules/governance/index.ts';
import { asOperator, type Command, required, sayRefusal } from './command.ts';
import { writeOut } from './files.ts';

export const exportPopoloCommand: Command = {
  name: 'export popolo',
  summary: 'Write what is public of the boards in Popolo JSON: posts, never names',
  usage: '--out FILE',
  options: { out: { type: 'string' } },
  async run(call) {
    const out = required(call.values, 'out', 'boards.json');
    const boards = await asOperator(call, 'export popolo', popoloOf, { readOnly: true });
    if (isRefusal(boards)) return sayRefusal(call, boards);
    await writeOut(out, `${JSON.stringify(boards, null, 2)}\n`);
    call.complain(`Written to ${out}.`);
    return 0;
  },
};
