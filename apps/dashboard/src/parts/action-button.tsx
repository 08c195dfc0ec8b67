import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Permission, useMay } from '../session/me';

interface ActionButtonProps extends ButtonProps {
  readonly permission: Permission;
  /** Where the permission alone is not enough: why not, in words; undefined where nothing else is missing. */
  readonly missing?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Disabled for whoever may not, with what is missing in its tooltip: reached by keyboard too, so that everybody can learn why. */
export function ActionButton({ permission, missing, onClick, children, ...button }: ActionButtonProps) {
  const { t } = useTranslation();
  const may = useMay();
  const why = may(permission) ? missing : t('permission.missing', { permission });
  if (why === undefined) {
    return (
      <Button {...button} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={why} multiline maw={280}>
      <Button {...button} data-disabled aria-disabled onClick={(event: MouseEvent) => event.preventDefault()}>
        {children}
      </Button>
    </Tooltip>
  );
}
