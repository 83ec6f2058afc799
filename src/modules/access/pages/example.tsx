import { Button, Form } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ExamplePost } from '../example-sign-in.ts';
import { ROLES, type Role } from '../roles.ts';

export interface ExampleView {
  readonly area: string;
  readonly groups: readonly (readonly [Role, readonly ExamplePost[]])[];
  readonly csrf: string;
  readonly next: string;
}

/** Every post of the example, grouped by what its role does: one click signs in. */
export function ExamplePage({ area, groups, csrf, next }: ExampleView) {
  return (
    <>
      <PageHeading
        heading="Choose who to be"
        lead={`This is the example partnership of ${area}. Sign in as any of its posts to see what that post sees. The people are invented.`}
      />
      {groups.length === 0 ? (
        <p class="govuk-body">
          The posts of the example will be here once it is loaded: run <code>concord load example</code>.
        </p>
      ) : (
        <Form action="/sign-in/example" csrf={csrf}>
          <input type="hidden" name="next" value={next} />
          {groups.map(([role, posts]) => (
            <section key={role} class="app-example-role" aria-labelledby={`role-${role}`}>
              <div>
                <h2 class="govuk-heading-m" id={`role-${role}`}>
                  {ROLES[role].title}
                </h2>
                <p class="govuk-body">{ROLES[role].says}</p>
              </div>
              <ul class="govuk-list app-example-role__posts">
                {posts.map((post) => (
                  <li key={post.accountId}>
                    <Button kind="secondary" name="account" value={post.accountId}>
                      Sign in as {post.post}
                      <span class="govuk-visually-hidden">, {post.agency}</span>
                    </Button>{' '}
                    <span class="govuk-hint">{agencyAndOtherRoles(post, role)}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </Form>
      )}
    </>
  );
}

const agencyAndOtherRoles = (post: ExamplePost, shownUnder: Role): string => {
  const others = post.roles
    .filter((role) => role !== shownUnder)
    .map((role) => ROLES[role].title.toLowerCase());
  return others.length === 0 ? post.agency : `${post.agency}; also ${others.join(', ')}`;
};
