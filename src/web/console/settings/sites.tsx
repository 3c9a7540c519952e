/** Sites whose pages may show the watch page. */
import { SettingField, SettingList, SettingSection } from './form/fields.tsx';
import { SettingsForm } from './form/form.tsx';

export default function Sites() {
  return (
    <SettingsForm>
      <SettingSection at="embedOn">
        <SettingList at="embedOn" one="Site" none="None: the watch page stands by itself.">
          {(at) => <SettingField at={at} type="url" />}
        </SettingList>
      </SettingSection>
    </SettingsForm>
  );
}
