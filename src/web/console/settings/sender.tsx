/** Who is responsible, and to whom viewers can turn: what new campaigns say of their sender. */
import { Section } from '../ui/parts.tsx';
import { SettingField, SettingSection } from './form/fields.tsx';
import { SettingsForm } from './form/form.tsx';

export default function Sender() {
  return (
    <SettingsForm>
      <SettingSection at="controller">
        <div className="pair">
          <SettingField at="controller.name" />
          <SettingField at="controller.email" type="email" />
        </div>
        <SettingField at="controller.address" />
        <div className="pair">
          <SettingField at="controller.privacyUrl" type="url" />
          <SettingField at="controller.imprintUrl" type="url" />
        </div>
        <SettingField at="controller.phone" type="tel" />
      </SettingSection>
      <SettingSection at="dataProtection">
        <div className="pair">
          <SettingField at="dataProtection.name" />
          <SettingField at="dataProtection.email" type="email" />
        </div>
        <SettingField at="dataProtection.phone" type="tel" />
      </SettingSection>
      <SettingSection at="authority">
        <div className="pair">
          <SettingField at="authority.name" />
          <SettingField at="authority.url" type="url" />
        </div>
      </SettingSection>
      <Section title="Legal basis" about="Said to viewers word by word.">
        <div className="form">
          <SettingField at="legalBasis" />
        </div>
      </Section>
    </SettingsForm>
  );
}
