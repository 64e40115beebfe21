import list from './sure-fields.json';

/** A container in the list: names with spaces between them. */
export interface ListedContainer {
  columns: string;
  /** By kind of track. */
  tracks: Record<string, { every: string; codecs: Record<string, string> }>;
}

/** What may be told of the tracks of one container after a fast reading. */
interface SureContainer {
  /** Columns of the row. */
  columns: ReadonlySet<string>;
  /** Fields by kind of track and codec: `Video AVC`, and `General` for the whole. */
  fields: ReadonlyMap<string, ReadonlySet<string>>;
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/**
 * The containers and codecs that were compared, by MediaInfo's names. A codec has the fields of `every` codec of its
 * kind and its own. A field stands for its display forms (`…_String1`) too; one with `!` before it is left out.
 */
const CONTAINERS: ReadonlyMap<string, SureContainer> = new Map(
  Object.entries<ListedContainer>(list.containers).map(([container, { columns, tracks }]) => [
    container,
    {
      columns: new Set(words(columns)),
      fields: new Map(
        Object.entries(tracks).flatMap(([kind, { every, codecs }]) =>
          Object.entries(codecs).map(
            ([codec, own]) => [`${kind} ${codec}`.trim(), new Set(words(`${every} ${own}`))] as const,
          ),
        ),
      ),
    },
  ]),
);

/** Undefined for a container of which nothing was shown. */
export const sureContainer = (format: string): SureContainer | undefined => CONTAINERS.get(format);

/** Codecs say nothing of a menu or of what MediaInfo calls other, and a menu's format lists all codecs of the file. */
const keyOf = (kind: string, format: string): string =>
  kind === 'General' || kind === 'Menu' ? kind : `${kind} ${format}`;

/** The fields of a track that are sure; undefined when its codec was not compared in that container. */
export const sureFields = (
  container: SureContainer,
  kind: string,
  format: string,
): ReadonlySet<string> | undefined => container.fields.get(keyOf(kind, format));
