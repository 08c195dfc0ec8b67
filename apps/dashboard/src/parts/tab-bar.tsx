import { type ReactNode, useEffect, useRef } from 'react';
import classes from './tab-bar.module.css';

interface TabBarProps {
  readonly label: string;
  /** Which is shown; changes with it. */
  readonly now: string;
  readonly children: ReactNode;
}

/** Parts of a page, each with an address: links that look as `tabLook` says. */
export function TabBar({ label, now, children }: TabBarProps) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On narrow screens it may lie beyond the edge.
    const [tabs, tab] = [nav.current, nav.current?.querySelector<HTMLElement>('[data-on]')];
    if (tabs && tab) tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.clientWidth) / 2;
  }, [now]);
  return (
    <nav ref={nav} className={classes.tabs} aria-label={label}>
      {children}
    </nav>
  );
}

export const tabLook = (isOn: boolean) => ({
  className: classes.tab,
  'data-on': isOn || undefined,
  'aria-current': isOn ? ('page' as const) : undefined,
  activeProps: {},
});
