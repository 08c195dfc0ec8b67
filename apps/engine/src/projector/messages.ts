import type { Position } from '@arauto/event-store';
import type { Group, Poison } from '@arauto/read-models';

/** What a projector's thread is given when it starts. */
export interface ProjectorData {
  /** The file of the event log. */
  readonly log: string;
  /** The folder of the view files. */
  readonly views: string;
  /** Whose views it keeps. */
  readonly group: Group;
}

export type ToProjector =
  /** The log has grown. */
  | { readonly type: 'grown' }
  | { readonly type: 'rebuild' }
  | { readonly type: 'skip'; readonly position: Position }
  /** A reader found the file damaged. */
  | { readonly type: 'remake' }
  | { readonly type: 'stop' };

export type FromProjector =
  /** Readers find everything up to `position`. */
  | { readonly type: 'progress'; readonly position: Position }
  | { readonly type: 'poison'; readonly poison: Poison }
  | { readonly type: 'trouble'; readonly error: string }
  | { readonly type: 'filling'; readonly filling: boolean }
  /** The file was deleted and is made again from nothing. */
  | { readonly type: 'remade' }
  | { readonly type: 'ended'; readonly reason: string };
