import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Beside the title where it is not the title alone: a badge, a number. */
  readonly beside?: ReactNode;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every page has: its name, what can be done on it, and what it shows. */
export function Page({ title, beside, above, below, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Arauto`;
  }, [title]);
  return (
    <div className={classes.page}>
      {above}
      <header className={classes.header}>
        <div className={classes.heading}>
          <div className={classes.titles}>
            <h1 className={classes.title} title={title}>
              {title}
            </h1>
            {beside}
          </div>
          {below && <div className={classes.below}>{below}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page that stands for itself. */
export function Panel(props: {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
  /** What is in it reaches to its edges: a table. */
  readonly flush?: boolean;
}) {
  return (
    <section className={classes.panel} aria-label={props.title}>
      <header className={classes.panelHeader}>
        <h2 className={classes.panelTitle}>{props.title}</h2>
        {props.beside}
      </header>
      <div className={classes.panelBody} data-flush={props.flush || undefined}>
        {props.children}
      </div>
    </section>
  );
}
