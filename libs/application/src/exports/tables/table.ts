import type { ExportOrder } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Total } from '@arauto/read-models';
import type { Report } from '@arauto/reporting';
import type { Identities } from '../../identities/identities';
import type { Views } from '../../views';
import type { GivenFilters } from '../export-filters';

/** Documents looked at before a file is promised that has at most so many rows. */
export const MOST_LOOKED_AT = 200_000;

/** What the rows of exports are read from: the views as they are, or as of one moment. */
export interface ExportSources {
  readonly views: Views;
  readonly vault: Vault;
  readonly identities: Identities;
  readonly events: Pick<EventReader, 'readStream'>;
  /** Beside the door of the log. */
  readonly stored: Pick<EventReader, 'readAll'>;
}

/** Does something with a report and its rows, whatever the rows are. */
type Pour = <Result>(into: <Row>(report: Report<Row>, rows: AsyncIterable<readonly Row[]>) => Result) => Result;

/** The rows of an export, found but not read yet. */
export interface ExportTable {
  /** Whose moment it is of: that of a group of views, or of the log. */
  readonly of: 'operational' | 'reporting' | 'log';
  /** What a file of it is called after: the report, and its kind where it has some. */
  readonly name: string;
  /** Campaign that all of it is of. */
  readonly campaignId: string | null;
  /** How many rows there are, or, with a cap, as far as a look at so many documents tells. Null: nobody knows before they are read. */
  count(cap?: number): Promise<Total | null>;
  readonly pour: Pour;
}

/** What an order is about, with its filters whole. */
export interface OpenOrder extends Pick<ExportOrder, 'report' | 'columns' | 'format' | 'language' | 'timeZone'> {
  readonly filters: GivenFilters;
}
