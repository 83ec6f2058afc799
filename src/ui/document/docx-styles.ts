import { AlignmentType, type INumberingOptions, type IStylesOptions, LevelFormat, ShadingType } from 'docx';
import { leftBar } from './docx-blocks.ts';

const FONT = 'Arial';
const NAVY = '12436D';

const headingLook = (size: number, before: number, italics = false) => ({
  run: { font: FONT, size, bold: true, color: NAVY, italics },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
});

/** Word's own heading styles, so that navigation and contents work, and a few of ours. */
export const docxStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: FONT, size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 140, line: 276 } },
    },
    title: { run: { font: FONT, size: 44, bold: true, color: NAVY }, paragraph: { spacing: { after: 120 } } },
    heading1: headingLook(30, 360),
    heading2: headingLook(25, 280),
    heading3: headingLook(22, 240),
    heading4: headingLook(22, 220, true),
    caption: {
      run: { font: FONT, size: 20, bold: true, color: '0B0C0C' },
      paragraph: { spacing: { before: 160, after: 80 } },
    },
    hyperlink: { run: { color: '1A5A96', underline: { type: 'single' } } },
  },
  paragraphStyles: [
    {
      id: 'NumberedParagraph',
      name: 'Numbered Paragraph',
      basedOn: 'Normal',
      paragraph: { indent: { left: 850, hanging: 850 } },
    },
    {
      id: 'TableWords',
      name: 'Table Words',
      basedOn: 'Normal',
      paragraph: { spacing: { after: 0, line: 240 } },
    },
    { id: 'ListWords', name: 'List Words', basedOn: 'Normal', paragraph: { spacing: { after: 60 } } },
    { id: 'SmallWords', name: 'Small Words', basedOn: 'Normal', run: { size: 18, color: '505A5F' } },
    {
      id: 'Note',
      name: 'Note',
      basedOn: 'Normal',
      paragraph: { indent: { left: 240 }, border: leftBar('B1B4B6') },
    },
    {
      id: 'Warning',
      name: 'Warning',
      basedOn: 'Normal',
      paragraph: { indent: { left: 240 }, border: leftBar('801650') },
    },
    {
      id: 'Quotation',
      name: 'Quotation',
      basedOn: 'Normal',
      paragraph: { indent: { left: 480 }, border: leftBar('28A197') },
    },
    {
      id: 'CaseStudy',
      name: 'Case Study',
      basedOn: 'Normal',
      paragraph: {
        indent: { left: 240 },
        border: leftBar(NAVY),
        shading: { type: ShadingType.CLEAR, fill: 'F3F5F7', color: 'auto' },
      },
    },
  ],
};

const LEVELS = [0, 1, 2, 3] as const;
const indented = (level: number) => ({ paragraph: { indent: { left: 420 * (level + 1), hanging: 300 } } });

export const docxNumbering: INumberingOptions = {
  config: [
    {
      reference: 'bullets',
      levels: LEVELS.map((level) => ({
        level,
        format: LevelFormat.BULLET,
        text: '•',
        alignment: AlignmentType.LEFT,
        style: indented(level),
      })),
    },
    {
      reference: 'numbers',
      levels: LEVELS.map((level) => ({
        level,
        format: LevelFormat.DECIMAL,
        text: `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: indented(level),
      })),
    },
  ],
};
