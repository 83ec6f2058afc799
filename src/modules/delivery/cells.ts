import { formatPence, type Pence, parsePounds } from '../../kernel/pence.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import {
  CellError,
  dayIn,
  didYouMean,
  formatWhen,
  inPart,
  joined,
  parseWhen,
  partsOfLine,
  wordIn,
} from './cell-text.ts';
import type { Lookup } from './lookup.ts';
import {
  BASES,
  GAP_SUBJECTS,
  type HumanResource,
  type Lead,
  type Measure,
  type Milestone,
  type ProjectPlan,
  RESOURCE_KINDS,
  RESOURCE_STATES,
  type Resource,
  SUSTAINABILITIES,
  type Unknown,
} from './project-plan.ts';

/** What reading a cell may need: names, and today for unknowns that say no date. */
export interface Reading {
  readonly lookup: Lookup;
  readonly today: PlainDate;
}

const said = (word: string): string => (word === 'one-off' ? word : word.replaceAll('-', ' '));
const pounds = (amount: Pence | null): string => (amount === null ? '' : formatPence(amount));

/** `£23,902 | cash | one-off | already allocated | 2012/13 SSCF allocation`, in any order. */
export function parseResource(line: string): Resource {
  let pence: Pence | null = null;
  const words: string[] = [];
  const found: { -readonly [Key in 'kind' | 'basis' | 'status']?: Resource[Key] } = {};
  for (const part of partsOfLine(line)) {
    const amount = parsePounds(part);
    const kind = wordIn(RESOURCE_KINDS, part);
    const basis = wordIn(BASES, part);
    const status = wordIn(RESOURCE_STATES, part);
    if (amount !== undefined && pence === null) pence = amount;
    else if (part.startsWith('£') && /^£\s*-?[\d.,]+$/.test(part))
      throw new CellError(`"${part}" is not an amount. Write it as £1,000 or £12.50.`);
    else if (kind) found.kind = kind;
    else if (basis) found.basis = basis;
    else if (status) found.status = status;
    else if (part !== '') words.push(part);
  }
  return {
    kind: found.kind ?? 'cash',
    pence,
    basis: found.basis ?? 'one-off',
    status: found.status ?? 'to-be-confirmed',
    says: words.join('; '),
  };
}

export const formatResource = (one: Resource): string =>
  joined(pounds(one.pence), said(one.kind), said(one.basis), said(one.status), inPart(one.says));

/** `Staffordshire Police | 65 hours | £12.50 an hour | evenings and packs`. */
export function parsePerson(line: string, { lookup }: Reading): HumanResource {
  let agency = '';
  let hours: number | null = null;
  let penceAnHour: Pence | null = null;
  const words: string[] = [];
  for (const part of partsOfLine(line)) {
    const asHours = /^([\d,]+(?:\.\d+)?) hours?$/i.exec(part)?.[1];
    const rate = parsePounds(/^(£.+) an hour$/i.exec(part)?.[1] ?? '');
    const known = agency === '' ? lookup.agencies.find(part) : undefined;
    if (asHours) hours = Number(asHours.replaceAll(',', ''));
    else if (rate !== undefined) penceAnHour = rate;
    else if (known) agency = known.slug;
    else if (part !== '') words.push(part);
  }
  return { agency, hours, penceAnHour, says: words.join('; ') };
}

export const formatPerson = (one: HumanResource): string =>
  joined(
    one.agency,
    one.hours !== null && `${one.hours} ${one.hours === 1 ? 'hour' : 'hours'}`,
    one.penceAnHour !== null && `${formatPence(one.penceAnHour)} an hour`,
    inPart(one.says),
  );

const LOOKS_LIKE_A_SLUG = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/** A post, an agency, or words such as "All Board members". */
export function parseLead(line: string, { lookup }: Reading): Lead {
  const post = lookup.posts.find(line);
  if (post) return { post: post.slug };
  const agency = lookup.agencies.find(line);
  if (agency) return { agency: agency.slug };
  if (LOOKS_LIKE_A_SLUG.test(line)) {
    const known = [...lookup.posts.list(), ...lookup.agencies.list()].map((one) => one.slug);
    throw new CellError(`There is no post or agency "${line}".${didYouMean(line, known)}`);
  }
  return { says: line };
}

export const formatLead = (lead: Lead): string =>
  'post' in lead ? lead.post : 'agency' in lead ? lead.agency : lead.says.replaceAll(/\s*\n\s*/g, ' ');

/** `2013-06 | Summer project developed | moved to 2013-07-31 because … | met 2013-07-20`; `no date | …`. */
export function parseMilestone(line: string): Milestone {
  const [first = '', ...rest] = partsOfLine(line);
  const when = parseWhen(first);
  if (!when && first.toLowerCase() !== 'no date' && rest.length > 0)
    throw new CellError(
      `"${first}" is not a date. Write 2013-06-30, 2013-06, 2013 Q2, 2013 or no date before the milestone.`,
    );
  const words: string[] = [];
  const parts = when || first.toLowerCase() === 'no date' ? rest : [first, ...rest];
  let moved: Milestone['moved'];
  let metOn: PlainDate | undefined;
  for (const part of parts) {
    const [, to = '', reason = ''] = /^moved to (\S+) because (.+)$/i.exec(part) ?? [];
    const met = /^met (\S+)$/i.exec(part)?.[1];
    if (to) moved = { to: dayIn(to, 'the move'), reason };
    else if (met) metOn = dayIn(met, 'the milestone');
    else if (part !== '') words.push(part);
  }
  if (words.length === 0) throw new CellError(`The milestone "${line}" says a date but not what is reached.`);
  return {
    title: words.join('; '),
    originalOn: when?.on ?? null,
    precision: when?.precision ?? 'unknown',
    ...(moved ? { moved } : {}),
    ...(metOn ? { metOn } : {}),
  };
}

