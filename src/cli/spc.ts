import { assuranceOf, controlLimits, flagsOf } from '../modules/intelligence/index.ts';
import { type Command, oneOf, required, UsageError } from './command.ts';

function valuesIn(text: string): number[] {
  return text.split(',').map((word) => {
    const value = Number(word.trim());
    if (word.trim() === '' || !Number.isFinite(value))
      throw new UsageError(
        `--values holds "${word.trim()}", which is no number: for example --values 1,2,1.5`,
      );
    return value;
  });
}

const rounded = (value: number): string => value.toFixed(2).replace('-', '−');

/** `concord spc`: the limits and flags of a series that somebody has at hand. */
export const spcCommand: Command = {
  name: 'spc',
  summary: 'Compute control limits (XmR) of a series and flag what is more than usual variation',
  usage: '--values 1,2,1,… [--screen] [--target NUMBER --better higher|lower] [--json]',
  help: 'Limits are mean ± 2.66 × mean moving range; --screen leaves out ranges above 3.267 × their mean. Rules in order: outside, seven-point run, seven-point trend, two of three beyond two thirds. Fewer than twelve values give trial limits. A series that begins below nought is written --values=-1,2.',
  needsNoData: true,
  options: {
    values: { type: 'string' },
    screen: { type: 'boolean' },
    target: { type: 'string' },
    better: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(call) {
    const values = valuesIn(required(call.values, 'values', '1,2,1,2,10,1'));
    const found = controlLimits(values, { screen: call.values.screen === true });
    if (!found) throw new UsageError('--values needs two numbers at least: one has no moving range.');
    const { mean, lower, upper, meanRange, screened, trial } = found;
    const flags = flagsOf(values, found).map(({ index, rule, side }) => ({
      point: index + 1,
      value: values[index],
      rule,
      side,
    }));
    const assurance =
      call.values.target === undefined
        ? undefined
        : assuranceOf(
            found,
            valuesIn(String(call.values.target))[0] ?? 0,
            oneOf(required(call.values, 'better', 'higher'), '--better', ['higher', 'lower'] as const),
          );
    if (call.values.json)
      call.print(
        JSON.stringify(
          {
            points: values.length,
            mean,
            limits: { lower, upper },
            meanRange,
            screened,
            trial,
            flags,
            assurance,
          },
          null,
          2,
        ),
      );
    else {
      call.print(
        `mean ${rounded(mean)}, limits ${rounded(lower)} to ${rounded(upper)}${trial ? ' (trial: fewer than 12 values)' : ''}`,
      );
      for (const { point, value, rule, side } of flags)
        call.print(`value ${point} (${value}): ${rule}, ${side}`);
      if (assurance) call.print(`target: ${assurance}`);
    }
    return 0;
  },
};
