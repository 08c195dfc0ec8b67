import type { Clock } from '@arauto/clock';
import type { ContactFiles, KeptFiles, QuotaLimits } from '@arauto/contact-files';
import type { Notices } from '@arauto/coordination';
import type { AmongOthers } from '@arauto/dispatch';
import type { EventReader } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Group, ViewReader, ViewSnapshots, ViewWriter, ViewWriterOptions } from '@arauto/read-models';
import type { EventLog, EventLogReader } from './event-log';

/** A reader of one group of views, as the process or a thread has it. */
export interface OpenViewReader extends ViewReader, ViewSnapshots {
  /** What it had open was deleted, and is made again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** What a process needs that is not alone, open. */
export interface OpenAmongOthers extends AmongOthers {
  readonly notices: Notices;
  close(): Promise<void>;
}

/** Views and log that were named together are of two installations. */
export class ViewsOfAnotherLog extends Error {
  override readonly name = 'ViewsOfAnotherLog';
  constructor(database: string) {
    super(
      `The views in ${database} (ARAUTO_VIEW_STORE) were made from another log than that of ARAUTO_EVENT_STORE: mend the wrong one of the two, or drop that database if the log was exchanged on purpose. Views are made again from the log.`,
    );
  }
}

/** The database of the views, under another name for its server, is that of the vault or the files. */
export class ViewsAmongOthers extends Error {
  override readonly name = 'ViewsAmongOthers';
  constructor(what: 'vault' | 'files', database: string) {
    super(
      `The database ${database} of ARAUTO_${what.toUpperCase()} is that of the views, by another name of its server: give one of the two another, since views can be deleted, ${what} cannot.`,
    );
  }
}

/** How the stores of some places are opened; everything else is the same for all of them. */
export interface StoreKind {
  /** In how many parts, each with a thread and a place of its own, the views of a group are kept up with the log. */
  readonly lanes: number;
  /** @param onCommit the log has grown; never called by one that tells its readers itself */
  openLog(clock: Clock, onCommit: () => void): Promise<EventLog>;
  openLogReader(clock: Clock): Promise<EventLogReader>;
  /** @param readOnly of one that another process writes, where it can be told so: what writes is refused */
  openVault(clock: Clock, readOnly?: boolean): Promise<Vault>;
  /** @param limits of what lies there unread */
  openFiles(clock: Clock, limits: QuotaLimits): Promise<ContactFiles>;
  /** @param sweeps what is half written there is left over: nobody else writes */
  openExportFiles(clock: Clock, sweeps: boolean): Promise<KeptFiles>;
  /**
   * Notes whose the views are, where they are of none yet.
   * @throws ViewsOfAnotherLog where they are not of this one; ViewsAmongOthers
   */
  claimViews(events: Pick<EventReader, 'readAll'>): Promise<void>;
  openViewWriter(group: Group, options: ViewWriterOptions): ViewWriter | Promise<ViewWriter>;
  /**
   * @param here in the thread that asks, instead of one of its own where it would hold it up
   * @param onDamage told when what is read turns out to be damaged
   */
  openViewReader(group: Group, here: boolean, onDamage?: () => void): Promise<OpenViewReader>;
  /** What processes that share the stores need of each other; undefined where no other process can. */
  openAmongOthers(clock: Clock, onTrouble: (error: unknown) => void): Promise<OpenAmongOthers | undefined>;
  /** Lets go of what is shared by those that were opened; they are closed by then. */
  close(): Promise<void>;
}
