/** An act on a thing of casework is a form of one page: its fields, what it does, when it is offered. Pages and routes read the same list. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../platform/http/form.ts';
import { type Answer, type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { FormPage } from '../../ui/forms/form-page.tsx';
import { type Typed, typed } from '../../ui/forms/typed.ts';
import { inCasework } from './purpose/working.ts';

/** The things that acts are done to: where they stand, and how one is found and called. */
export interface Room<View> {
  /** `/casework/restorative` */
  readonly base: string;
  readonly title: string;
  /** The kind of its things in the audit trail. */
  readonly kind: string;
  readonly find: (c: Context, id: string) => Promise<View | undefined>;
  readonly codeOf: (view: View) => string;
  readonly revisionOf: (view: View) => number;
}

export interface ActProps<View, More> {
  readonly c: Context;
  readonly view: View;
  readonly attempt: Attempt;
  /** Whatever `gather` read. */
  readonly more: More;
}

export interface Act<View, Schema extends z.ZodType = z.ZodType, More = unknown> {
  /** After the thing's own address; may end in `/:part`. */
  readonly path: string;
  /** The link on the page of the thing; none where what it acts on carries it. */
  readonly link?: string;
  readonly heading: string;
  readonly lead?: string;
  readonly submit: string;
  readonly offered: (view: View, c: Context) => boolean;
  readonly schema: Schema;
  readonly values?: (view: View, c: Context) => Attempt['values'];
  readonly gather?: (c: Context, view: View) => Promise<More>;
  readonly fields: (props: ActProps<View, More>) => ComponentChildren;
  readonly run: (
    c: Context,
    fields: z.output<Schema>,
    seen: { readonly id: string; readonly revision: number },
  ) => Promise<{ readonly id: string } | Refusal>;
}

/** Keeps the schema's type while the list of acts does not care. */
export const actOn =
  <View,>() =>
  <Schema extends z.ZodType, More = undefined>(given: Act<View, Schema, More>): Act<View> =>
    given as unknown as Act<View>;

const WRITE = { permission: 'casework.write', anywhere: true } as const;

/** The routes of acts: each form, audited as a read of the thing, and what it does. */
export const actRoutes = <View,>(room: Room<View>, acts: readonly Act<View>[]): readonly Route[] =>
  acts.flatMap((one) => {
    const path = `${room.base}/:id/${one.path}`;
    const form = (c: Context, attempt?: Attempt) => actForm(room, one, c, attempt);
    return [
      inCasework(get(path, WRITE, (c) => form(c), { reads: readsOne(room) })),
      inCasework(post(path, WRITE, (c) => carryOut(room, one, c), { again: form })),
    ];
  });

/** That a thing was read, for the audit trail. */
export const readsOne =
  ({ kind }: Pick<Room<unknown>, 'kind'>): NonNullable<Route['reads']> =>
  ({ params }) => ({ action: `${kind}.read`, subject: { kind, id: params.id ?? '' } });

async function carryOut<View>(room: Room<View>, one: Act<View>, c: Context): Promise<Answer> {
  const fields = readFields(one.schema, c.form);
  if (isRefusal(fields)) return fields;
  const id = c.params.id ?? '';
  const done = await one.run(c, fields, { id, revision: revisionIn(c.form) });
  return isRefusal(done) ? done : { redirect: `${room.base}/${id}` };
}

async function actForm<View>(
  room: Room<View>,
  one: Act<View>,
  c: Context,
  attempt?: Attempt,
): Promise<Answer> {
  const view = await room.find(c, c.params.id ?? '');
  if (!view || !one.offered(view, c)) return notFound(room.kind);
  const back = `${room.base}/${c.params.id}`;
  const more = await one.gather?.(c, view);
  const props = { c, view, attempt: attempt ?? { values: one.values?.(view, c) ?? {}, errors: {} }, more };
  return {
    title: `${one.heading}: ${room.codeOf(view)}`,
    breadcrumbs: [
      { text: room.title, href: room.base },
      { text: room.codeOf(view), href: back },
    ],
    body: (
      <FormPage
        sealed
        {...props.attempt}
        {...c.formKeys}
        heading={one.heading}
        lead={one.lead}
        action={c.request.url}
        back={back}
        submit={one.submit}
        revision={attempt ? revisionIn(attempt.values) : room.revisionOf(view)}
      >
        {one.fields(props)}
      </FormPage>
    ),
  };
}

/** What can be done with a thing, as links above its facts. */
export const ActLinks = <View,>({
  acts,
  view,
  path,
  c,
}: {
  readonly acts: readonly Act<View>[];
  readonly view: View;
  readonly path: string;
  readonly c: Context;
}) => {
  const offered = acts.filter((one) => one.link !== undefined && one.offered(view, c));
  return offered.length === 0 ? null : (
    <nav aria-label="What you can do" class="app-acts">
      <ul class="govuk-list app-inline-list">
        {offered.map((one) => (
          <li key={one.path}>
            <a class="govuk-link" href={`${path}/${one.path}`}>
              {one.link}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** The revision of the row that a form speaks of, where that is not the thing itself. */
export const seenField = z.coerce.number().int().default(0);
export const Seen = ({ attempt, revision }: { attempt: Typed; revision: number | undefined }) => (
  <input type="hidden" name="seen" value={typed(attempt, 'seen') || String(revision ?? 0)} />
);
/** What the form speaks of, above its fields. */
export const Subject = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : <p class="govuk-inset-text">{text}</p>;

/** Any number of ids, as ticked boxes give them. */
export const severalIds = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .optional()
  .transform((all) => all?.filter(Boolean) ?? []);
