import { listInWords } from '../../kernel/names.ts';
import type { SectionOffer } from '../../platform/module.ts';
import { type Block, heading, list, paragraph } from '../../ui/document/index.ts';
import { assessIndicators } from '../intelligence/index.ts';
import { listAgencies } from '../partners/index.ts';
import {
  type CorporatePriority,
  listContributions,
  listCorporatePriorities,
  listEvidence,
  listNeedPriorities,
  listNeeds,
  listOutcomeIndicators,
} from './links.ts';
import { currentStrategy, listOutcomes, listPriorities, type Outcome } from './queries.ts';

/** Which priorities of the partnership serve a corporate priority, in words, through their outcomes. */
const servedBy = (outcomes: readonly Outcome[]): string =>
  listInWords([...new Set(outcomes.map((outcome) => outcome.priority))]) || 'none yet';

/** Relationship to corporate priorities: how the outcomes contribute to each agency's own priorities. */
const corporatePriorities: SectionOffer = {
  name: 'relationship-to-corporate-priorities',
  title: 'Relationship to corporate priorities',
  gather: async (tx): Promise<readonly Block[]> => {
    const [priorities, contributions, outcomes] = [
      await listCorporatePriorities(tx),
      await listContributions(tx),
      await listOutcomes(tx),
    ];
    if (priorities.length === 0)
      return [paragraph('No partner has recorded corporate priorities that the strategy contributes to.')];
    const contributing = (priority: CorporatePriority): readonly Outcome[] =>
      outcomes.filter(({ id }) =>
        contributions.some((link) => link.id === priority.id && link.outcomeId === id),
      );
    const agencies = (await listAgencies(tx)).filter(({ id }) => priorities.some((p) => p.agencyId === id));
    return agencies.flatMap((agency): Block[] => {
      const own = priorities.filter((priority) => priority.agencyId === agency.id);
      const sentences = own.map(
        (priority) => `${priority.title} through ${servedBy(contributing(priority))}`,
      );
      return [
        paragraph(
          `The Partnership's outcomes contribute to the priorities of ${agency.name}: ${listInWords(sentences)}.`,
        ),
        {
          kind: 'table',
          caption: `Outcomes that contribute to the priorities of ${agency.name}`,
          columns: [
            { header: 'Corporate priority' },
            { header: 'Priority of the Partnership' },
            { header: 'Outcomes', width: 3 },
          ],
          headerColumn: true,
          rows: own.map((priority) => ({
            id: `contributes-to-${priority.slug}`,
            cells: [
              priority.title,
              servedBy(contributing(priority)),
              contributing(priority)
                .map((outcome) => outcome.wording)
                .join('; ') || 'None yet',
            ],
          })),
        },
      ];
    });
  },
};

/** The strategy on a page: vision, priorities and outcomes as they are worded on the business date. */
const onAPage: SectionOffer = {
  name: 'strategy-on-a-page',
  title: 'Strategy on a page',
  gather: async (tx): Promise<readonly Block[]> => {
    const version = await currentStrategy(tx);
    if (!version) return [paragraph('No strategy has been adopted yet.')];
    const outcomes = await listOutcomes(tx, { versionId: version.id });
    const priorities = await listPriorities(tx, { versionId: version.id });
    const vision = version.vision ?? version.visionNote;
    return [
      ...(vision === null ? [] : [paragraph(`Vision: ${vision}`)]),
      ...priorities.flatMap((priority): Block[] => [
        {
          kind: 'paragraph',
          inlines: [{ kind: 'strong', inlines: [{ kind: 'text', text: priority.title }] }],
        },
        list(
          'bulleted',
          outcomes.filter((outcome) => outcome.priorityId === priority.id).map((outcome) => outcome.wording),
        ),
      ]),
    ];
  },
};

/** Per priority of the strategy: its needs, then what changed, where and for whom by each indicator of its outcomes and of what shows its needs. */
const assessment: SectionOffer = {
  name: 'strategic-assessment',
  title: 'Strategic assessment by priority',
  gather: async (tx, _actor, request): Promise<readonly Block[]> => {
    const version = await currentStrategy(tx);
    if (!version) return [paragraph('No strategy has been adopted yet.')];
    const outcomes = await listOutcomes(tx, { versionId: version.id });
    const measuredBy = await listOutcomeIndicators(tx);
    const [needs, answers, evidence] = [
      await listNeeds(tx),
      await listNeedPriorities(tx),
      await listEvidence(tx),
    ];
    const blocks: Block[] = [];
    for (const priority of await listPriorities(tx, { versionId: version.id })) {
      const own = new Set<string>(
        outcomes.filter(({ priorityId }) => priorityId === priority.id).map(({ id }) => id),
      );
      const needed = needs.filter(({ id }) =>
        answers.some(({ needId, priorityId }) => needId === id && priorityId === priority.id),
      );
      const indicators = [
        ...measuredBy.filter(({ outcomeId }) => own.has(outcomeId)).map(({ id }) => id),
        ...evidence
          .filter(({ needId }) => needed.some(({ id }) => id === needId))
          .flatMap(({ indicatorId }) => indicatorId ?? []),
      ];
      const told = await assessIndicators(tx, request, [...new Set(indicators)]);
      blocks.push(
        heading(3, `assessment-${priority.slug}`, priority.title),
        ...(needed.length === 0
          ? []
          : [
              list(
                'bulleted',
                needed.map(({ title, statement }) => `${title}: ${statement}`),
              ),
            ]),
        ...(told.length === 0 ? [paragraph('No indicator of its outcomes is measured yet.')] : told),
      );
    }
    return blocks;
  },
};

export const sections: readonly SectionOffer[] = [corporatePriorities, onAPage, assessment];
