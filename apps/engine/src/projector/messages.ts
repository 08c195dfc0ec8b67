import type { Position } from '@arauto/event-store';
import type { Group, Poison } from '@arauto/read-models';

/** What the projector's thread is given when it starts. */
export interface ProjectorData {
  /** The file of the event log. */
  readonly log: string;
  /** The folder of the view files. */
  readonly views: string;
}

export type ToProjector =
  /** The log has grown. */
  | { readonly type: 'grown' }
  | { readonly type: 'rebuild'; readonly group: Group }
  | { readonly type: 'skip'; readonly group: Group; readonly position: Position }
  | { readonly type: 'stop' };

export type FromProjector =
  /** Readers find everything up to `position`. */
  | { readonly type: 'progress'; readonly group: Group; readonly position: Position }
  | { readonly type: 'poison'; readonly group: Group; readonly poison: Poison }
  | { readonly type: 'trouble'; readonly group: Group; readonly error: string }
  | { readonly type: 'filling'; readonly group: Group; readonly filling: boolean }
  | { readonly type: 'ended'; readonly group: Group; readonly reason: string };
