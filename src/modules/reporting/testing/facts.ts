/** Facts, figures and offers for the tests of reports. */
import { plainDate } from '../../../kernel/plain-date.ts';
import type { FigureOffer, FigureValue, SectionOffer } from '../../../platform/module.ts';
import type { Block } from '../../../ui/document/index.ts';
import type { DraftFacts, WrittenText } from '../model.ts';
import { type Template, templateSchema } from '../template.ts';

export const AS_AT = plainDate('2013-01-17');

/** A template with the parts that rules look at. */
export const sampleTemplate = (change: Partial<Template> = {}): Template => ({
  ...templateSchema.parse({
    slug: 'cabinet',
    title: 'Partnership update',
    author: 'LSP Manager',
    cadence: { every: 'quarter', daysAfter: 30, startsOn: '2012-10-01' },
    front: [{ key: 'report-of', label: 'Report of', value: 'Head of Policy' }],
    sections: [
      { key: 'purpose', title: 'Purpose of report', required: true },
      { key: 'recommendations', title: 'Recommendations', kind: 'recommendations', required: true },
      { key: 'key-issues', title: 'Key issues', kind: 'key-issues' },
      { key: 'detail', title: 'Report detail' },
      {
        key: 'safety',
        title: 'Community safety',
        level: 2,
        feeds: ['plan'],
        figures: ['indicator.*.latest'],
      },
      { key: 'implications', title: 'Implications', kind: 'implications' },
    ],
    implications: [
      { key: 'financial', title: 'Financial', contradictedBy: ['plan.*.cash'], money: true },
      { key: 'data-protection', title: 'Data Protection' },
      { key: 'risk', title: 'Risk Management' },
      { key: 'best-value', title: 'Best value', required: false },
    ],
  }),
  ...change,
});

export const figure = (
  text: string,
  value: number | string | null,
  change: Partial<FigureValue> = {},
): FigureValue => ({
  value,
  unit: '',
  text,
  sentence: `The value is ${text}.`,
  source: 'Police recorded crime',
  query: 'select value from observation',
  rows: 1,
  asAt: AS_AT,
  ...change,
});

export const written = (place: string, words: string, change: Partial<WrittenText> = {}): WrittenText => ({
  place,
  words,
  standing: 'written',
  origin: 'new',
  seen: {},
  revision: 1,
  ...change,
});

export interface FactsChange extends Partial<Omit<DraftFacts, 'texts' | 'figures' | 'fed'>> {
  readonly texts?: readonly WrittenText[];
  readonly figures?: Readonly<Record<string, FigureValue>>;
  readonly fed?: Readonly<Record<string, readonly Block[]>>;
}

/** Facts of a draft with nothing in it but what is given. */
export const factsOf = ({
  texts = [],
  figures = {},
  fed = { plan: [] },
  ...change
}: FactsChange = {}): DraftFacts => ({
  head: {
    id: undefined,
    templateSlug: 'cabinet',
    templateVersion: 1,
    periodStart: plainDate('2012-10-01'),
    asAt: AS_AT,
    state: 'draft',
    revision: 1,
  },
  template: sampleTemplate(),
  recommendations: [],
  interests: [],
  previous: undefined,
  released: new Set(),
  ...change,
  texts: new Map(texts.map((text) => [text.place, text])),
  figures: new Map(Object.entries(figures)),
  fed: new Map(Object.entries(fed)),
});

/** Offers as modules make them: figures by prefix, and one section. */
export function sampleOffers(
  figures: () => Readonly<Record<string, FigureValue>>,
  blocks: () => readonly Block[] = () => [],
): {
  figures: ReadonlyMap<string, FigureOffer>;
  sections: ReadonlyMap<string, SectionOffer>;
  kinds: undefined;
} {
  const prefixes = [...new Set(Object.keys(figures()).map((name) => name.split('.')[0] ?? ''))];
  return {
    figures: new Map(
      prefixes.map((prefix) => [
        prefix,
        {
          prefix,
          source: 'A test',
          gather: async (_tx, _actor, { asAt }) =>
            new Map(
              Object.entries(figures())
                .filter(([name]) => name.startsWith(`${prefix}.`))
                .map(([name, value]) => [name, { ...value, asAt }]),
            ),
        },
      ]),
    ),
    sections: new Map([['plan', { name: 'plan', title: 'The plan', gather: async () => blocks() }]]),
    kinds: undefined,
  };
}
