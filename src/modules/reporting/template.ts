import { z } from 'zod';
import { parsePlainDate } from '../../kernel/plain-date.ts';

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')
  .max(60);
const words = z.string().trim().max(4000);

const frontRow = z.strictObject({ key, label: words.min(1), value: words.default('') });

const section = z.strictObject({
  key,
  title: words.min(1, 'Give the section a title.'),
  /** What stands in it besides prose. */
  kind: z
    .enum(['prose', 'recommendations', 'key-issues', 'implications', 'changes', 'figures'])
    .default('prose'),
  /** 2 for a part of the section above it. */
  level: z.union([z.literal(1), z.literal(2)]).default(1),
  required: z.boolean().default(false),
  /** What to write here, shown to who writes. */
  help: words.default(''),
  /** Sections that modules offer, in the order they are to stand. */
  feeds: z.array(z.string().min(1).max(120)).default([]),
  /** Figures listed as a table: names, or patterns with `*` for one or more parts. */
  figures: z.array(z.string().min(1).max(200)).default([]),
  /** The gathered parts stand before the prose. */
  gatheredFirst: z.boolean().default(false),
  /** Begins a new page, as appendices do. */
  newPage: z.boolean().default(false),
});

const implication = z.strictObject({
  key,
  title: words.min(1),
  required: z.boolean().default(true),
  /** Figures that speak against "none": money asked for, for instance. */
  contradictedBy: z.array(z.string().min(1).max(200)).default([]),
  /** Any money that the report's prose tells of speaks against "none" as well. */
  money: z.boolean().default(false),
});

const date = z.string().refine((text) => parsePlainDate(text) !== undefined, 'Give a date as YYYY-MM-DD.');

const unique = (items: readonly { readonly key: string }[]): boolean =>
  new Set(items.map((item) => item.key)).size === items.length;

/** A report template as data: what an importer reads and what each version keeps. */
export const templateSchema = z.strictObject({
  slug: key,
  title: words.min(1, 'Give the report a title.').max(200),
  organisation: words.default(''),
  author: words.default(''),
  cadence: z.strictObject({
    every: z.enum(['month', 'quarter', 'year', 'board']),
    /** The slug of the board whose sittings the report follows. */
    body: z.string().optional(),
    daysAfter: z.coerce.number().int().min(0).max(366).default(28),
    startsOn: date,
  }),
  front: z.array(frontRow).default([]).refine(unique, 'Two front rows have one key.'),
  sections: z
    .array(section)
    .min(1, 'A report has at least one section.')
    .refine(unique, 'Two sections have one key.'),
  implications: z.array(implication).default([]).refine(unique, 'Two implications have one key.'),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateSection = Template['sections'][number];
export type TemplateImplication = Template['implications'][number];
export type Cadence = Template['cadence'];

/** A cadence in words: `within 35 days after each sitting of the Strategic Board`. */
export function cadenceInWords(
  cadence: Pick<Cadence, 'every' | 'daysAfter'>,
  bodyName?: string | null,
): string {
  const after = `within ${cadence.daysAfter} days after`;
  switch (cadence.every) {
    case 'month':
      return `Monthly, ${after} the month ends`;
    case 'quarter':
      return `Quarterly, ${after} each quarter of the financial year ends`;
    case 'year':
      return `Yearly, ${after} 31 March`;
    case 'board':
      return `${after.charAt(0).toUpperCase()}${after.slice(1)} each sitting of the ${bodyName ?? 'board'}`;
  }
}

/** True when a figure's name is the pattern, or fits it: `*` stands for one or more dotted parts. */
export function fits(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  return compiled(pattern).test(name);
}

const PATTERNS = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const known = PATTERNS.get(pattern);
  if (known) return known;
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+');
  const made = new RegExp(`^${source}$`);
  PATTERNS.set(pattern, made);
  return made;
}

/** The places of a template that hold prose: `front.…`, `section.…`, `implication.…`. */
export const placesOf = (template: Template): readonly string[] => [
  ...template.front.map((row) => `front.${row.key}`),
  ...template.sections.map((part) => `section.${part.key}`),
  ...template.implications.map((part) => `implication.${part.key}`),
];

/** The numbers that sections carry: `5`, `5.1`. A part without a section above it is a section. */
export function numberSections(sections: readonly TemplateSection[]): readonly string[] {
  let whole = 0;
  let part = 0;
  return sections.map((one) => {
    if (one.level === 1 || whole === 0) {
      whole += 1;
      part = 0;
      return String(whole);
    }
    part += 1;
    return `${whole}.${part}`;
  });
}
