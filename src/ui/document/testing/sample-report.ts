import { plainDate } from '../../../kernel/plain-date.ts';
import { heading, list, paragraph, strong, text } from '../build.ts';
import { blocksFromMarkdown } from '../markdown.ts';
import type { Document, Figure, FigureChart, Table } from '../tree.ts';

/** A quarterly report to a Cabinet as the tests render it: invented figures, posts and no names. */

const AS_AT = plainDate('2026-12-31');

export const feelSafe: Figure = {
  kind: 'figure',
  name: 'feel-safe-after-dark',
  text: '74.2%',
  value: 74.2,
  unit: '%',
  sentence: 'Adults who feel safe outside after dark',
  source: 'Feeling the Difference survey, wave 14',
  query: 'indicator SC-03, quarter 3 2026/27',
  rows: 1012,
  asAt: AS_AT,
};

export const fundSpent: Figure = {
  kind: 'figure',
  name: 'fund-spent',
  text: '£412,350',
  value: 41_235_000,
  unit: '£',
  sentence: 'Spent from the Partnership Fund in the year to date',
  source: 'Partnership Fund ledger',
  query: 'ledger entries, kind spent, April to December 2026',
  rows: 86,
  asAt: AS_AT,
};

const FIGURES = new Map([feelSafe, fundSpent].map((figure) => [figure.name, figure]));

const POINTS = [68.1, 69.4, 70.2, 69.9, 71.6, 72.8, 73.5, 74.2];
const x = (index: number) => 60 + index * 72;
const y = (value: number) => 210 - (value - 66) * 18;

const chartSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 260" width="640" height="260" font-family="Arial, sans-serif" font-size="13">
${[66, 70, 74].map((tick) => `<line x1="60" x2="600" y1="${y(tick)}" y2="${y(tick)}" stroke="#b1b4b6"/><text x="50" y="${y(tick) + 4}" text-anchor="end" fill="#505a5f">${tick}%</text>`).join('')}
<polyline fill="none" stroke="#12436D" stroke-width="3" points="${POINTS.map((value, index) => `${x(index)},${y(value).toFixed(1)}`).join(' ')}"/>
${POINTS.map((value, index) => `<circle cx="${x(index)}" cy="${y(value).toFixed(1)}" r="4" fill="#12436D"/><text x="${x(index)}" y="236" text-anchor="middle" fill="#505a5f">Q${(index % 4) + 1}</text>`).join('')}
<text x="${x(7) - 4}" y="${y(74.2) - 12}" text-anchor="end" fill="#12436D" font-weight="bold">74.2%</text>
<text x="60" y="254" fill="#505a5f">2025/26</text><text x="${x(4)}" y="254" fill="#505a5f">2026/27</text></svg>`;

export const safetyChart: FigureChart = {
  kind: 'figureChart',
  headline: 'More adults feel safe after dark than at any time in two years',
  subtitle: 'Share of adults who feel very or fairly safe outside after dark, district, by quarter',
  svg: chartSvg,
  alt: 'Line chart: the share rises from 68.1% in the first quarter of 2025/26 to 74.2% in the last.',
  source: 'Feeling the Difference survey, waves 7 to 14',
  table: {
    kind: 'table',
    caption: 'Adults who feel safe outside after dark, by quarter',
    headerColumn: true,
    columns: [{ header: 'Quarter' }, { header: 'Share of adults', align: 'right' }],
    rows: POINTS.map((value, index) => ({
      cells: [`Quarter ${(index % 4) + 1} ${index < 4 ? '2025/26' : '2026/27'}`, `${value.toFixed(1)}%`],
    })),
  },
};

const PLAN_ROWS = [
  ['SC1.1', 'Targeted patrols in the town centre at weekends', 'Police', 'Town Centre Inspector'],
  [
    'SC1.2',
    'Street pastors: recruit and train twelve volunteers',
    'Voluntary sector',
    'Volunteering Manager',
  ],
  ['SC2.1', 'Home fire safety visits to households at risk', 'Fire and Rescue', 'Community Safety Manager'],
  ['HL1.1', 'Alcohol liaison nurse in the emergency department', 'NHS', 'Public Health Lead'],
  ['HL1.2', 'Healthy weight programme in six primary schools', 'NHS', 'School Health Lead'],
  ['EC1.1', 'Apprenticeship brokerage with local employers', 'College', 'Employer Engagement Lead'],
] as const;

export const deliveryPlan: Table = {
  kind: 'table',
  caption: 'Delivery plan 2026/27: where each project stands at the end of quarter 3',
  headerColumn: true,
  landscape: true,
  columns: [
    { header: 'Ref', width: 0.8 },
    { header: 'Project', width: 3 },
    { header: 'Lead agency', width: 1.5 },
    { header: 'Lead officer', width: 1.8 },
    { header: 'Baseline', width: 1.2, align: 'right' },
    { header: 'Target', width: 1.1, align: 'right' },
    { header: 'Quarter 3', width: 1.1, align: 'right' },
    { header: 'Status', width: 1.4 },
    { header: 'Spent', width: 1.2, align: 'right' },
    { header: 'Next milestone', width: 2.6 },
  ],
  rows: [
    ...[...PLAN_ROWS, ...PLAN_ROWS, ...PLAN_ROWS].map(([reference, project, agency, officer], index) => ({
      cells: [
        `${reference}${index < 6 ? '' : index < 12 ? 'a' : 'b'}`,
        project,
        agency,
        officer,
        index % 4 === 3 ? 'Awaited' : `${60 + index}%`,
        `${70 + index}%`,
        index % 5 === 4
          ? { blocks: [paragraph('Too few data'), list('bulleted', ['wave 14 only'])] }
          : `${64 + index}%`,
        ['Improving', 'No real change', 'Improving', 'Cannot tell'][index % 4] ?? '',
        `£${12 + index},500`,
        'Review by the Joint Operations Group in February 2027',
      ],
    })),
    { total: true, cells: ['', 'Total', '', '', '', '', '', '', [fundSpent], ''] },
  ],
};

const PROSE = `More people say they feel **safe after dark**: {{figure:feel-safe-after-dark}} of adults, the highest
share in two years. The full method is in the [survey's own report](https://example.org/survey).

The Board has spent {{figure:fund-spent}} this year. It went on:

- patrols and street pastors, *with match funding*
- the alcohol liaison nurse
`;

export const sampleReport: Document = {
  title: 'Community safety and wellbeing: quarter 3 progress report',
  subtitle: 'Report to Cabinet on the Partnership Delivery Plan 2026/27',
  language: 'en-GB',
  meta: {
    author: 'Partnership Manager',
    date: plainDate('2027-01-28'),
    reference: 'CAB/27/014',
    organisation: 'Example District Partnership',
    origin: 'https://partnership.example',
    keywords: ['delivery plan', 'quarterly report'],
  },
  front: [
    { label: 'Report of', value: 'Chair of the Strategic Board' },
    { label: 'Contact officer', value: 'Partnership Manager' },
    { label: 'Portfolio', value: 'Crime and Partnerships' },
    { label: 'Key decision', value: 'No' },
    { label: 'Report track', value: 'Cabinet: 28 January 2027; Scrutiny Committee: 11 February 2027' },
  ],
  blocks: [
    heading(1, 'purpose', 'Purpose of report', '1'),
    paragraph(
      'To tell Cabinet what the partnership did in quarter 3 and what it asks of the council.',
      '1.1',
    ),
    heading(1, 'recommendations', 'Recommendations', '2'),
    paragraph([text('That Cabinet '), strong('notes'), text(' the progress in section 5.')], '2.1'),
    paragraph('That Cabinet endorses the extension of the street pastors scheme to March 2028.', '2.2'),
    heading(1, 'findings', 'Key issues and findings', '5'),
    heading(3, 'safety', 'Feeling safe', '5.1'),
    paragraph(
      [text('In quarter 3, '), feelSafe, text(' of adults said they feel safe outside after dark.')],
      '5.1.1',
    ),
    ...blocksFromMarkdown(PROSE, (name) => FIGURES.get(name)).blocks,
    safetyChart,
    heading(2, 'risks', 'Risks and gaps', '5.2'),
    {
      kind: 'warning',
      inlines: [text('Four baselines are still awaited; their projects cannot be judged.')],
    },
    {
      kind: 'note',
      title: 'How to read the status',
      blocks: [paragraph('A change smaller than the survey can measure is shown as no real change.')],
    },
    {
      kind: 'caseStudy',
      title: 'A quieter Friday night',
      blocks: [
        paragraph(
          'Street pastors walked a young man home after he was turned away from a club. His family wrote to say thanks.',
        ),
      ],
      attribution: 'Checked for re-identification and signed off by the Information Governance Lead',
    },
    {
      kind: 'quote',
      blocks: [paragraph('I would not have come into town on my own last year.')],
      attribution: 'A resident',
    },
    heading(2, 'plan', 'The delivery plan', '5.3'),
    deliveryPlan,
    heading(1, 'implications', 'Implications', '6'),
    {
      kind: 'summary',
      rows: [
        {
          label: 'Financial',
          value: [text('Spending to date is '), fundSpent, text(', within the approved budget.')],
        },
        { label: 'Legal', value: 'None beyond the duty in section 17 of the Crime and Disorder Act 1998.' },
        { label: 'Section 17', value: 'The report as a whole answers the duty.' },
      ],
    },
  ],
};
