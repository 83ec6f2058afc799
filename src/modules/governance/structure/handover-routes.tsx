import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  optionalText,
  readFields,
  revisionIn,
  textIn,
} from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listPlaces } from '../../places/index.ts';
import { listBodies } from '../queries.ts';
import {
  changeHandover,
  completeHandover,
  handoverFields,
  itemFields,
  noteReadiness,
  planHandover,
} from './handover.ts';
import {
  findHandover,
  type Handover,
  handoverSubjects,
  listHandoverItems,
  listHandovers,
  projectsOf,
} from './handover-queries.ts';
import {
  CompletionForm,
  HandoverForm,
  HandoverPage,
  HandoversPage,
  type ProjectOf,
  ReadinessForm,
} from './pages/handover.tsx';
import { titlesOf } from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [
  { text: 'Boards and groups', href: '/bodies' },
  { text: 'Hand-overs', href: '/handovers' },
];

const titleOf = async (c: Context, { subject }: Handover): Promise<string> =>
  (await titlesOf(c.tx, c.services.offers.kinds, [subject.id])).get(subject.id)?.title ?? 'Hand-over';

async function handoverList(c: Context): Promise<Answer> {
  const handovers = await listHandovers(c.tx);
  const titles = await titlesOf(
    c.tx,
    c.services.offers.kinds,
    handovers.map(({ subject }) => subject.id),
  );
  return {
    title: 'Hand-overs',
    breadcrumbs: CRUMBS.slice(0, 1),
    body: (
      <HandoversPage
        handovers={handovers.map((one) => ({
          ...one,
          title: titles.get(one.subject.id)?.title ?? 'Hand-over',
        }))}
        today={c.today}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

const handoverIn = async (c: Context) =>
  isUuid(c.params.id ?? '') ? findHandover(c.tx, c.params.id ?? '') : undefined;

/** The projects of a hand-over with what is said last of each. */
async function projectsWithItems(c: Context, handover: Handover): Promise<readonly ProjectOf[]> {
  const items = await listHandoverItems(c.tx, handover.id);
  const bodies = await listBodies(c.tx);
  return (await projectsOf(c.tx, c.services.offers, handover.subject)).map((project) => {
    const item = items.find(({ subjectId }) => subjectId === project.id);
    return { ...project, item, to: bodies.find(({ id }) => id === item?.toBodyId)?.name ?? null };
  });
}

async function handoverPage(c: Context): Promise<Answer> {
  const handover = await handoverIn(c);
  if (!handover) return notFound('hand-over');
  const title = await titleOf(c, handover);
  const place = (await listPlaces(c.tx)).find(({ id }) => id === handover.placeId);
  return {
    title,
    breadcrumbs: CRUMBS,
    body: (
      <HandoverPage
        handover={handover}
        title={title}
        place={place?.name ?? null}
        projects={await projectsWithItems(c, handover)}
        today={c.today}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

const choices = (list: readonly { readonly id: string; readonly name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, text: name }));

const subjects = async (c: Context) =>
  (await handoverSubjects(c.tx, c.services.offers.kinds)).map(({ kind, id, title }) => ({
    value: `${kind} ${id}`,
    text: title,
  }));

async function handoverForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const handover = c.params.id === undefined ? undefined : await handoverIn(c);
  if (c.params.id !== undefined && !handover) return notFound('hand-over');
  const heading = handover ? 'Change the hand-over' : 'Plan a hand-over';
  const values = handover
    ? {
        fromBodyId: handover.fromBodyId,
        toBodyId: handover.toBodyId ?? '',
        placeId: handover.placeId ?? '',
        areaFocus: handover.areaFocus,
        note: handover.note,
        ...dateValues('plannedOn', handover.plannedOn),
      }
    : {};
  const path = handover ? `/handovers/${handover.id}` : '/handovers';
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <HandoverForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : handover?.revision}
        subjects={handover ? undefined : await subjects(c)}
        bodies={choices(await listBodies(c.tx))}
        places={choices(await listPlaces(c.tx))}
      />
    ),
  };
}

async function saveHandover(c: Context): Promise<Answer> {
  const fields = readFields(handoverFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id } = c.params;
  if (id !== undefined) {
    const changed = await changeHandover(c.tx, c.actor, id, revisionIn(c.form), fields);
    return isRefusal(changed) ? changed : { redirect: `/handovers/${id}` };
  }
  const subject = (await subjects(c)).find(({ value }) => value === textIn(c.form, 'subject'));
  const [kind = '', subjectId = ''] = subject?.value.split(' ') ?? [];
  if (!subject) return notFound('programme');
  const planned = await planHandover(c.tx, c.actor, { ...fields, subject: { kind, id: subjectId } });
  return isRefusal(planned) ? planned : { redirect: `/handovers/${planned}` };
}

const projectIn = async (c: Context, handover: Handover) =>
  (await projectsWithItems(c, handover)).find(({ id }) => id === c.params.project);

async function readinessForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const handover = await handoverIn(c);
  const project = handover && (await projectIn(c, handover));
  if (!handover || !project) return notFound('project');
  const { item } = project;
  const path = `/handovers/${handover.id}`;
  const values = item
    ? {
        ready: item.ready ? 'yes' : 'no',
        toBodyId: item.toBodyId ?? '',
        says: item.says,
        ...dateValues('plannedOn', item.plannedOn),
      }
    : {};
  return {
    title: project.title,
    breadcrumbs: CRUMBS,
    body: (
      <ReadinessForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={project.title}
        action={`${path}/projects/${project.id}`}
        back={path}
        bodies={choices(await listBodies(c.tx))}
      />
    ),
  };
}

