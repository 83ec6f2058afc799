import { longDate } from '../../kernel/plain-date.ts';
import type { FigureValue } from '../../platform/module.ts';
import type { Block } from '../../ui/document/index.ts';
import { figureNamed } from './gather.ts';
import { fits, type TemplateSection } from './template.ts';

/** The figures that a section lists, as a table in the order of its patterns; nothing when none fits. */
export function figureTable(
  section: Pick<TemplateSection, 'title' | 'figures'>,
  figures: ReadonlyMap<string, FigureValue>,
): readonly Block[] {
  const names = [
    ...new Set(
      section.figures.flatMap((pattern) => [...figures.keys()].filter((name) => fits(name, pattern))),
    ),
  ];
  if (names.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `${section.title}: figures`,
      headerColumn: true,
      columns: [
        { header: 'Figure', width: 4 },
        { header: 'Value', width: 1.4, align: 'right' },
        { header: 'Source', width: 3 },
        { header: 'As at', width: 1.6 },
      ],
      rows: names.flatMap((name) => {
        const value = figures.get(name);
        return value === undefined
          ? []
          : [{ cells: [value.sentence, [figureNamed(name, value)], value.source, longDate(value.asAt)] }];
      }),
    },
  ];
}
