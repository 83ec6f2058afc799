import { listInWords } from '../../../../kernel/names.ts';
import { formatPence } from '../../../../kernel/pence.ts';
import type { Lawful } from '../lawful.ts';

/** Of a request that a scenario approves: which streams would pay, and which may not, with the rule and what would help. */
export function WhoMayPay({ lawful }: { readonly lawful: Lawful | undefined }) {
  if (!lawful) return null;
  const barred = lawful.answers.filter(({ may }) => !may);
  return (
    <>
      <p class="govuk-body-s" data-what-if-tells>
        {sayShares(lawful)}
      </p>
      {barred.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet govuk-body-s">
          {barred.map(({ stream, name, because }) => (
            <li key={stream}>
              <strong>{name} may not pay.</strong> {because}
            </li>
          ))}
        </ul>
      ) : null}
    </>
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
