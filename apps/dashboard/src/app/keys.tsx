import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ask, type Asked, onAsked } from './asked';
import { usePlaces } from './places';

const Palette = lazy(() => import('./palette').then(({ Palette: component }) => ({ default: component })));
const Help = lazy(() => import('./help').then(({ Help: component }) => ({ default: component })));

/** How long after `g` the next key still belongs to it, milliseconds. */
const TOGETHER = 1200;

/** Keys that work on every page, and what they open. */
export function Keys() {
  const navigate = useNavigate();
  const places = usePlaces();
  const [wanted, setWanted] = useState<Asked | null>(null);
  const pressedG = useRef(0);
  useEffect(() => onAsked(setWanted), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return ask('palette');
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const place = places.find(({ key }) => key === event.key);
      if (place && event.timeStamp - pressedG.current < TOGETHER) void navigate({ to: place.to, search: {} });
      else if (event.key === 'g') return void (pressedG.current = event.timeStamp);
      else if (event.key === '?') ask('help');
      else if (event.key === '/') focusSearch(event);
      pressedG.current = -TOGETHER;
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate, places]);
  const close = () => setWanted(null);
  return (
    <Suspense>
      {wanted === 'palette' && <Palette close={close} />}
      {wanted === 'help' && <Help close={close} />}
    </Suspense>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** The field of the page that is marked as its search. */
function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}
