/** Which system sends, what it does to links, and where we know that from. */
import { ESP_IDS, ESPS, type EspId } from '../../../delivery/email/esp.ts';
import { Select } from '../ui/field.tsx';
import { date } from '../ui/format.ts';

interface Props {
  readonly id: EspId;
  readonly onChoose: (id: EspId) => void;
}

const OPTIONS = ESP_IDS.map((id) => ({ value: id, name: ESPS[id].name }));

export function System({ id, onChoose }: Props) {
  const esp = ESPS[id];
  const { tracking } = esp;
  return (
    <div className="mail-stack">
      <Select label="Sent with" options={OPTIONS} value={id} onChange={onChoose} />
      <ol className="numbered">
        {esp.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <dl className="mail-facts">
        <dt>Its click tracking</dt>
        <dd>
          {tracking.attribute
            ? `The links in the mail carry ${tracking.attribute}, so that they are left alone. `
            : 'It sends people through an address of its own. '}
          {tracking.off}
        </dd>
        <dt>What it counts otherwise</dt>
        <dd>{tracking.counts} Candor neither sees nor shows that; your privacy notice has to say it.</dd>
        <dt>Its columns</dt>
        <dd>
          {esp.column.rule}{' '}
          {esp.valueMost && `A value has at most ${esp.valueMost.toLocaleString('en-GB')} characters.`}
        </dd>
      </dl>
      <details className="sources">
        <summary>Where this is from, checked {date(esp.checked)}</summary>
        {esp.unconfirmed.length > 0 && (
          <>
            <p>Not found in the vendor’s own pages, so send a test to yourself first:</p>
            <ul className="dashed">
              {esp.unconfirmed.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
        <ul className="dashed">
          {esp.sources.map(({ url, says }) => (
            <li key={url}>
              {says}{' '}
              <a href={url} target="_blank" rel="noreferrer">
                {new URL(url).hostname}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
