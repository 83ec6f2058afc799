import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Outcome, State } from './words.ts';

/** A place on the route of a kind of proposal. A dated delegation names the body; a kind's own route names the kind of body. */
export interface RouteStep {
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
  readonly does: 'recommends' | 'decides';
  /** In words, for a place that no body holds at present. */
  readonly says: string;
}

/** A decision on the proposal, as its route sees it: a ratified one stands under the outcome that was ratified. */
export interface RouteDecision {
  readonly reference: string;
  readonly bodyId: string;
  readonly outcome: Outcome;
  readonly state: State;
  readonly decidedOn: PlainDate;
  readonly deferredTo: PlainDate | null;
}

/** How far a step has come. */
export interface WalkedStep extends RouteStep {
  readonly state: 'passed' | 'here' | 'to-come';
  /** The decision that passed it. */
  readonly by: RouteDecision | undefined;
}

export interface Walk {
  readonly steps: readonly WalkedStep[];
  /** Where it stands: at a body, decided, refused, or without any decision yet. */
  readonly stands: 'not-begun' | 'under-way' | 'deferred' | 'sent-back' | 'decided' | 'refused';
  /** The step whose turn it is; undefined when it is decided. */
  readonly at: number | undefined;
  readonly deferredTo: PlainDate | null;
  /** A decision without quorum that waits to be ratified before the proposal can go on. */
  readonly awaits: RouteDecision | undefined;
}

const holds = (step: RouteStep, bodyId: string): boolean => step.bodies.some(({ id }) => id === bodyId);

/** The place of a body on a route; -1 when it has none. */
export const placeOf = (steps: readonly RouteStep[], bodyId: string): number =>
  steps.findIndex((step) => holds(step, bodyId));

/** The names of who holds a step. */
export const namesOf = (step: RouteStep): string =>
  step.bodies.length === 0 ? step.says : step.bodies.map(({ name }) => `the ${name}`).join(' or ');

interface Progress {
  readonly passed: (RouteDecision | undefined)[];
  stands: Walk['stands'];
  deferredTo: PlainDate | null;
  awaits: RouteDecision | undefined;
}

/**
 * Walks a proposal along its route through what was decided of it, oldest first. Only decisions that stand count; a
 * deferral keeps it where it is, referring back takes it one step back, a refusal to the beginning.
 */
export function walkRoute(steps: readonly RouteStep[], decisions: readonly RouteDecision[]): Walk {
  const progress: Progress = {
    passed: steps.map(() => undefined),
    stands: 'not-begun',
    deferredTo: null,
    awaits: undefined,
  };
  for (const decision of decisions) take(progress, steps, decision);
  const open = progress.passed.indexOf(undefined);
  const at = progress.stands === 'decided' || open < 0 ? undefined : open;
  return {
    steps: steps.map((step, place) => ({
      ...step,
      by: progress.passed[place],
      state: progress.passed[place] ? 'passed' : place === at ? 'here' : 'to-come',
    })),
    stands: progress.stands,
    at,
    deferredTo: progress.deferredTo,
    awaits: progress.awaits,
  };
}

function take(progress: Progress, steps: readonly RouteStep[], decision: RouteDecision): void {
  const place = placeOf(steps, decision.bodyId);
  if (place < 0) return;
  if (decision.state === 'awaits-ratification') {
    progress.awaits = decision;
    return;
  }
  if (decision.state !== 'stands') return;
  const back = (to: number): void => {
    progress.passed.fill(undefined, to);
  };
  switch (decision.outcome) {
    case 'recommended':
      back(place + 1);
      progress.passed[place] = decision;
      progress.stands = 'under-way';
      break;
    case 'endorsed':
    case 'endorsed-on-condition':
      progress.passed[place] = decision;
      progress.stands = 'decided';
      break;
    case 'deferred':
      back(place);
      progress.stands = 'deferred';
      break;
    case 'referred-back':
      back(Math.max(0, place - 1));
      progress.stands = 'sent-back';
      break;
    case 'refused':
      back(0);
      progress.stands = 'refused';
      break;
    default:
      return;
  }
  progress.deferredTo = decision.outcome === 'deferred' ? decision.deferredTo : null;
  progress.awaits = undefined;
}

/** The step before a body's own that the proposal has not passed yet. */
export const notYetPassed = (walk: Walk, place: number): WalkedStep | undefined =>
  walk.steps.slice(0, place).find((step) => step.by === undefined);

/** Where a proposal stands, in a sentence. */
export function walkInWords({ stands, steps, at, deferredTo, awaits }: Walk): string {
  const here = at === undefined ? undefined : steps[at];
  const waitsFor = here ? ` It waits for ${namesOf(here)}, which ${here.does}.` : '';
  if (awaits) return `Decision ${awaits.reference} was taken without a quorum and waits to be ratified.`;
  switch (stands) {
    case 'not-begun':
      return `No body has decided on it yet.${waitsFor}`;
    case 'deferred':
      return `Deferred${deferredTo ? ` to ${longDate(deferredTo)}` : ''}.${waitsFor}`;
    case 'sent-back':
      return `Referred back.${waitsFor}`;
    case 'refused':
      return 'Refused. A new proposal starts at the beginning of the route.';
    case 'decided':
      return 'Decided.';
    case 'under-way':
      return `On its route.${waitsFor}`;
  }
}
