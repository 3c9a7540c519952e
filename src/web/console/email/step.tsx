/** The step “E-mail” of a campaign: the mailing system, the mail, everybody's links. */
import { useState } from 'react';
import { ESP_IDS, ESPS, type EspId } from '../../../delivery/email/esp.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { Section } from '../ui/parts.tsx';
import { Links } from './links.tsx';
import { Mail } from './mail.tsx';
import { OneClick } from './one-click.tsx';
import { System } from './system.tsx';
import './email.css';

/** Of this browser: a team sends with one system, campaign after campaign. */
const REMEMBERED = 'candor.esp';

function remembered(): EspId {
  const kept = localStorage.getItem(REMEMBERED);
  return ESP_IDS.find((id) => id === kept) ?? 'generic';
}

export default function Email() {
  const { campaign, template } = useCampaign();
  const [esp, setEsp] = useState(remembered);
  const choose = (id: EspId): void => {
    localStorage.setItem(REMEMBERED, id);
    setEsp(id);
  };
  return (
    <div className="email">
      <Section title="Mailing system" about="Candor sends no mail. Yours does, with what it finds here.">
        <System id={esp} onChoose={choose} />
      </Section>
      <Section title="The mail" about="A whole mail, or a block for a design you have.">
        <Mail campaign={campaign} template={template} esp={esp} />
      </Section>
      <Section title="Everybody’s links" about="A link opens one person’s page. Treat the file like a list of keys.">
        <Links key={esp} campaign={campaign} id={esp} />
      </Section>
      <Section
        title="Unsubscribing"
        about={`From mail: by ${ESPS[esp].name}. From the videos: by the link in the mail.`}
      >
        <OneClick esp={ESPS[esp]} />
      </Section>
    </div>
  );
}
