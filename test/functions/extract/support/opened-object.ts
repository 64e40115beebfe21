import type { ReadCost } from '../../../../functions/extract/object-reader/read-meter';
import type { OpenedObject } from '../../../../functions/extract/open-object';

export const COST: ReadCost = { requests: 2, roundTrips: 1, bytes: 4_096, milliseconds: 31.4 };

/** An opened object for which MediaInfo gives this report. */
export function openedWith(xml: string, size: number): OpenedObject {
  return {
    version: { etag: 'ABC', size, lastModified: '2026-11-22T10:00:00Z' },
    cost: () => COST,
    close: async () => undefined,
    report: async () => ({
      xml,
      cost: COST,
      version: '26.10',
      arguments: ['--Full', '--Output=XML'],
    }),
  };
}

/** A report with the given tracks: kind and fields of each. Fields of `extra` are an object. */
export function report(...tracks: [string, Record<string, string | Record<string, string>>][]): string {
  const fields = (all: Record<string, string | Record<string, string>>): string =>
    Object.entries(all)
      .map(([name, value]) => `<${name}>${typeof value === 'string' ? value : fields(value)}</${name}>`)
      .join('');
  const body = tracks.map(([type, all]) => `<track type="${type}">${fields(all)}</track>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><MediaInfo version="2.0"><media ref="oss://media/k">${body}</media></MediaInfo>`;
}
