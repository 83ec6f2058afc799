import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Attempt, Context } from '../../../platform/http/route.ts';
import type { CohortRow, MemberRow } from './rows.ts';

interface ActProps {
  readonly c: Context;
  readonly member: MemberRow;
  readonly cohort: CohortRow;
  readonly attempt: Attempt;
}

/** A form about somebody who is in a cohort. */
export interface MemberAct {
  /** After `/casework/cohorts/members/<id>/`. */
  readonly path: string;
  readonly link: string;
  readonly heading: string;
  readonly lead?: string;
  readonly submit: string;
  readonly families?: true;
  readonly schema: z.ZodType;
  readonly values?: (member: MemberRow) => Attempt['values'];
  readonly fields: (props: ActProps) => Promise<ComponentChildren>;
  readonly run: (
    c: Context,
    fields: never,
    seen: { readonly memberId: string; readonly revision: number },
  ) => Promise<{ readonly id: string } | Refusal>;
}
