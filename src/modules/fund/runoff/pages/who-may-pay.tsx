import { listInWords } from '../../../../kernel/names.ts';
import { formatPence } from '../../../../kernel/pence.ts';
import type { Lawful } from '../lawful.ts';

/** Of each request that a scenario approves: which streams would pay, and which may not, with the rule and what would help. */
export function WhoMayPay({ lawful }: { readonly lawful: readonly Lawful[] }) {
  if (lawful.length === 0) return null;
  return (
    <section aria-labelledby="who-may-pay">
      <h2 class="govuk-heading-m" id="who-may-pay">
        Which streams may pay
      </h2>
      {lawful.map((one) => (
        <div key={one.slug}>
          <h3 class="govuk-heading-s">
            <a class="govuk-link" href={`/fund/requests/${one.slug}`}>
              {one.title}
            </a>
          </h3>
          <p class="govuk-body">{sayShares(one)}</p>
          {one.answers.some(({ may }) => !may) ? (
            <ul class="govuk-list govuk-list--bullet">
              {one.answers
                .filter(({ may }) => !may)
                .map(({ stream, name, because }) => (
                  <li key={stream}>
                    <strong>{name} may not pay.</strong> {because}
                  </li>
                ))}
            </ul>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function sayShares({ shares, answers }: Lawful): string {
  const nameOf = (slug: string): string => answers.find(({ stream }) => stream === slug)?.name ?? slug;
  const inWords = (may: boolean): string =>
    listInWords(
      shares
        .filter((one) => one.may === may)
        .map(({ stream, pence }) => `${formatPence(pence)} of ${nameOf(stream)}`),
    );
  if (shares.length === 0) return 'No stream may lawfully pay for it, so nothing is taken from any.';
  const [pays, barred] = [inWords(true), inWords(false)];
  return [
    pays && `It would be paid with ${pays}.`,
    barred && `${barred} may not be used for it, and is left out of the figures.`,
  ]
    .filter(Boolean)
    .join(' ');
}
