import { plural } from '../../../kernel/names.ts';
import { Details, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { DocsView, FieldView, OperationView } from '../docs-view.ts';

/** What programs can ask and do, for the people who write them. */
export function DocsPage({ operations, groups, problems }: DocsView) {
  return (
    <div class="app-docs">
      <PageHeading
        caption="For programs"
        heading="Programming interface"
        lead={`${operations} operations over the same facts and rules as the pages. What a page refuses, a program is refused by the same name.`}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/api/v1/openapi.json">
          OpenAPI 3.1 document
        </a>{' '}
        for code generators and testing tools.
      </p>
      <Rules />
      <h2 class="govuk-heading-l">Operations</h2>
      {groups.map(({ tag, operations: members }) => (
        <section key={tag} aria-labelledby={`tag-${tag}`}>
          <h3 class="govuk-heading-m" id={`tag-${tag}`}>
            {tag}
          </h3>
          {members.map((operation) => (
            <Operation key={operation.id} {...operation} />
          ))}
        </section>
      ))}
      <h2 class="govuk-heading-l">Problems</h2>
      <p class="govuk-body">
        Every refusal is application/problem+json (RFC 9457). Decide by its <code>name</code>; show its{' '}
        <code>detail</code>.
      </p>
      <SummaryList
        rows={problems.map(({ name, status, uses }) => ({
          key: <code id={`problem-${name}`}>{name}</code>,
          value: `Status ${status}, of ${plural(uses, 'operation')}`,
        }))}
      />
    </div>
  );
}

function Rules() {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>
        Send <code>authorization: Bearer YOUR_TOKEN</code>. Make a token on your account page; it can do what
        its scopes and your own rights have in common. A signed-in browser may read without one.
      </li>
      <li>
        Lists take <code>limit</code> (at most 200) and <code>after</code>; <code>next</code> in the answer,
        and the Link header, give the address of the next page.
      </li>
      <li>
        A POST with an <code>Idempotency-Key</code> can be sent again without being done again: it is answered
        as it was the first time.
      </li>
      <li>
        Answers carry an <code>ETag</code>. Send it as <code>If-None-Match</code> to hear only of news, and as{' '}
        <code>If-Match</code> with a change, so that nobody is overwritten unknowingly.
      </li>
      <li>
        Fields that are not described are refused. Dates are <code>YYYY-MM-DD</code>. The headers{' '}
        <code>ratelimit-limit</code>, <code>ratelimit-remaining</code> and <code>ratelimit-reset</code> say
        how many requests are left.
      </li>
    </ul>
  );
}

function Operation(operation: OperationView) {
  const { id, method, path, summary, says, scope, takes, gives, status, problems, curl } = operation;
  return (
    <Details
      id={id}
      summary={
        <>
          <code>
            {method} {path}
          </code>{' '}
          {summary}
        </>
      }
    >
      {says ? <p class="govuk-body">{says}</p> : null}
      <p class="govuk-body">
        {scope === 'anyone' ? 'Open to anyone.' : 'Needs the scope '}
        {scope === 'anyone' ? null : <code>{scope}</code>}
      </p>
      <Fields heading="Takes" fields={takes} />
      <Fields heading={`Gives (${status})`} fields={gives} />
      <p class="govuk-body">
        Refused:{' '}
        {problems.map(({ status: code, names }, at) => (
          <span key={code}>
            {at === 0 ? '' : '; '}
            {code} {names.join(', ')}
          </span>
        ))}
      </p>
      <pre class="app-code">
        <code>{curl}</code>
      </pre>
    </Details>
  );
}

/** Names beside what they are, one under the other on a phone. */
function Fields({ heading, fields }: { readonly heading: string; readonly fields: readonly FieldView[] }) {
  if (fields.length === 0) return null;
  return (
    <>
      <h4 class="govuk-heading-s">{heading}</h4>
      <SummaryList
        rows={fields.map(({ name, place, type, required, says }) => ({
          key: <code>{name}</code>,
          value: (
            <>
              {type}
              {place === 'answer' ? null : `, in the ${place}`}
              {required || place === 'answer' ? null : ', optional'}
              {says ? `. ${says}` : null}
            </>
          ),
        }))}
      />
    </>
  );
}
