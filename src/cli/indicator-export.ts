import { isRefusal } from '../kernel/refusal.ts';
import { indicatorSeries, inOrder, SERIES_COLUMNS, seriesCsv } from '../modules/intelligence/index.ts';
import { asOperator, type Command, oneOf, sayRefusal, UsageError } from './command.ts';
import { writeOut } from './files.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const exportIndicatorCommand: Command = {
  name: 'export indicator',
  summary: 'Write the figures of an indicator with their intervals and quality, place by place',
  usage: 'SLUG [--places GEOGRAPHY] [--from PERIOD] [--to PERIOD] [--format csv|json] [--out FILE]',
  help: `Columns: ${SERIES_COLUMNS.join(', ')}. Without --places the figures of its own place. Limits are 95%, empty where they are not known.`,
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
    const rows = await asOperator(
      call,
      'export indicator',
      (tx) => indicatorSeries(tx, slug, { places: text(places), from: text(from), to: text(to) }),
      { readOnly: true },
    );
    if (isRefusal(rows)) return sayRefusal(call, rows);
    if (rows.length === 0)
      call.complain(
        places === undefined
          ? `No figure of ${slug} is known for its own place in these periods. Name a geography with --places for those of other places.`
          : `No figure of ${slug} is known for places of ${places} in these periods. The map of the indicator shows which geographies have figures, and which are put together from them.`,
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
