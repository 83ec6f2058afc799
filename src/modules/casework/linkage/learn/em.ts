import type { Field } from '../fields.ts';
import { LEVELS, levelCount } from '../levels.ts';
import type { FieldModel, Model } from '../model.ts';
import type { Patterns } from './patterns.ts';

const ROUNDS = 60;
const SETTLED = 1e-5;
/** Pairs that what is usual counts for beside what is learned. */
const USUAL_M = 40;
const USUAL_U = 20;
const LEAST_SEEN = 0.5;

/**
 * Learns a model from patterns by expectation maximisation. A pair is of one person, of two of one home, or of two
 * strangers; u comes from pairs taken at random (less those that look like matches), m from the pairs that blocking
 * gives, and the prior from how many of `possible` pairs those make up.
 * Sources: Fellegi & Sunter 1969; Winkler 1988 (EM); Enamorado, Fifield & Imai 2019 (patterns).
 */
export function learn(start: Model, random: Patterns, candidates: Patterns, possible: number): Model {
  let model = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = step(model, random, candidates, possible);
    const moved = distance(model, next);
    model = next;
    if (moved < SETTLED) break;
  }
  return model;
}

/** Chances of each pattern by the model: of one person and of one home, against all three. */
function posteriors(model: Model, patterns: Patterns): { match: Float64Array; home: Float64Array } {
  const ratios = model.fields.map(({ m, u, field }) =>
    m.map((ofMatch, level) => {
      const ratio = level === 0 ? 1 : ofMatch / (u[level] ?? 1);
      return [ratio, homeRatio(field, ratio, model.homeSurname)] as const;
    }),
  );
  const total = patterns.counts.length;
  const match = new Float64Array(total);
  const home = new Float64Array(total);
  for (let at = 0; at < total; at += 1) {
    let ofMatch = model.prior;
    let ofHome = model.homePrior;
    for (let field = 0; field < patterns.fields; field += 1) {
      const ratio = ratios[field]?.[patterns.levels[at * patterns.fields + field] ?? 0];
      if (!ratio) continue;
      ofMatch *= ratio[0];
      ofHome *= ratio[1];
    }
    const all = ofMatch + ofHome + 1 - model.prior - model.homePrior;
    match[at] = ofMatch / all;
    home[at] = ofHome / all;
  }
  return { match, home };
}

const homeRatio = ({ shares }: Field, ratio: number, homeSurname: number): number =>
  shares === 'home' ? ratio : shares === 'surname' ? homeSurname * ratio + 1 - homeSurname : 1;

function step(model: Model, random: Patterns, candidates: Patterns, possible: number): Model {
  const found = posteriors(model, candidates);
  const drawn = posteriors(model, random);
  const strangers = random.counts.map(
    (count, at) => count * (1 - (drawn.match[at] ?? 0) - (drawn.home[at] ?? 0)),
  );
  const matches = candidates.counts.map((count, at) => count * (found.match[at] ?? 0));
  const homes = candidates.counts.map((count, at) => count * (found.home[at] ?? 0));
  const fields = model.fields.map(
    ({ field }, at): FieldModel => ({
      field,
      m: chances(field, at, candidates, matches, 'm', USUAL_M),
      u: chances(field, at, random, strangers, 'u', USUAL_U),
    }),
  );
  const sum = (weights: Float64Array): number => weights.reduce((total, weight) => total + weight, 0);
  return {
    ...model,
    fields,
    prior: Math.min(0.5, Math.max(sum(matches), 0.5) / possible),
    homePrior: Math.min(0.2, Math.max(sum(homes), 0.1) / possible),
    homeSurname: sharedSurname(model, candidates, homes),
  };
}

/** The chance of each level by weighted patterns, with what is usual as so many pairs more. */
function chances(
  field: Field,
  at: number,
  patterns: Patterns,
  weights: Float64Array,
  which: 'm' | 'u',
  usual: number,
): number[] {
  const sums = new Array<number>(levelCount(field.kind)).fill(0);
  let total = usual;
  for (const [index, level] of LEVELS[field.kind].entries()) sums[index + 1] = level[which] * usual;
  for (let pattern = 0; pattern < weights.length; pattern += 1) {
    const level = patterns.levels[pattern * patterns.fields + at] ?? 0;
    if (level === 0) continue;
    const weight = weights[pattern] ?? 0;
    sums[level] = (sums[level] ?? 0) + weight;
    total += weight;
  }
  // What was not seen in so many pairs is rare, but no rarer than one pair would make it.
  return sums.map((sum, level) => (level === 0 ? 0 : Math.max(sum, LEAST_SEEN) / total));
}

/** How often two people of one home have one surname. */
function sharedSurname(model: Model, patterns: Patterns, homes: Float64Array): number {
  const at = model.fields.findIndex(({ field }) => field.shares === 'surname');
  const surname = model.fields[at];
  if (!surname) return model.homeSurname;
  let shared = 7;
  let all = 10;
  for (let pattern = 0; pattern < homes.length; pattern += 1) {
    const level = patterns.levels[pattern * patterns.fields + at] ?? 0;
    if (level === 0) continue;
    const alike = model.homeSurname * (surname.m[level] ?? 0);
    const weight = homes[pattern] ?? 0;
    shared += (weight * alike) / (alike + (1 - model.homeSurname) * (surname.u[level] ?? 1));
    all += weight;
  }
  return Math.min(0.98, shared / all);
}

function distance(one: Model, two: Model): number {
  let most = Math.abs(Math.log(one.prior / two.prior)) / 100;
  for (const [at, { m }] of one.fields.entries())
    for (const [level, chance] of m.entries())
      most = Math.max(most, Math.abs(chance - (two.fields[at]?.m[level] ?? 0)));
  return most;
}
