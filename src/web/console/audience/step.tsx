/**
 * The step “Audience” of a campaign: a file is dropped, understood, tried, and taken. Until the try nothing of it leaves
 * the page but its column names, and the try keeps nothing.
 */
import { useEffect, useMemo, useState } from 'react';
import { type ColumnsProblem, problemsOf } from '../../../campaigns/columns/roles.ts';
import type { Field } from '../api/types.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { RadioGroup } from '../ui/field.tsx';
import { count, people } from '../ui/format.ts';
import { Progress, Section } from '../ui/parts.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { Agreement } from './agreement.tsx';
import { ColumnTable, columnName } from './columns.tsx';
import { Drop } from './drop.tsx';
import { ReportView } from './report.tsx';
import { digestOf } from './send.ts';
import { StateForAll, type Statement, StatementCard, useStatements } from './statement.tsx';
import { type ChosenFile, useFile } from './use-file.ts';
import { type Sending, useSending } from './use-sending.ts';
import { WrittenAs } from './written.tsx';
import './audience.css';

/** Who says that people agreed: columns of the file, or somebody for all of them, or nobody. */
type Agreeing = 'file' | 'all' | 'nobody';

export default function Audience() {
  const { campaign: known, template } = useCampaign();
  const campaign = { ...known, purpose: known.purpose ?? template.purpose };
  const file = useFile(campaign.id, template.fields);
  const sending = useSending(campaign);
  const statements = useStatements(campaign.id);
  const { chosen } = file;
  const inCampaign = Object.values(campaign.counts).reduce((sum, one) => sum + one, 0) - campaign.counts.erased;
  if (campaign.status === 'cancelled') return <p>The campaign is cancelled: it takes nobody any more.</p>;
  if (sending.state === 'imported' && sending.report && chosen) {
    return (
      <Section title="Done" about={<bdi>{chosen.file.name}</bdi>}>
        <p className="lead" role="status">
          {people(sending.report.accepted)} {sending.report.accepted === 1 ? 'was' : 'were'} taken.
        </p>
        <ReportView report={sending.report} fields={template.fields} header={chosen.detected.header} />
        <div className="acts">
          <LinkButton look="solid" href={`/campaigns/${campaign.id}/content`}>
            On to the content
          </LinkButton>
          <Button
            onPress={() => {
              sending.reset();
              file.forget();
            }}
          >
            Add another file
          </Button>
        </div>
      </Section>
    );
  }
  return (
    <>
      <Section
        title="The list"
        about={inCampaign > 0 ? `${people(inCampaign)} ${inCampaign === 1 ? 'is' : 'are'} in the campaign.` : undefined}
      >
        {chosen ? (
          <Chosen chosen={chosen} onForget={file.forget} />
        ) : (
          <>
            <Drop onFile={file.choose} isReading={file.isReading} problem={file.problem} />
            <SampleFile csv={template.sampleCsv} name={`${template.id}-sample.csv`} />
          </>
        )}
      </Section>
      {!chosen && <Waiting campaign={campaign.id} statements={statements} fields={template.fields} />}
      {chosen && (
        <Understood
          // Another file begins anew.
          key={`${chosen.file.name} ${chosen.file.size} ${chosen.file.lastModified}`}
          {...{ chosen, file, sending, statements }}
          fields={template.fields}
          campaign={campaign}
        />
      )}
    </>
  );
}

function Chosen({ chosen, onForget }: { readonly chosen: ChosenFile; readonly onForget: () => void }) {
  const { file, detected } = chosen;
  const columns = detected.header.length;
  return (
    <div className="chosen">
      <p>
        <b>
          <bdi>{file.name}</bdi>
        </b>
        <span className="quiet">
          {size(file.size)}
          {columns > 0 && ` · ${count(columns)} columns`}
        </span>
      </p>
      <Button small onPress={onForget}>
        Choose another
      </Button>
    </div>
  );
}

