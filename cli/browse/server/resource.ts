import type { Cell } from '../../search/found-row';
import type { Browse } from '../browse-context';
import type { Html } from './html';

/** Something with an address: the same data as a page, as `.json` and as `.csv`. */
export interface Resource<Data> {
  /** Its path without a slash, such as `objects`. */
  name: string;
  /** @throws QueryError, UsageError or ServiceError for a question that cannot be answered */
  load(params: URLSearchParams, browse: Browse): Promise<Data>;
  /** Its heading where it stands alone. */
  title: string;
  /** What it is, as a part of a page. */
  part(data: Data, browse: Browse): Html;
  /** A whole `main` of its own. @default - the part below the heading */
  page?(data: Data, browse: Browse): Html;
  /** Everything that the page shows, in base units. */
  json(data: Data): unknown;
  /** The first record is the head. */
  csv(data: Data): (Cell | undefined)[][];
}

// biome-ignore lint/suspicious/noExplicitAny: what a resource loads is its own matter.
export type AnyResource = Resource<any>;
