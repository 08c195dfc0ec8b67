import { useSyncExternalStore } from 'react';
import { type ChosenColumns, foundColumns } from './draft';
import type { Tried } from './queries';

/** A file that was chosen and looked into, and is not uploaded yet: a page cannot keep it beyond its tab, so it is asked for again there. */
export interface ChosenFile {
  readonly file: File;
  readonly columns: ChosenColumns;
  readonly tried: Tried;
  /** Whether somebody chose columns: else the reader finds them by itself. */
  readonly isByHand: boolean;
}

const chosen = new Map<string, ChosenFile>();
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Null where it is uploaded, or another is to be chosen. */
export function choose(campaignId: string, file: ChosenFile | null): void {
  if (file) chosen.set(campaignId, file);
  else chosen.delete(campaignId);
  for (const listener of listeners) listener();
}

export function chosenFrom(file: File, tried: Tried, byHand: ChosenColumns | null): ChosenFile {
  return { file, tried, columns: byHand ?? foundColumns(tried), isByHand: byHand !== null };
}

export function useChosenFile(campaignId: string): ChosenFile | undefined {
  return useSyncExternalStore(listen, () => chosen.get(campaignId));
}