const size = (bytes: number): string =>
  bytes < 1e6 ? `${count(Math.max(1, Math.round(bytes / 1e3)))} kB` : `${count(Math.round(bytes / 1e5) / 10)} MB`;

function SampleFile({ csv, name }: { readonly csv: string; readonly name: string }) {
  const address = useMemo(() => URL.createObjectURL(new Blob([`\ufeff${csv}`], { type: 'text/csv' })), [csv]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <p className="quiet">
      No list yet?{' '}
      <a className="link" href={address} download={name}>
        Take the sample of this template
      </a>{' '}
      and fill it in.
    </p>
  );
}

interface WaitingProps {
  readonly campaign: string;
  readonly statements: readonly Statement[];
  readonly fields: readonly Field[];
}
function Waiting({ campaign, statements, fields }: WaitingProps) {
  const waiting = statements.filter(({ approvedAt }) => approvedAt === undefined);
  if (waiting.length === 0) return null;
  return (
    <Section title="Waiting for approval" about="Agreement that somebody stated for a whole file.">
      {waiting.map((statement) => (
        <StatementCard key={statement.id} {...{ campaign, statement, fields }} />
      ))}
    </Section>
  );
}

interface UnderstoodProps extends Omit<WaitingProps, 'campaign'> {
  readonly chosen: ChosenFile;
  readonly file: ReturnType<typeof useFile>;
  readonly sending: Sending;
  readonly campaign: { readonly id: string; readonly purpose: string };
}

function Understood({ chosen, file, sending, statements, fields, campaign }: UnderstoodProps) {
  const { detected, columns, remembered } = chosen;
  const isTable = detected.kind === 'csv' || detected.kind === 'xlsx';
  const speaks = !isTable || columns.roles.some(({ as }) => as === 'agrees' || as === 'listed');
  const [agreeing, setAgreeing] = useState<Agreeing>(speaks ? 'file' : 'nobody');
  const digest = useDigest(chosen.file, agreeing === 'all');
  const statement = statements.find((one) => one.digest === digest);
  const given = fields.filter(({ from }) => from === undefined);
  const shown = agreeing === 'file' ? columns : { ...columns, roles: columns.roles.map(quiet) };
  const problems = isTable ? problemsOf(shown, given) : [];
  const asked = { ...chosen, columns: shown };
  const stated = agreeing === 'all' && statement && digest ? { id: statement.id, digest } : undefined;
  const waits = agreeing === 'all' && !statement?.approvedAt;
  const busy = sending.state === 'checking' || sending.state === 'importing';
  const change = (next: typeof columns) => {
    sending.reset();
    file.setColumns(next);
  };
  return (
    <>
      {isTable && (
        <Section
          title="How it is written"
          about={
            file.isReading
              ? 'Reading it again …'
              : remembered
                ? 'Told from the file. What its columns are, you said of such a file before.'
                : 'Told from the file. Correct what is wrong; the first rows below show it.'
          }
        >
          <WrittenAs
            detected={detected}
            onChange={(written) => {
              sending.reset();
              file.rewrite(written);
            }}
          />
        </Section>
      )}
      {isTable ? (
        <Section
          title="What the columns are"
          about="What is not used stays out. The first rows are shown in your browser alone; they are not sent or stored for this."
        >
          <ColumnTable detected={detected} columns={columns} fields={fields} onChange={change} />
          <Problems problems={problems} header={detected.header} />
        </Section>
      ) : (
        <Section title="What it holds">
          <p>Rows of an audience, as the reference describes them: each names its fields and its agreements itself.</p>
        </Section>
      )}
      <Section title="Who agreed" about="Without agreement a value is not kept, and people see the general video.">
        <RadioGroup<Agreeing>
          label="Agreement"
          value={agreeing}
          onChange={(next) => {
            sending.reset();
            setAgreeing(next);
          }}
          options={[
            { value: 'file', name: 'The file says it, row by row', help: 'A column with yes or no, and a date' },
            {
              value: 'all',
              name: 'Everybody in it agreed',
              help: 'You say how, somebody else approves it, and both are written down',
            },
            { value: 'nobody', name: 'Nobody did, so far', help: 'Everybody sees the general video' },
          ]}
        />
        {agreeing === 'file' && isTable && (
          <Agreement
            header={detected.header}
            columns={columns}
            fields={given}
            purpose={campaign.purpose}
            onChange={change}
          />
        )}
        {agreeing === 'all' &&
          (statement ? (
            <StatementCard campaign={campaign.id} statement={statement} fields={fields} />
          ) : (
            digest && (
              <StateForAll
                campaign={campaign.id}
                digest={digest}
                fields={given}
                brought={given.flatMap(({ key }) =>
                  columns.roles.some((role) => role.as === 'field' && role.key === key) ? [key] : [],
                )}
              />
            )
          ))}
      </Section>
      <Section title="Try it" about="The file is read to its end and nothing of it is kept.">
        {busy ? (
          <Going sending={sending} />
        ) : (
          <div className="acts">
            <Button
              look={sending.state === 'checked' ? 'plain' : 'solid'}
              isDisabled={problems.length > 0}
              onPress={() => sending.check(asked, stated)}
            >
              {sending.state === 'checked' ? 'Check it again' : 'Check the file'}
            </Button>
          </div>
        )}
        {sending.error != null && <ProblemText error={sending.error} />}
        {sending.report && <ReportView report={sending.report} fields={fields} header={detected.header} />}
        {sending.state === 'checked' && sending.report && sending.report.accepted > 0 && (
          <div className="acts">
            <Button look="solid" isDisabled={waits} onPress={() => sending.take(asked, stated)}>
              {`Take ${people(sending.report.accepted)} into the campaign`}
            </Button>
            {waits && <span className="quiet">Once the statement above is approved.</span>}
          </div>
        )}
      </Section>
    </>
  );
}

