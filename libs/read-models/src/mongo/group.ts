import type { Collection, Db } from 'mongodb';
import type { Fillings } from '../fillings';
import type { Group } from '../view';

/** Raised when the way views lie in MongoDB changes: they are then filled anew. */
export const LAYOUT = 2;

/**
 * All that is known of a group's fillings, in one document: whoever changes it names the revision it read, so that two never change it
 * at once. It is the pointer: readers look at it with every question.
 */
export interface GroupDocument extends Fillings {
  readonly _id: Group;
  readonly revision: number;
}

/** The name of a view's collection. */
export function collectionName(group: Group, filling: number, view: string): string {
  return `${collectionPrefix(group)}${filling}.${view}`;
}

function collectionPrefix(group: Group): string {
  return `views.${group}.`;
}

/** The number of the filling that a collection belongs to. */
export function fillingOf(group: Group, collection: string): number | undefined {
  const prefix = collectionPrefix(group);
  return collection.startsWith(prefix) ? Number(collection.slice(prefix.length).split('.')[0]) : undefined;
}

export function groupsOf(database: Db): Collection<GroupDocument> {
  return database.collection<GroupDocument>('view-groups');
}
