import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import {
  ChooseField,
  choicesOf,
  LineField,
  NumberField,
  PickField,
  TickField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { ActLinks, actRoutes } from '../acts.tsx';
import { listTemplates } from '../cases/assessments/template-queries.ts';
import { names } from '../cases/words.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { inCasework } from '../purpose/working.ts';
import { agencyChoices, COHORT_CRUMBS, READ, readsCohort, WRITE } from './access.ts';
import { formerCriteria } from './change.ts';
import { startCohort } from './cohort.ts';
import { cohortActs, criterionFields } from './cohort-acts.tsx';
import { memberRoutes } from './member-routes.tsx';
import { CohortPage } from './pages/cohort.tsx';
import { CohortsPage } from './pages/cohorts.tsx';
import { SuggestionsPage } from './pages/suggestions.tsx';
import { listCohorts, listMembers } from './queries.ts';
import { templateOf } from './rate.ts';
import { COHORT_ROOM, goesOn } from './room.ts';
import { suggestionsFor } from './suggest.ts';
import { COHORT_KINDS } from './words.ts';

const listPage = async (c: Context): Promise<Answer> => ({
  title: 'Cohorts',
  wide: true,
  body: (
    <CohortsPage
      cohorts={await listCohorts(c.tx, c.actor, c.today)}
      mayWrite={maySomewhere(c.actor, 'casework.write')}
    />
  ),
});

async function cohortPage(c: Context): Promise<Answer> {
  const cohort = await COHORT_ROOM.find(c, c.params.id ?? '');
  if (!cohort) return notFound('cohort');
  const left = c.query.left === 'yes';
  const members = await listMembers(c.tx, c.actor, c.services.subjects, { cohortId: cohort.id, left });
  const agencies = await agencyChoices(c, { ids: cohort.agency_ids });
  return {
    title: cohort.title,
    breadcrumbs: COHORT_CRUMBS,
    wide: true,
    body: (
      <CohortPage
        {...{ cohort, members, left }}
        agencies={agencies.map(({ text }) => text)}
        template={await templateOf(c.tx, c.actor, cohort)}
        today={c.today}
        former={await formerCriteria(c.tx, c.actor, c.services.subjects, cohort.id)}
        doing={
          <ActLinks
            acts={cohortActs}
            view={cohort}
            path={`${COHORT_ROOM.base}/${cohort.id}`}
            c={c}
            more={[
              ...(goesOn(cohort, c)
                ? [{ text: 'Who meets the criterion', href: `${COHORT_ROOM.base}/${cohort.id}/suggestions` }]
                : []),
              left
                ? { text: 'Who is in it', href: `${COHORT_ROOM.base}/${cohort.id}` }
                : { text: 'Who left', href: `${COHORT_ROOM.base}/${cohort.id}?left=yes` },
            ]}
          />
        }
      />
    ),
  };
}

async function suggestionsPage(c: Context): Promise<Answer> {
  const cohort = await COHORT_ROOM.find(c, c.params.id ?? '');
  if (!cohort) return notFound('cohort');
  return {
    title: `Who meets the criterion: ${cohort.title}`,
    breadcrumbs: [...COHORT_CRUMBS, { text: cohort.title, href: `/casework/cohorts/${cohort.id}` }],
    wide: true,
    body: (
      <SuggestionsPage
        cohort={cohort}
        suggestions={await suggestionsFor(c.tx, c.actor, c.services.subjects, cohort, c.today)}
      />
    ),
  };
}

const newCohort = z.object({
  title: givenText('Give the cohort a title'),
  kind: z.enum(names(COHORT_KINDS), { error: 'Choose the kind of cohort' }),
  says: z.string().trim().default(''),
  assessment: z.string().trim().default(''),
  ratedBy: givenText('Choose the assessment by which people are rated'),
  ...criterionFields,
});

async function newPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const shown = attempt ?? { values: { criterionMonths: '12' }, errors: {} };
  const templates = (await listTemplates(c.tx, c.actor, { inUse: true })).filter(({ of }) => of === 'person');
  return {
    title: 'Set up a cohort',
    breadcrumbs: COHORT_CRUMBS,
    body: (
      <FormPage
        {...shown}
        {...c.formKeys}
        heading="Set up a cohort"
        lead="Your agency leads it. Title and words name nobody: they are read by all its agencies."
        action="/casework/cohorts/new"
        back="/casework/cohorts"
        submit="Set it up"
      >
        <LineField name="title" label="Title" attempt={shown} />
        <PickField
          name="kind"
          label="Whom does it bring together?"
          choices={choicesOf(COHORT_KINDS)}
          attempt={shown}
        />
        <WordsField name="says" label="What is it for?" rows={2} attempt={shown} />
        <TickField
          name="agencies"
          label="Which other agencies take part?"
          choices={await agencyChoices(c, { without: agencyOf(c.actor) })}
          attempt={shown}
        />
        <LineField
          name="assessment"
          label="Data protection impact assessment"
          hint="Its reference. Joint work rests on one."
          attempt={shown}
        />
        <ChooseField
          name="ratedBy"
          label="By which assessment are people rated?"
          hint={templates.length === 0 ? 'No assessment of persons is published yet.' : undefined}
          choices={templates.map(({ slug, title }) => ({ value: slug, text: title }))}
          attempt={shown}
        />
        <NumberField
          name="criterionCount"
          label="From how many incidents or cases is somebody suggested?"
          attempt={shown}
        />
        <NumberField name="criterionMonths" label="In how many months?" attempt={shown} />
      </FormPage>
    ),
  };
}

async function start(c: Context): Promise<Answer> {
  const fields = readFields(newCohort, c.form);
  if (isRefusal(fields)) return fields;
  const purpose = await purposeInUse(c.tx, c.actor, c.actor.purpose ?? '');
  const made = await startCohort(c.tx, c.actor, {
    ...fields,
    agencyIds: textsIn(c.form, 'agencies'),
    regime: purpose?.regime ?? 'uk-gdpr',
    on: c.today,
  });
  return isRefusal(made) ? made : { redirect: `/casework/cohorts/${made.id}` };
}

/** Cohorts, who is in them, and who meets their criterion. */
export const cohortRoutes: readonly Route[] = [
  inCasework(get('/casework/cohorts', READ, listPage, { reads: () => ({ action: 'cohort.list' }) })),
  inCasework(get('/casework/cohorts/new', WRITE, (c) => newPage(c))),
  inCasework(post('/casework/cohorts/new', WRITE, start, { again: newPage })),
  inCasework(get('/casework/cohorts/:id', READ, cohortPage, { reads: readsCohort('cohort.read') })),
  inCasework(
    get('/casework/cohorts/:id/suggestions', WRITE, suggestionsPage, {
      reads: readsCohort('cohort.suggestions-read'),
    }),
  ),
  ...actRoutes(COHORT_ROOM, cohortActs),
  ...memberRoutes,
];