async function saveReadiness(c: Context): Promise<Answer> {
  const handover = await handoverIn(c);
  const project = handover && (await projectIn(c, handover));
  if (!handover || !project) return notFound('project');
  const fields = readFields(itemFields, c.form);
  if (isRefusal(fields)) return fields;
  const subject = { kind: 'project', id: project.id };
  const noted = await noteReadiness(c.tx, c.actor, handover.id, subject, { ...fields, notedOn: c.today });
  return isRefusal(noted) ? noted : { redirect: `/handovers/${handover.id}` };
}

async function completionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const handover = await handoverIn(c);
  if (!handover) return notFound('hand-over');
  const heading = 'Record that the hand-over is done';
  const path = `/handovers/${handover.id}`;
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <CompletionForm
        {...(attempt ?? { values: dateValues('completedOn', c.today), errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={`${path}/completion`}
        back={path}
      />
    ),
  };
}

const completionFields = z.object({
  completedOn: givenDate('Say on which day it was done'),
  says: optionalText(),
});

async function saveCompletion(c: Context): Promise<Answer> {
  const handover = await handoverIn(c);
  if (!handover) return notFound('hand-over');
  const fields = readFields(completionFields, c.form);
  if (isRefusal(fields)) return fields;
  const projects = await projectsOf(c.tx, c.services.offers, handover.subject);
  const done = await completeHandover(c.tx, c.actor, handover.id, {
    on: fields.completedOn,
    says: fields.says ?? '',
    projects: projects.map(({ id }) => id),
  });
  return isRefusal(done) ? done : { redirect: `/handovers/${handover.id}` };
}

/** Hand-overs of programmes between bodies. */
export const handoverRoutes: readonly Route[] = [
  get('/handovers', READ, handoverList),
  get('/handovers/new', EDIT, (c) => handoverForm(c)),
  post('/handovers', EDIT, saveHandover, { again: handoverForm }),
  get('/handovers/:id', READ, handoverPage),
  post('/handovers/:id', EDIT, saveHandover, { again: handoverForm }),
  get('/handovers/:id/edit', EDIT, (c) => handoverForm(c)),
  get('/handovers/:id/projects/:project', EDIT, (c) => readinessForm(c)),
  post('/handovers/:id/projects/:project', EDIT, saveReadiness, { again: readinessForm }),
  get('/handovers/:id/completion', EDIT, (c) => completionForm(c)),
  post('/handovers/:id/completion', EDIT, saveCompletion, { again: completionForm }),
];
