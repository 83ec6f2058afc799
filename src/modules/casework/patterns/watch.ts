/**
 * Early warning: looks at the persons, households and addresses that something new is about. For the machine.
 *
 * A person is flagged for what they suffered, never for what others say that they did: who is thought responsible is an
 * allegation by whoever reported, and a machine that counts allegations would make a suspect of whoever is talked about
 * most. Who is thought responsible is named in the concern, where people read it; people decide about a cohort or a case.
 */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type Settings, settingsOn } from '../concerns/settings.ts';
import { factsOf } from './explain.ts';
import { raiseFlag } from './flag.ts';
import { findPatterns, thresholdsOf } from './rules.ts';
import { type Happened, type Subject, seriesOf } from './series.ts';

/** What a concern is about. */
export interface About {
  readonly clusterIds: readonly string[];
  readonly addressIds: readonly string[];
  /** The day of the concern: patterns that ended before are not looked for again. */
  readonly since: PlainDate;
  readonly today: PlainDate;
}

/** Raises the flags that are due and lets open ones grow; gives their ids. A subject is flagged for what no wider one says. */
export async function watchSubjects(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { clusterIds, addressIds, since, today }: About,
): Promise<readonly string[]> {
  const settings = await settingsOn(tx, machine, today);
  const homes = await homesOf(tx, machine, clusterIds);
  const places = [...new Set([...addressIds, ...homes])];
  const about: readonly Subject[] = [
    ...places.map((id) => ({ kind: 'household' as const, id })),
    ...clusterIds.map((id) => ({ kind: 'person' as const, id })),
    ...addressIds.map((id) => ({ kind: 'address' as const, id })),
  ];
  const said = new Set<string>();
  const raised: string[] = [];
  for (const subject of about) {
    const found = await look(tx, machine, subject, since, settings);
    if (!found || found.evidence.every(({ incidentId }) => said.has(incidentId))) continue;
    for (const { incidentId } of found.evidence) said.add(incidentId);
    const id = await raise(tx, machine, subjects, subject, found, settings, today);
    if (id !== undefined) raised.push(id);
  }
  return raised;
}

interface Found {
  readonly evidence: readonly Happened[];
  readonly findings: ReturnType<typeof findPatterns>;
}

async function look(
  tx: Tx,
  machine: Actor,
  subject: Subject,
  since: PlainDate,
  settings: Settings,
): Promise<Found | undefined> {
  const series = await seriesOf(tx, machine, subject);
  const findings = findPatterns(series, since, thresholdsOf(settings));
  if (findings.length === 0) return undefined;
  const ids = new Set(findings.flatMap(({ by }) => by.map(({ incidentId }) => incidentId)));
  return { findings, evidence: series.filter(({ incidentId }) => ids.has(incidentId)) };
}

async function raise(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  subject: Subject,
  { evidence, findings }: Found,
  settings: Settings,
  today: PlainDate,
): Promise<string | undefined> {
  const facts = factsOf(evidence, findings, thresholdsOf(settings));
  return raiseFlag(tx, machine, subjects, {
    kind: 'pattern',
    subject,
    rules: findings.map(({ rule }) => rule),
    evidence: evidence.map(({ incidentId }) => incidentId),
    agencyIds: [...new Set(evidence.flatMap(({ agencyIds }) => agencyIds))],
    restricted: evidence.some(({ restricted }) => restricted),
    facts,
    firstOn: facts.firstOn,
    lastOn: facts.lastOn,
    today,
    answerDays: settings['pattern.answer-days'].value,
    again: settings['pattern.again'].value,
  });
}

/** Where these persons live now, as any agency knows it. */
async function homesOf(tx: Tx, machine: Actor, clusterIds: readonly string[]): Promise<readonly string[]> {
  if (clusterIds.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.record as r')
    .innerJoin('casework.residence as l', (on) =>
      on.onRef('l.partnership_id', '=', 'r.partnership_id').onRef('l.record_id', '=', 'r.id'),
    )
    .where('r.partnership_id', '=', machine.partnershipId)
    .where('r.cluster_id', 'in', clusterIds)
    .where('l.relation', 'in', ['lives', 'stays'])
    .where('l.until_on', 'is', null)
    .select('l.address_id')
    .distinct()
    .execute();
  return rows.map((row) => row.address_id);
}
