/** What data is used for, who handles it, how long it is kept, and where the page may be shown. */
import { Section } from '../ui/parts.tsx';
import { SettingField, SettingList, SettingSection } from './form/fields.tsx';
import { SettingsForm } from './form/form.tsx';

export default function Data() {
  return (
    <SettingsForm>
      <SettingSection at="purposes">
        <SettingList at="purposes" one="Purpose" none="None yet: a campaign takes its template’s.">
          {(at) => (
            <>
              <SettingField at={`${at}.purpose`} />
              <SettingField at={`${at}.text`} />
            </>
          )}
        </SettingList>
      </SettingSection>
      <SettingSection at="processors">
        <SettingList at="processors" one="Processor" none="None: viewers read of nobody else.">
          {(at) => (
            <>
              <div className="pair">
                <SettingField at={`${at}.name`} />
                <SettingField at={`${at}.place`} />
              </div>
              <SettingField at={`${at}.why`} />
            </>
          )}
        </SettingList>
      </SettingSection>
      <Section title="Retention" about="What a new campaign begins with; it may say less.">
        <div className="form">
          <SettingField at="retentionDays" />
        </div>
      </Section>
    </SettingsForm>
  );
}
