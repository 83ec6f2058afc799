/** An act on a case is a form of one page: its fields, what it does, and when it is offered. Pages and routes read this. */

import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { agencyOf } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { listAgencies } from '../../../partners/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { type CaseView, findCase } from '../queries.ts';

export interface ActProps<More = unknown> {
  readonly c: Context;
  readonly view: CaseView;
  readonly attempt: Attempt;
  readonly agencies: readonly Choice[];
  /** Whatever `gather` read. */
  readonly more: More;
}

export interface CaseAct<Schema extends z.ZodType = z.ZodType, More = unknown> {
  /** After `/casework/cases/<id>/`; may end in `/:part`. */
  readonly path: string;
  /** The link on the page of the case; none where the thing it acts on carries it. */
  readonly link?: string;
  readonly heading: string | ((view: CaseView, c: Context) => string);
  readonly lead?: string;
  readonly submit: string;
  readonly offered: (view: CaseView) => boolean;
  readonly schema: Schema;
  /** For a form that takes a file. */
  readonly upload?: { readonly maxBytes: number };
  readonly values?: (view: CaseView, c: Context) => Attempt['values'];
  readonly gather?: (c: Context, view: CaseView) => Promise<More>;
  readonly fields: (props: ActProps<More>) => ComponentChildren;
  readonly run: (
    c: Context,
    fields: z.output<Schema>,
    seen: { readonly caseId: string; readonly revision: number },
  ) => Promise<{ readonly id: string } | Refusal>;
}

/** Keeps the schema's type while the list of acts does not care. */
export const act = <Schema extends z.ZodType, More = undefined>(given: CaseAct<Schema, More>): CaseAct =>
  given as unknown as CaseAct;

export const isOpen = ({ row }: CaseView): boolean => row.closed_on === null;

const WRITE = { permission: 'casework.write', anywhere: true } as const;

/** The routes of an act: its form, audited as a read of the case, and what it does. */
export function actRoutes(one: CaseAct): readonly Route[] {
  const path = `/casework/cases/:id/${one.path}`;
  const form = (c: Context, attempt?: Attempt) => actForm(one, c, attempt);
  return [
    inCasework(
      get(path, WRITE, (c) => form(c), {
        reads: ({ params }) => ({ action: 'case.read', subject: { kind: 'case', id: params.id ?? '' } }),
      }),
    ),
    inCasework(
      post(path, WRITE, (c) => carryOut(one, c), {
        again: form,
        ...(one.upload ? { upload: one.upload } : {}),
      }),
    ),
  ];
}

async function carryOut(one: CaseAct, c: Context): Promise<Answer> {
  const fields = readFields(one.schema, c.form);
  if (isRefusal(fields)) return fields;
  const caseId = c.params.id ?? '';
  const done = await one.run(c, fields, { caseId, revision: revisionIn(c.form) });
  return isRefusal(done) ? done : { redirect: `/casework/cases/${caseId}` };
}

async function actForm(one: CaseAct, c: Context, attempt?: Attempt): Promise<Answer> {
  const view = await findCase(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!view) return notFound('case');
  const heading = typeof one.heading === 'string' ? one.heading : one.heading(view, c);
  const back = `/casework/cases/${view.row.id}`;
  const own = agencyOf(c.actor);
  const agencies = (await listAgencies(c.tx)).map(({ id, name }) => ({
    value: id,
    text: id === own ? `${name} (your agency)` : name,
  }));
  const props: ActProps = {
    c,
    view,
    agencies,
    attempt: attempt ?? { values: one.values?.(view, c) ?? {}, errors: {} },
    more: await one.gather?.(c, view),
  };
  return {
    title: `${heading}: ${view.code}`,
    breadcrumbs: [
      { text: 'Cases', href: '/casework/cases' },
      { text: view.code, href: back },
    ],
    body: (
      <FormPage
        sealed
        multipart={one.upload !== undefined}
        {...props.attempt}
        {...c.formKeys}
        heading={heading}
        lead={one.lead}
        action={c.request.url.split('?')[0] ?? back}
        back={back}
        submit={one.submit}
        revision={attempt ? revisionIn(attempt.values) : view.row.revision}
      >
        {one.fields(props)}
      </FormPage>
    ),
  };
}
