import { isRefusal } from '../kernel/refusal.ts';
import {
  indicatorSeries,
  inOrder,
  SERIES_COLUMNS,
  saySeries,
  seriesCsv,
} from '../modules/intelligence/index.ts';
import { asOperator, type Command, oneOf, sayRefusal, UsageError } from './command.ts';
import { writeOut } from './files.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const exportIndicatorCommand: Command = {
  name: 'export indicator',
  summary: 'Write the figures of an indicator with their intervals and quality, place by place',
  usage: 'SLUG [--places GEOGRAPHY] [--from PERIOD] [--to PERIOD] [--format csv|json] [--out FILE]',
  help: `Columns: ${SERIES_COLUMNS.join(', ')}. Without --places the figures of its own place. For a geography without figures of its own they are put together by best fit, as on its map, and their quality is refit. Limits are 95%, empty where they are not known.`,
  takes: 1,
  options: Object.fromEntries(
    ['places', 'from', 'to', 'format', 'out'].map((name) => [name, { type: 'string' as const }]),
  ),
  async run(call) {
    const [slug] = call.positionals;
    if (slug === undefined)
      throw new UsageError('Name the indicator, for example: concord export indicator recorded-crime');
    const format = oneOf(text(call.values.format) ?? 'csv', '--format', ['csv', 'json']);
    const { places, from, to, out } = call.values;
    const told = await asOperator(
      call,
      'export indicator',
      async (tx) => {
        const wanted = { places: text(places), from: text(from), to: text(to) };
        const found = await indicatorSeries(tx, slug, wanted);
        if (isRefusal(found)) return found;
        return { rows: found, said: wanted.places && (await saySeries(tx, slug, wanted.places)) };
      },
      { readOnly: true },
    );
    if (isRefusal(told)) return sayRefusal(call, told);
    const { rows, said } = told;
    if (said) call.complain(said);
    if (rows.length === 0 && !said)
      call.complain(
        places === undefined
          ? `No figure of ${slug} is known for its own place in these periods. Name a geography with --places for those of other places.`
          : `No figure of ${slug} is known for places of ${places} in these periods.`,
      );
    const content = format === 'json' ? `${JSON.stringify(rows.map(inOrder), null, 2)}\n` : seriesCsv(rows);
    if (typeof out !== 'string') call.print(content.trimEnd());
    else {
      await writeOut(out, content);
      call.complain(`Written to ${out}.`);
    }
    return 0;
  },
};
