/** Templates, moving: what each shows, what it asks for, and where to begin. */
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTemplates } from '../api/queries.ts';
import type { Template } from '../api/types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Chevron } from '../ui/field.tsx';
import { language, words } from '../ui/format.ts';
import { Empty, Mark, PageHead } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { saveText } from '../ui/save.ts';
import { Moving } from './moving.tsx';
import './templates.css';

export default function Templates() {
  return (
    <>
      <PageHead
        title="Templates"
        about="Point at one to watch it, with somebody made up. Every field is the viewer’s to give: each is good without any."
      />
      <Region name="the templates">
        <List />
      </Region>
    </>
  );
}

function List() {
  const templates = useTemplates();
  if (templates.length === 0) {
    return (
      <Empty act={<LinkButton href="/docs">To the reference</LinkButton>}>
        A template is a folder with scenes; “npx candor template new” makes one, and it appears here.
      </Empty>
    );
  }
  return (
    <ul className="gallery">
      {templates.map((one) => (
        <Card key={one.id} template={one} />
      ))}
    </ul>
  );
}

/** The way that everybody sees: what lies off it, or is added by a viewer, does not count. */
const secondsOf = ({ scenes }: Template): number =>
  Math.round(scenes.filter(({ aside }) => !aside).reduce((sum, { seconds }) => sum + seconds, 0));

function Card({ template }: { readonly template: Template }) {
  const [pointed, setPointed] = useState(false);
  const { id, title, version, formats, locales, fields, purposeText, interactions } = template;
  return (
    <li>
      <div
        onPointerEnter={(event) => event.pointerType === 'mouse' && setPointed(true)}
        onPointerLeave={() => setPointed(false)}
      >
        <Moving template={template} wanted={pointed} />
      </div>
      <div className="card-head">
        <h2>{words(title)}</h2>
        <LinkButton look="solid" href={`/campaigns/new?template=${id}`}>
          Start a campaign
        </LinkButton>
      </div>
      <p>
        <span className="quiet">Viewers read why: </span>“{words(purposeText)}”
      </p>
      <ul className="fields" aria-label="Fields it can use">
        {fields.map(({ key, label, from }, place) => (
          <li key={key}>
            <Mark place={place} />
            {words(label)}
            {from && <span className="quiet"> asked in the video</span>}
          </li>
        ))}
      </ul>
      <p className="quiet">
        {secondsOf(template)} s · {Object.keys(formats).join(', ')} · {locales.map(language).join(', ')}
        {interactions.length > 0 && ` · ${interactions.length} things to do`} · version {version}
      </p>
      <Disclosure className="more">
        <Heading level={3}>
          <AriaButton slot="trigger" className="link">
            Fields, and a file to start from <Chevron />
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <Details template={template} />
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}

function Details({ template }: { readonly template: Template }) {
  const { id, fields, purpose, sampleCsv } = template;
  return (
    <>
      <p>
        Consent records must name the purpose <code>{purpose}</code>.
      </p>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Column</th>
              <th scope="col">What for</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ key, label, why, type }, place) => (
              <tr key={key}>
                <th scope="row">
                  <Mark place={place} /> {words(label)}
                </th>
                <td>
                  <code>{key}</code>
                  <br />
                  <span className="quiet">{type}</span>
                </td>
                <td>{words(why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button onPress={() => saveText(`${id}-sample.csv`, sampleCsv, 'text/csv')}>Download a sample audience</Button>
    </>
  );
}
