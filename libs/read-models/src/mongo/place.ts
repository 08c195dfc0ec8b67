import { type Position, START } from '@arauto/event-store';
import type { Collection, Db, ServerSessionId } from 'mongodb';
import type { Group } from '../view';

/** Where a lane of a filling stands, and who may move it. */
export interface PlaceDocument {
  readonly _id: string;
  readonly group: Group;
  readonly filling: number;
  readonly position: Position;
  /** Raised by whoever takes the lane over: who had it before can move it no more. */
  readonly epoch: number;
  /** The session of its owner, in whose transactions it is moved; null when it was let go. */
  readonly owner: ServerSessionId | null;
  /** Its writer was at the end of the log once. */
  readonly caughtUp: boolean;
  /** Readers of these views were turned to a newer filling. */
  readonly superseded: boolean;
  /** Raised when readers are turned away from the filling or past it, so that this and a commit exclude each other. */
  readonly turns: number;
}

/** Signs of life of a lane's owner, apart from the place, which is locked by its transactions. */
export interface BeatDocument {
  readonly _id: string;
  readonly beats: number;
  /** By the server's clock. */
  readonly at: Date;
}

export function placesOf(database: Db): Collection<PlaceDocument> {
  return database.collection<PlaceDocument>('view-places');
}

export function beatsOf(database: Db): Collection<BeatDocument> {
  return database.collection<BeatDocument>('view-beats');
}

export function placeId(group: Group, filling: number, lane: number): string {
  return `${group}.${filling}.${lane}`;
}

export function newPlace(group: Group, filling: number, lane: number): PlaceDocument {
  return {
    _id: placeId(group, filling, lane),
    ...{ group, filling, position: START, epoch: 0, owner: null },
    ...{ caughtUp: false, superseded: false, turns: 0 },
  };
}
