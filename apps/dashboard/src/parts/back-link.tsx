import type { ReactNode } from 'react';
import classes from './back-link.module.css';

/** Above the title of one thing: the way back to all of them. */
export function BackLink({ children }: { readonly children: ReactNode }) {
  return <div className={classes.back}>{children}</div>;
}