/** Columns of agreement, where the file's own word does not count. */
const quiet = <R extends { readonly as: string }>(role: R): R | { readonly as: 'none' } =>
  role.as === 'agrees' || role.as === 'listed' || role.as === 'consent' ? { as: 'none' } : role;

/** SHA-256 of the file, once it is wanted. */
function useDigest(file: File, wanted: boolean): string | undefined {
  const [digest, setDigest] = useState<string>();
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    void digestOf(file).then((one) => gone || setDigest(one));
    return () => {
      gone = true;
    };
  }, [file, wanted]);
  return digest;
}

const PROBLEMS = {
  'no-id': 'Say which column has your number for the person.',
  'no-date': 'Say when people agreed: a column, or one day for all.',
} as const;

function Problems({
  problems,
  header,
}: {
  readonly problems: readonly ColumnsProblem[];
  readonly header: readonly string[];
}) {
  if (problems.length === 0) return null;
  return (
    <ul className="problem" role="status">
      {problems.map((one) => (
        <li key={`${one.code} ${'column' in one ? one.column : ''}`}>
          {one.code === 'twice'
            ? `“${columnName(header, one.column)}” is what another column is already.`
            : PROBLEMS[one.code]}
        </li>
      ))}
    </ul>
  );
}

function Going({ sending }: { readonly sending: Sending }) {
  const name = sending.state === 'checking' ? 'Checking' : 'Taking';
  return (
    <div className="going">
      <p role="status">
        {sending.progress < 1 ? `${name} the file …` : 'All of it is here; the last rows are being looked at …'}
      </p>
      <Progress value={sending.progress} label={name} />
      <div className="acts">
        <Button onPress={sending.stop}>Stop</Button>
        {sending.state === 'importing' && (
          <span className="quiet">People who were taken already stay. The same file again completes it.</span>
        )}
      </div>
    </div>
  );
}
