/** What can be asked for from anywhere; it is loaded when it is asked for. */
export type Asked = 'palette' | 'help';

const EVENT = 'arauto-asked';

export function ask(asked: Asked): void {
  dispatchEvent(new CustomEvent(EVENT, { detail: asked }));
}

export function onAsked(listener: (asked: Asked) => void): () => void {
  const onEvent = (event: Event) => listener((event as CustomEvent<Asked>).detail);
  addEventListener(EVENT, onEvent);
  return () => removeEventListener(EVENT, onEvent);
}
