import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Template } from './template.ts';

type Given = Partial<Template['sections'][number]> & { readonly key: string; readonly title: string };

const section = (given: Given): Template['sections'][number] => ({
  kind: 'prose',
  level: 1,
  required: false,
  help: '',
  feeds: [],
  figures: [],
  gatheredFirst: false,
  newPage: false,
  ...given,
});

const IMPLICATIONS = {
  'community-engagement': 'Contribution to Promoting Community Engagement',
  financial: 'Financial',
  legal: 'Legal',
  'human-resources': 'Human Resources',
  'section-17': 'Section 17 (Crime Prevention)',
  'human-rights': 'Human Rights Act',
  'data-protection': 'Data Protection',
  'risk-management': 'Risk Management',
  'equality-and-diversity': 'Equality & Diversity',
  'best-value': 'Best Value',
} as const;

/**
 * The quarterly report of a partnership to a council's Cabinet, as districts write it: for a partnership that has no
 * template yet. Sections, implications and cadence are changed afterwards like those of any template.
 */
export const standardTemplate = (startsOn: PlainDate): Template => ({
  slug: 'cabinet',
  title: 'Partnership Update',
  organisation: '',
  author: '',
  cadence: { every: 'quarter', daysAfter: 35, startsOn },
  front: [
    { key: 'report-of', label: 'Report of', value: '' },
    { key: 'contact-officer', label: 'Contact officer', value: '' },
    { key: 'portfolio', label: 'Portfolio leader', value: '' },
    { key: 'key-decision', label: 'Key decision', value: 'No' },
    { key: 'report-track', label: 'Report track', value: 'Cabinet' },
  ],
  sections: [
    section({
      key: 'purpose',
      title: 'Purpose of Report',
      required: true,
      help: 'Why Cabinet gets this report, in a sentence or two.',
    }),
    section({
      key: 'recommendations',
      title: 'Recommendations',
      kind: 'recommendations',
      required: true,
      help: 'It is recommended that Cabinet:',
    }),
    section({
      key: 'key-issues',
      title: 'Key Issues and Reasons for Recommendation',
      kind: 'key-issues',
      required: true,
      help: 'What is at stake, and why Cabinet is asked what it is asked.',
    }),
    section({
      key: 'corporate-priorities',
      title: 'Relationship to Corporate Priorities',
      required: true,
      feeds: ['relationship-to-corporate-priorities'],
      help: 'How the partnership’s work contributes to the council’s own priorities.',
    }),
    section({
      key: 'detail',
      title: 'Report Detail',
      required: true,
      help: 'Which boards met in the period, and what was done for each priority. Add a section for each.',
    }),
    section({
      key: 'initiatives',
      title: 'Initiatives',
      level: 2,
      feeds: ['initiatives'],
      help: 'What was piloted, and what came of it.',
    }),
    section({
      key: 'project-updates',
      title: 'What lead officers reported',
      level: 2,
      feeds: ['project-updates'],
      help: 'Gathered from the progress updates of the period.',
    }),
    section({
      key: 'case-studies',
      title: 'Case studies',
      level: 2,
      feeds: ['case-studies', 'casework-case-studies'],
      help: 'Case studies stand here when they are signed off.',
    }),
    section({
      key: 'decisions',
      title: 'Decisions of the boards',
      level: 2,
      feeds: ['decisions'],
      help: 'Gathered from the decisions register: what each board decided in the period.',
    }),
    section({
      key: 'fund',
      title: 'The fund',
      level: 2,
      feeds: ['fund', 'funding'],
      help: 'Gathered from the ledger: what each stream holds, and what was decided of requests.',
    }),
    section({
      key: 'changes',
      title: 'What has changed since the last report',
      level: 2,
      kind: 'changes',
      help: 'Figures and plan lines that differ from the last edition are listed by themselves.',
    }),
    section({ key: 'conclusions', title: 'Conclusions', help: 'What follows from all this for Cabinet.' }),
    section({ key: 'implications', title: 'Implications', kind: 'implications', required: true }),
    section({
      key: 'previous-consideration',
      title: 'Previous Consideration',
      feeds: ['previous-decisions'],
      help: 'When Cabinet or a board has considered this before.',
    }),
    section({
      key: 'background-papers',
      title: 'Background Papers',
      help: 'Papers that the report stands on.',
    }),
    section({
      key: 'delivery-plans',
      title: 'Appendix 1: Delivery Plans',
      newPage: true,
      feeds: ['plan'],
      help: 'The current plans as their tables stand at the date of the report.',
    }),
    section({
      key: 'indicators',
      title: 'Appendix 2: Indicators',
      newPage: true,
      feeds: ['indicator-summary'],
      help: 'Every indicator with its latest figure, its change and its target.',
    }),
  ],
  implications: Object.entries(IMPLICATIONS).map(([key, title]) => ({
    key,
    title,
    required: true,
    contradictedBy: key === 'financial' ? ['fund.requests.*', 'plan.*.requested', 'project.*.requested'] : [],
    money: key === 'financial',
  })),
});
