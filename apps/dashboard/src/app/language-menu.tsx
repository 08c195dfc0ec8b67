import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages';
import { speak } from '../words/words';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="top-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('language')}>
          <Icon name="globe" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            onClick={() => void speak(language)}
            aria-current={i18n.language === language || undefined}
            rightSection={i18n.language === language ? <Icon name="check" size={14} /> : null}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
