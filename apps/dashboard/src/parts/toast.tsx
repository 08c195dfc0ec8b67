import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Icon } from './icon';

/** Long enough to read it and to change one's mind, milliseconds. */
const DONE_MS = 9000;

interface Done {
  readonly message?: ReactNode;
  /** Where there is a way back. */
  readonly undo?: { readonly label: string; readonly act: () => void };
}

/** What came of something that was done. */
export const toast = {
  done(title: string, { message, undo }: Done = {}): void {
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
  },

  /** Stays until it was read. */
  problem(title: string, message: ReactNode): void {
    notifications.show({ color: 'red', icon: <Icon name="alert" />, autoClose: false, title, message });
  },
};
