/** An act on a thing of casework is a form of one page: its fields, what it does, when it is offered. Pages and routes read the same list. */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { asId } from '../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../platform/http/form.ts';
import {
  type Access,
  type Answer,
  type Attempt,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../platform/http/route.ts';
import { FormPage } from '../../ui/forms/form-page.tsx';
import { type Typed, typed } from '../../ui/forms/typed.ts';
import { type About, inCasework } from './purpose/working.ts';

type Crumb = NonNullable<PageContent['breadcrumbs']>[number];

/** The things that acts are done to: where they stand, and how one is found and called. */
export interface Room<View> {
  /** `/casework/restorative` */
  readonly base: string;
  readonly title: string;
  /** The kind of its things in the audit trail. */
  readonly kind: string;
  /** What a read of one is called there, `<kind>.read` unless given. */
  readonly read?: string;
  /** How a sentence calls one, as its kind unless given. */
  readonly called?: string;
  /** What a page of it stands under; the list of the room unless given. */
  readonly crumbsOf?: (view: View) => readonly Crumb[];
  /** Who does anything to them; who keeps the agency's records unless given. */
  readonly access?: Access;
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
  /** For a form that takes a file. */
  readonly upload?: { readonly maxBytes: number };
  /** What a read of the form is called in the audit trail, where it shows more than the thing. */
  readonly read?: string;
  /** Names the person whom the act is about, by the address: it is kept when the form is sent. */
  readonly about?: About;
  /** Where the form was opened from, and where the act leads; the thing itself unless given. */
  readonly back?: (view: View, c: Context) => string;
  readonly next?: (done: { readonly id: string }, c: Context) => string;
  readonly gather?: (c: Context, view: View) => Promise<More>;
  readonly values?: (view: View, c: Context, more: More) => Attempt['values'];
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
    const { access = WRITE } = room;
    const form = (c: Context, attempt?: Attempt) => actForm(room, one, c, attempt);
    return [
      inCasework(
        get(path, access, (c) => form(c), {
          reads: readsOne(one.read ? { ...room, read: one.read } : room),
        }),
        one.about,
      ),
      inCasework(
        post(path, access, (c) => carryOut(room, one, c), {
          again: form,
          ...(one.upload ? { upload: one.upload } : {}),
        }),
        one.about,
      ),
    ];
  });

/** That a thing was read, for the audit trail. */
export const readsOne =
  ({ kind, read = `${kind}.read` }: Pick<Room<never>, 'kind' | 'read'>): NonNullable<Route['reads']> =>
  ({ params }) => ({ action: read, subject: { kind, id: params.id ?? '' } });

const noSuch = ({ kind, called = kind }: Pick<Room<never>, 'kind' | 'called'>): Refusal => notFound(called);

async function carryOut<View>(room: Room<View>, one: Act<View>, c: Context): Promise<Answer> {
  const fields = readFields(one.schema, c.form);
  if (isRefusal(fields)) return fields;
  const id = asId(c.params.id ?? '');
  if (!id) return noSuch(room);
  const done = await one.run(c, fields, { id, revision: revisionIn(c.form) });
  return isRefusal(done) ? done : { redirect: one.next?.(done, c) ?? `${room.base}/${id}` };
}

async function actForm<View>(
  room: Room<View>,
  one: Act<View>,
  c: Context,
  attempt?: Attempt,
): Promise<Answer> {
  const view = await room.find(c, c.params.id ?? '');
  // What was offered when the form was opened is refused in words when it is sent, with what was typed.
  if (!view || (!attempt && !one.offered(view, c))) return noSuch(room);
  const here = `${room.base}/${c.params.id}`;
  const back = one.back?.(view, c) ?? here;
  const more = await one.gather?.(c, view);
  const values = attempt ? {} : (one.values?.(view, c, more) ?? {});
  const props = { c, view, attempt: attempt ?? { values, errors: {} }, more };
  return {
    title: `${one.heading}${one.heading.endsWith('?') ? '' : ':'} ${room.codeOf(view)}`,
    breadcrumbs: [
      ...(room.crumbsOf?.(view) ?? [{ text: room.title, href: room.base }]),
      { text: room.codeOf(view), href: here },
    ],
    body: (
      <FormPage
        sealed
        multipart={one.upload !== undefined}
        {...props.attempt}
        {...c.formKeys}
        heading={one.heading}
        lead={one.lead}
        action={one.about ? c.request.url : (c.request.url.split('?')[0] ?? here)}
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
  more = [],
}: {
  readonly acts: readonly Act<View>[];
  readonly view: View;
  readonly path: string;
  readonly c: Context;
  /** What is done elsewhere. */
  readonly more?: readonly { readonly text: string; readonly href: string }[];
}) => {
  const offered = acts.flatMap((one) =>
    one.link !== undefined && one.offered(view, c) ? [{ text: one.link, href: `${path}/${one.path}` }] : [],
  );
  const links = [...offered, ...more];
  return links.length === 0 ? null : (
    <nav aria-label="What you can do" class="app-acts">
      <ul class="govuk-list app-inline-list">
        {links.map(({ text, href }) => (
          <li key={href}>
            <a class="govuk-link" href={href}>
              {text}
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
