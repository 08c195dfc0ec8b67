import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { ProblemText } from './notice';

/** Long enough to read it and to change one's mind, milliseconds. */
const DONE_MS = 10_000;

interface Held {
  readonly message: ReactNode;
  readonly undo: string;
  readonly act: () => Promise<void>;
  /** What the problem is called, should it fail. */
  readonly failed: string;
}

interface Done {
  readonly message?: ReactNode;
  /** Where there is a way back. */
  readonly undo?: { readonly label: string; readonly act: () => void };
}

/** What came of something that was done. */
export const toast = {
  /** What there is no way back from is done a while after somebody said so; who closes the page before that calls it off, too. */
  held(title: string, { message, undo, act, failed }: Held): void {
    const timer = setTimeout(() => {
      notifications.hide(id);
      act().catch((error: unknown) => toast.problem(failed, error));
    }, DONE_MS);
    const id = toast.done(title, { message, undo: { label: undo, act: () => clearTimeout(timer) } });
  },

  done(title: string, { message, undo }: Done = {}): string {
    const id = notifications.show({
      color: 'green',
      icon: <Icon name="check" />,
      autoClose: DONE_MS,
      title,
      message: (
        <>
          {message}
          {undo && (
            <div>
              <Button
                size="compact-xs"
                variant="light"
                mt={4}
                onClick={() => {
                  notifications.hide(id);
                  undo.act();
                }}
              >
                {undo.label}
              </Button>
            </div>
          )}
        </>
      ),
    });
    return id;
  },

  /** Stays until it was read. */
  problem(title: string, error: unknown): void {
    const message = <ProblemText error={error} />;
    notifications.show({ color: 'red', icon: <Icon name="alert" />, autoClose: false, title, message });
  },
};
