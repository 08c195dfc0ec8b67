import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** What is so, by name: as many beside each other as there is room for. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is for machines: an id, an address. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className={classes.code}>{children}</code>;
}
