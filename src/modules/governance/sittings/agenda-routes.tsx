import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  givenText,
  optionalText,
  readFields,
  revisionIn,
  textIn,
  textsIn,
} from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { listAgencies, listPosts } from '../../partners/index.ts';
import type { Sitting } from '../queries.ts';
import {
  type AgendaItemFields,
  addAgendaItem,
  changeAgendaItem,
  moveAgendaItem,
  withdrawAgendaItem,
} from './agenda.ts';
import { carryIn, listCarried } from './carry.ts';
import { beginnings } from './clock.ts';
import { markedByTerms } from './key-beforehand.ts';
import { AgendaPage, type AgendaView } from './pages/agenda.tsx';
import { ItemForm, WithdrawItem } from './pages/item-form.tsx';
import { pathOfSitting } from './pages/sitting.tsx';
import { findAgendaItem, listAgenda, listPapers } from './queries.ts';
import { crumbsTo, EDIT, READ, sittingOf } from './shared.ts';
import { listOfKinds, nameSubjects } from './subjects.ts';

/** A sitting's agenda as the reader may see it. */
export async function agendaView(c: Context, sitting: Sitting): Promise<AgendaView> {
  const items = await listAgenda(c.tx, sitting.id);
  return {
    sitting,
    items,
    begins: beginnings(sitting.startsAt, items),
    papers: await listPapers(c.tx, sitting.id),
    subjects: await nameSubjects(
      c.tx,
      c.services.offers,
      items.map(({ subject }) => subject),
    ),
    mayEdit: may(c.actor, 'governance.edit') && sitting.status !== 'cancelled',
  };
}

async function agendaPage(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const view = await agendaView(c, sitting);
  const carried = view.mayEdit ? await listCarried(c.tx, sitting) : [];
  return {
    title: `Agenda, ${sitting.body}`,
    breadcrumbs: crumbsTo(sitting),
    body: <AgendaPage {...view} carried={carried} attempt={attempt} keys={c.formKeys} />,
  };
}

const itemFields = z.object({
  title: givenText('Enter the title of the item.'),
  type: z.enum(['information', 'discussion', 'decision'], {
    error: 'Choose information, discussion or decision.',
  }),
  minutes: optionalText().transform((text, issues): number | null => {
    if (text === null) return null;
    if (/^\d{1,3}$/.test(text)) return Number(text);
    issues.addIssue({ code: 'custom', message: 'Give 1 to 600 minutes, or leave it empty.' });
    return null;
  }),
  ownerPostId: optionalText(),
  ownerAgencyId: optionalText(),
  subject: optionalText(),
  proposal: optionalText(),
  exemptReason: optionalText(),
});

function fieldsIn(c: Context): AgendaItemFields | ReturnType<typeof notFound> {
  const fields = readFields(itemFields, c.form);
  if (isRefusal(fields)) return fields;
  const [kind, id] = (fields.subject ?? '').split(':');
  return {
    ...fields,
    keyDecision: textsIn(c.form, 'keyDecision').length > 0,
    proposal: fields.proposal ?? '',
    subject: kind && id ? { kind, id } : null,
  };
}

/** What can be chosen: who presents, and things that a body can decide. */
async function choicesIn(c: Context) {
  const { offers } = c.services;
  const things = await listOfKinds(c.tx, offers, [...offers.decidable.keys()]);
  return {
    posts: (await listPosts(c.tx)).map(({ id, title }) => ({ value: id, text: title })),
    agencies: (await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name })),
    subjects: things.map(({ kind, id, title }) => ({
      value: `${kind}:${id}`,
      text: `${offers.decidable.get(kind)?.says ?? kind}: ${title}`,
    })),
  };
}

async function itemForm(c: Context, attempt?: Attempt) {
  const sitting = await sittingOf(c);
  const { item: itemId } = c.params;
  const item = itemId === undefined ? undefined : await findAgendaItem(c.tx, itemId);
  if (!sitting || (itemId !== undefined && item?.sittingId !== sitting.id)) return notFound('agenda item');
  const values = item
    ? {
        title: item.title,
        type: item.type,
        keyDecision: item.keyDecision ? ['yes'] : [],
        minutes: item.minutes === null ? '' : String(item.minutes),
        ownerPostId: item.ownerPostId ?? '',
        ownerAgencyId: item.ownerAgencyId ?? '',
        subject: item.subject ? `${item.subject.kind}:${item.subject.id}` : '',
        proposal: item.proposal,
        exemptReason: item.exemptReason ?? '',
      }
    : { type: 'discussion' };
  const agenda = `${pathOfSitting(sitting)}/agenda`;
  const action = item ? `${agenda}/${item.id}` : agenda;
  const heading = item ? 'Change an item' : 'Add an item';
  return {
    title: heading,
    breadcrumbs: [...crumbsTo(sitting), { text: 'Agenda', href: agenda }],
    body: (
      <>
        <ItemForm
          {...(attempt ?? { values, errors: {} })}
          {...c.formKeys}
          {...(await choicesIn(c))}
          heading={heading}
          action={action}
          back={agenda}
          revision={attempt && item ? revisionIn(attempt.values) : item?.revision}
        />
        {item ? (
          <WithdrawItem action={`${action}/withdrawal`} keys={c.formKeys} revision={item.revision} />
        ) : null}
      </>
    ),
  };
}

async function saveItem(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const given = fieldsIn(c);
  if (isRefusal(given)) return given;
  const fields = await markedByTerms(c.tx, c.services.offers.decidable, sitting, given);
  const { item } = c.params;
  const saved =
    item === undefined
      ? await addAgendaItem(c.tx, c.actor, { ...fields, sittingId: sitting.id })
      : await changeAgendaItem(c.tx, c.actor, item, revisionIn(c.form), fields);
  return isRefusal(saved) ? saved : { redirect: `${pathOfSitting(sitting)}/agenda` };
}

async function moveItem(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const { item = '' } = c.params;
  const moved = await moveAgendaItem(c.tx, c.actor, item, textIn(c.form, 'to') === 'up' ? 'up' : 'down');
  return moved ?? { redirect: `${pathOfSitting(sitting)}/agenda#item-${item}` };
}

async function withdrawItem(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const seen = { revision: revisionIn(c.form), on: c.today };
  const withdrawn = await withdrawAgendaItem(c.tx, c.actor, c.params.item ?? '', seen);
  return withdrawn ?? { redirect: `${pathOfSitting(sitting)}/agenda` };
}

async function carry(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const carried = await carryIn(
    c.tx,
    c.actor,
    c.services.offers.decidable,
    sitting.id,
    textsIn(c.form, 'carry'),
  );
  return isRefusal(carried) ? carried : { redirect: `${pathOfSitting(sitting)}/agenda` };
}

const AGENDA = '/bodies/:slug/sittings/:id/agenda';

/** Building an agenda, by buttons that need no script. */
export const agendaRoutes: readonly Route[] = [
  get(AGENDA, READ, (c) => agendaPage(c)),
  get(`${AGENDA}/new`, EDIT, (c) => itemForm(c)),
  post(AGENDA, EDIT, saveItem, { again: itemForm }),
  post(`${AGENDA}/carried`, EDIT, carry, { again: agendaPage, unaudited: true }),
  get(`${AGENDA}/:item`, EDIT, (c) => itemForm(c)),
  post(`${AGENDA}/:item`, EDIT, saveItem, { again: itemForm }),
  post(`${AGENDA}/:item/place`, EDIT, moveItem),
  post(`${AGENDA}/:item/withdrawal`, EDIT, withdrawItem),
];
