/** Sites whose pages may show the watch page, and what stands there then. */
import { Copy } from '../ui/copy.tsx';
import { Section } from '../ui/parts.tsx';
import { SettingField, SettingList, SettingSection } from './form/fields.tsx';
import { SettingsForm } from './form/form.tsx';

const snippet = (origin: string): string =>
  `<script type="module" src="${origin}/embed.js"></script>
<candor-video link="${origin}/v/…" video-title="Your year"></candor-video>`;

export default function Sites() {
  const text = snippet(location.origin);
  return (
    <SettingsForm>
      <SettingSection at="embedOn">
        <SettingList at="embedOn" one="Site" none="None: the watch page stands by itself.">
          {(at) => <SettingField at={at} type="url" />}
        </SettingList>
        <p className="quiet">A campaign takes these along when it is made, and keeps them.</p>
      </SettingSection>
      <Section title="On your page" about="Where the video is to stand. Its height follows what is in it.">
        <div className="form">
          <code className="secret">{text}</code>
          <p className="quiet">
            The link is the visitor’s own, from the campaign’s list of links. Your page can read nothing of the video,
            and a site that is not allowed shows an empty frame.
          </p>
          <div className="acts">
            <Copy text={text}>Copy it</Copy>
          </div>
        </div>
      </Section>
    </SettingsForm>
  );
}