export const formatMilestone = (one: Milestone): string =>
  joined(
    one.originalOn === null ? 'no date' : formatWhen(one.originalOn, one.precision),
    inPart(one.title),
    one.moved && `moved to ${one.moved.to} because ${inPart(one.moved.reason)}`,
    one.metOn && `met ${one.metOn}`,
  );

/** `victims-supported | 4 a year | target 165 by 2013-12-31`. */
export function parseMeasure(line: string, { lookup }: Reading): Measure {
  const [slug = '', ...rest] = partsOfLine(line);
  const indicator = lookup.indicators.slug(slug);
  let perYear: number | null = null;
  let target: Measure['target'];
  for (const part of rest) {
    const quota = /^(\d+(?:\.\d+)?) a year$/i.exec(part)?.[1];
    const [, value, by] = /^target (-?[\d.]+)%? by (\S+)$/i.exec(part) ?? [];
    if (quota) perYear = Number(quota);
    else if (value && by) target = { value: Number(value), by: dayIn(by, 'the target') };
    else if (part !== '')
      throw new CellError(`"${part}" is neither a quota (4 a year) nor a target (target 165 by 2013-12-31).`);
  }
  return { indicator, perYear, ...(target ? { target } : {}) };
}

export const formatMeasure = (one: Measure): string =>
  joined(
    one.indicator,
    one.perYear !== null && `${one.perYear} a year`,
    one.target && `target ${one.target.value} by ${one.target.by}`,
  );

/** `targets | Target to be agreed | lsp-manager | since 2013-01-17 | due 2013-03-31`. */
export function parseUnknown(line: string, { lookup, today }: Reading): Unknown {
  const [first = '', ...rest] = partsOfLine(line);
  const about = wordIn(GAP_SUBJECTS, first);
  if (!about)
    throw new CellError(
      `An unknown begins with what it is about: ${GAP_SUBJECTS.join(', ')}. "${first}" is none of these.${didYouMean(first, GAP_SUBJECTS)}`,
    );
  let owner = '';
  let since = today;
  let dueOn: PlainDate | null = null;
  const words: string[] = [];
  for (const part of rest) {
    const dated = /^(since|due) (\S+)$/i.exec(part);
    const word = dated?.[1]?.toLowerCase();
    const date = dated?.[2] ?? '';
    const post = words.length > 0 && owner === '' ? lookup.posts.find(part) : undefined;
    if (word === 'since') since = dayIn(date, 'since');
    else if (word) dueOn = dayIn(date, 'due');
    else if (post) owner = post.slug;
    else if (part !== '') words.push(part);
  }
  if (words.length === 0)
    throw new CellError(`Say what is unknown about ${about}, such as "${about} | Target to be agreed".`);
  return { about, says: words.join('; '), owner, since, dueOn };
}

export const formatUnknown = (one: Unknown): string =>
  joined(one.about, inPart(one.says), one.owner, `since ${one.since}`, one.dueOn && `due ${one.dueOn}`);

type Sustained = Pick<
  ProjectPlan,
  'sustainability' | 'sustainabilitySays' | 'sustainabilityPence' | 'sustainabilityFrom'
>;

/** `likely | £5,475 | from 2014-01-01 | words`; words alone leave the answer unknown. */
export function parseSustainability(text: string): Sustained {
  const [head = '', ...more] = text.trim().split('\n');
  const words: string[] = [];
  let answer: Sustained['sustainability'] = null;
  let amount: Pence | null = null;
  let from: PlainDate | null = null;
  const parts = wordIn(SUSTAINABILITIES, partsOfLine(head)[0] ?? '') ? partsOfLine(head) : [head.trim()];
  for (const part of parts) {
    const pence = parsePounds(part);
    const date = /^from (\S+)$/i.exec(part)?.[1];
    const word: Sustained['sustainability'] | undefined =
      answer === null ? wordIn(SUSTAINABILITIES, part) : undefined;
    if (word) answer = word;
    else if (pence !== undefined && answer !== null) amount = pence;
    else if (date && answer !== null) from = dayIn(date, 'sustainability');
    else if (part !== '') words.push(part);
  }
  return {
    sustainability: answer,
    sustainabilitySays: [words.join('; '), ...more].join('\n').trim(),
    sustainabilityPence: amount,
    sustainabilityFrom: from,
  };
}

/** Words that would be read as an amount, a date or parts stand under the answer, not beside it. */
const standsBeside = (words: string): boolean =>
  !words.includes('|') && parsePounds(words) === undefined && !/^from \S+$/i.test(words);

export function formatSustainability(plan: Sustained): string {
  if (plan.sustainability === null) return plan.sustainabilitySays;
  const [head = '', ...more] = plan.sustainabilitySays.split('\n');
  const [beside, under] = standsBeside(head.trim()) ? [head, more] : ['', [head, ...more]];
  const first = joined(
    said(plan.sustainability),
    pounds(plan.sustainabilityPence),
    plan.sustainabilityFrom && `from ${plan.sustainabilityFrom}`,
    beside,
  );
  return [first, ...under].join('\n');
}
