import type { BodyKind } from '../kinds.ts';
import { RELATIONS, type Relation } from './words.ts';

/** A body as it stands in a structure. */
export interface StructureBody {
  /** Its id, or `new:` and its name where a proposal establishes it. */
  readonly key: string;
  readonly slug: string | null;
  readonly name: string;
  readonly kind: BodyKind;
  readonly agency: string | null;
  /** What it is the programme board of. */
  readonly programmes: readonly string[];
}

/** How one body stands to another in a structure. */
export interface StructureLine {
  readonly from: string;
  readonly to: string;
  readonly kind: Relation;
  readonly note: string | null;
}

/** The bodies of one day and how they stand to each other. */
export interface Structure {
  readonly bodies: readonly StructureBody[];
  readonly lines: readonly StructureLine[];
}

/** One step of a proposal, as it is kept. Where a body has no id yet, its name stands for it. */
export interface ProposedChange {
  readonly position: number;
  readonly kind: 'establish' | 'rename' | 'restructure' | 'merge' | 'abolish' | 'relate' | 'unrelate';
  readonly bodyId: string | null;
  readonly name: string | null;
  readonly bodyKind: BodyKind | null;
  readonly endsOn: string | null;
  readonly otherBodyId: string | null;
  readonly otherName: string | null;
  readonly relation: Relation | null;
  readonly says: string;
}

export const newKey = (name: string): string => `new:${name}`;

/** The body that a step is about, and the other one. */
export const keysOf = (change: ProposedChange) => ({
  own: change.bodyId ?? newKey(change.name ?? ''),
  other: change.otherBodyId ?? newKey(change.otherName ?? ''),
});

/** What a structure would be after the steps of a proposal, one after another. */
export const applyChanges = (structure: Structure, changes: readonly ProposedChange[]): Structure =>
  changes.reduce(applyChange, structure);

function applyChange(structure: Structure, change: ProposedChange): Structure {
  const { own, other } = keysOf(change);
  const { bodies, lines } = structure;
  switch (change.kind) {
    case 'establish':
      return { bodies: [...bodies, established(change)], lines };
    case 'rename':
      return {
        bodies: bodies.map((body) => (body.key === own ? { ...body, name: change.name ?? body.name } : body)),
        lines,
      };
    case 'restructure':
      return structure;
    case 'merge':
    case 'abolish':
      return {
        bodies: bodies.filter(({ key }) => key !== own),
        lines: lines.filter(({ from, to }) => from !== own && to !== own),
      };
    case 'relate':
      return {
        bodies,
        lines: [...lines, { from: own, to: other, kind: change.relation ?? 'reports-to', note: null }],
      };
    case 'unrelate':
      return { bodies, lines: lines.filter((line) => !isLine(line, own, other, change.relation)) };
  }
}

const established = (change: ProposedChange): StructureBody => ({
  key: newKey(change.name ?? ''),
  slug: null,
  name: change.name ?? '',
  kind: change.bodyKind ?? 'other',
  agency: null,
  programmes: [],
});

const isLine = (line: StructureLine, from: string, to: string, kind: Relation | null): boolean =>
  line.from === from && line.to === to && line.kind === kind;

/** What is different between two structures. */
export interface StructureChange {
  readonly what: 'new' | 'ends' | 'renamed' | 'restructured';
  readonly says: string;
}

/**
 * What a second structure has, lacks or names otherwise than a first, in words: bodies, then how they stand. The steps
 * between them say what neither shows: into which body another was merged, and which was restructured.
 */
export function compareStructures(
  before: Structure,
  after: Structure,
  steps: readonly ProposedChange[],
): readonly StructureChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  const nameIn = (names: ReadonlyMap<string, StructureBody>, key: string) => names.get(key)?.name ?? '';
  const sentence = (names: ReadonlyMap<string, StructureBody>, line: StructureLine) =>
    `The ${nameIn(names, line.from)} ${RELATIONS[line.kind].says.toLowerCase()} the ${nameIn(names, line.to)}`;
  const has = (structure: Structure, line: StructureLine) =>
    structure.lines.some((one) => isLine(one, line.from, line.to, line.kind));
  const mergedInto = (key: string): string => {
    const step = steps.find((one) => one.kind === 'merge' && keysOf(one).own === key);
    const into = step && (nameIn(now, keysOf(step).other) || nameIn(old, keysOf(step).other));
    return into ? `becomes part of the ${into}` : 'ends';
  };
  return [
    ...after.bodies
      .filter(({ key }) => !old.has(key))
      .map(({ name }) => ({ what: 'new' as const, says: `The ${name} is established` })),
    ...before.bodies
      .filter(({ key }) => !now.has(key))
      .map(({ key, name }) => ({ what: 'ends' as const, says: `The ${name} ${mergedInto(key)}` })),
    ...after.bodies.flatMap(({ key, name }) => {
      const former = old.get(key)?.name;
      return former !== undefined && former !== name
        ? [{ what: 'renamed' as const, says: `The ${former} becomes the ${name}` }]
        : [];
    }),
    ...steps
      .filter(({ kind }) => kind === 'restructure')
      .map((step) => ({
        what: 'restructured' as const,
        says: `The ${nameIn(now, keysOf(step).own)} is restructured${step.says ? `: ${step.says}` : ''}`,
      })),
    ...after.lines
      .filter((line) => !has(before, line))
      .map((line) => ({ what: 'new' as const, says: sentence(now, line) })),
    ...before.lines
      .filter((line) => !has(after, line) && now.has(line.from) && now.has(line.to))
      .map((line) => ({ what: 'ends' as const, says: `${sentence(old, line)} no longer` })),
  ];
}

const byKey = ({ bodies }: Structure): ReadonlyMap<string, StructureBody> =>
  new Map(bodies.map((body) => [body.key, body]));

export type Mark = 'new' | 'ends' | 'renamed';

/** Two structures drawn as one: everything of either, with a mark on what is new, ends or gets another name. */
export function overlay(
  before: Structure,
  after: Structure,
): { readonly structure: Structure; readonly marks: ReadonlyMap<string, Mark> } {
  const [old, now] = [byKey(before), byKey(after)];
  const marks = new Map<string, Mark>();
  for (const { key } of before.bodies) if (!now.has(key)) marks.set(key, 'ends');
  for (const { key, name } of after.bodies)
    if (!old.has(key)) marks.set(key, 'new');
    else if (old.get(key)?.name !== name) marks.set(key, 'renamed');
  const all = [...after.lines, ...before.lines.filter((line) => !has(after.lines, line))];
  for (const line of all) {
    if (!has(before.lines, line)) marks.set(lineKey(line), 'new');
    if (!has(after.lines, line)) marks.set(lineKey(line), 'ends');
  }
  const bodies = [...after.bodies, ...before.bodies.filter(({ key }) => !now.has(key))];
  return { structure: { bodies, lines: all }, marks };
}

const has = (lines: readonly StructureLine[], line: StructureLine): boolean =>
  lines.some((one) => isLine(one, line.from, line.to, line.kind));

export const lineKey = ({ from, kind, to }: StructureLine): string => `${from} ${kind} ${to}`;
