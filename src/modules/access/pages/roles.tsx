import { PageHeading } from '../../../ui/layout/index.ts';
import { ROLES, type Role } from '../roles.ts';

export interface RolesView {
  readonly roles: readonly Role[];
  /** A permission in words. */
  readonly says: (permission: string) => string;
}

/** What each role may do, in the words of the permissions themselves. */
export function RolesPage({ roles, says }: RolesView) {
  return (
    <>
      <PageHeading
        heading="Roles"
        lead="A role is held for one agency or the whole partnership, from a day until a day. Everybody can read."
      />
      {roles.map((role) => (
        <section key={role} aria-labelledby={`role-${role}`}>
          <h2 class="govuk-heading-m" id={`role-${role}`}>
            {ROLES[role].title}
          </h2>
          <p class="govuk-body">{ROLES[role].says}</p>
          <ul class="govuk-list govuk-list--bullet">
            {ROLES[role].may.map((permission) => (
              <li key={permission}>{says(permission)}</li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
