import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { ButtonGroup } from '../../../../ui/govuk/index.ts';
import { AgendaList, type AgendaView, PaperLinks } from './agenda.tsx';
import { pathOfSitting } from './sitting.tsx';

/** What is to be dealt with, on the sitting's own page, and the way to the papers. */
export function AgendaSection(
  view: AgendaView & {
    readonly published: PlainDate | undefined;
    readonly deadline: string | undefined;
  },
) {
  const { sitting, papers, published, deadline } = view;
  const path = pathOfSitting(sitting);
  const others = papers.filter(({ itemId }) => itemId === null);
  return (
    <section aria-labelledby="agenda">
      <h2 class="govuk-heading-m" id="agenda">
        Agenda
      </h2>
      {deadline ? <p class="govuk-body">{deadline}</p> : null}
      <AgendaList {...view} />
      {others.length > 0 ? (
        <>
          <h3 class="govuk-heading-s">Other papers</h3>
          <PaperLinks papers={others} sitting={sitting} />
        </>
      ) : null}
      <ButtonGroup>
        <a class="govuk-link" href={`${path}/pack`}>
          {published ? `Agenda and papers, published on ${longDate(published)}` : 'Agenda and papers'}
        </a>
        {view.mayEdit ? (
          <>
            <a class="govuk-link" href={`${path}/agenda`}>
              Build the agenda
            </a>
            <a class="govuk-link" href={`${path}/papers/new`}>
              Add a paper
            </a>
          </>
        ) : null}
      </ButtonGroup>
    </section>
  );
}
