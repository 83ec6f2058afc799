import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { findSitting, type Sitting } from '../../queries.ts';

/** A day in an answer. */
export const day = z.iso.date();
/** A day in a body or query. */
export const givenDay = z.iso.date().transform((text) => text as PlainDate);
/** Text that must say something. */
export const givenText = z.string().trim().min(1).max(20_000);
/** Whose membership, or which item, it is. */
export const id = z.uuid();

/** The sitting that the address of a program's call names. */
export async function sittingOfCall({
  tx,
  params,
}: Pick<Context, 'tx' | 'params'>): Promise<Sitting | Refusal> {
  const sitting = isUuid(params.id ?? '') ? await findSitting(tx, params.id ?? '') : undefined;
  return sitting ?? notFound('sitting');
}

export const RECORDING = [
  'sitting-is-cancelled',
  'minutes-are-agreed',
  'not-a-member-of-this-body',
  'not-on-this-agenda',
];
