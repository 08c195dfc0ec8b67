/** What the story of a contact is told from. */
export interface StoryEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened before anything was tried (attempt 0), or with one attempt, in order. */
export interface Chapter<Event> {
  readonly attempt: number;
  readonly events: readonly Event[];
}

/**
 * A history, attempt by attempt. What names no attempt belongs to what went before it: somebody removes a contact after the second one. News of an
 * earlier attempt that come late stand with that attempt.
 */
export function chaptersOf<Event extends StoryEvent>(events: readonly Event[]): readonly Chapter<Event>[] {
  const chapters = new Map<number, Event[]>();
  let latest = 0;
  for (const event of events) {
    const named = event.data['attempt'];
    const attempt = typeof named === 'number' && named > 0 ? named : latest;
    latest = Math.max(latest, attempt);
    chapters.set(attempt, [...(chapters.get(attempt) ?? []), event]);
  }
  return [...chapters].sort(([a], [b]) => a - b).map(([attempt, of]) => ({ attempt, events: of }));
}

/** Conversations that the attempts were made in, each once, the first first. */
export function conversationsOf(events: readonly StoryEvent[]): readonly string[] {
  const ids = events.flatMap(({ data }) => {
    const conversation = data['conversation'];
    const id =
      typeof conversation === 'object' && conversation !== null && 'id' in conversation ? conversation.id : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  return [...new Set(ids)];
}
