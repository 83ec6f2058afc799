import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Radios, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { personCode } from '../people/index.ts';
import { asMachine, inCasework } from '../purpose/index.ts';
import { GOVERNANCE_CRUMBS } from '../sharing/parts.tsx';
import { personInQuery, readsOf } from '../sharing/reading.ts';
import { subjectAccessApi } from './api.ts';
import { subjectJson, subjectPdf } from './document.ts';
import { answerSubject, personOfCode } from './gather.ts';

const GOVERN = { permission: 'casework.govern' } as const;
const PATH = '/casework/governance/subject-access';

async function page(c: Context, attempt?: Attempt): Promise<Answer> {
  const given = c.query.person ?? '';
  const shown = attempt ?? {
    values: { person: isUuid(given) ? personCode(given) : '', format: 'pdf' },
    errors: {},
  };
  return {
    title: 'Everything that is held about one person',
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <>
        <ErrorSummaryFor errors={shown.errors} />
        <PageHeading
          heading="Everything that is held about one person"
          lead="For answering somebody who asks to see their data. Other people are taken out. It is written into the audit trail and the ledger. Read it before you give it away."
        />
        <Form action={PATH} csrf={c.formKeys.csrf}>
          <TextInput
            name="person"
            label="Code of the person"
            hint="It stands on the page of the person, such as P-3F7K2QX"
            width={10}
            value={typed(shown, 'person')}
            error={shown.errors.person}
          />
          <Radios
            name="format"
            legend="As"
            legendSize="s"
            inline
            items={[
              { value: 'pdf', text: 'PDF' },
              { value: 'json', text: 'JSON' },
            ]}
            value={typed(shown, 'format')}
          />
          <Button>Gather it</Button>
        </Form>
      </>
    ),
  };
}

async function give(c: Context): Promise<Answer> {
  const code = textIn(c.form, 'person');
  const clusterId = await asMachine(c.tx, c.actor, (machine) => personOfCode(c.tx, machine, code));
  if (clusterId === undefined)
    return refused('person-unknown', 'Nobody has this code. Copy it from the page of the person.', {
      field: 'person',
    });
  const answer = await answerSubject(c.tx, c.actor, c.services.subjects, clusterId);
  if (isRefusal(answer)) return answer;
  if (textIn(c.form, 'format') === 'json')
    return {
      download: subjectJson(answer),
      mediaType: 'application/json',
      fileName: `${answer.person}.json`,
    };
  const pdf = await subjectPdf(answer, c.partnership.name);
  return isRefusal(pdf)
    ? pdf
    : { download: pdf, mediaType: 'application/pdf', fileName: `${answer.person}.pdf` };
}

/** The answer to somebody who asks what is held about them. */
export const subjectAccessRoutes: readonly Route[] = [
  inCasework(
    get(PATH, GOVERN, (c) => page(c), { reads: readsOf('subject-access.begun', 'person', personInQuery) }),
  ),
  inCasework(post(PATH, GOVERN, give, { again: page })),
  ...subjectAccessApi,
];
