import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

/** Over the end of a list: how much of it is selected, and what can be done to that. */
export function SelectionBar({ selected, children }: { readonly selected: string; readonly children: ReactNode }) {
  return (
    <div className={classes.bar} role="region" aria-label={selected}>
      <span>{selected}</span>
      {children}
    </div>
  );
}
