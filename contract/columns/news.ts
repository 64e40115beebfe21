import type { Column } from './column';

/** What became of the news of the row. Only rows that were written with the setting `newsBus` have them. */
export const NEWS_COLUMNS = [
  {
    name: 'NewsType',
    type: 'string',
    source: 'function',
    description: 'What the event about this row says: described, changed, failed, policyfailed or removed.',
    example: 'described',
    search: 'none',
  },
  {
    name: 'Announced',
    type: 'string',
    source: 'function',
    description: 'RevisionId of the row whose event went out; of another or absent: it still has to.',
    example: '0b8ef0a4-6d1e-4b8e-9f52-5f4f5a3f7c11',
    search: 'none',
  },
] as const satisfies readonly Column[];
