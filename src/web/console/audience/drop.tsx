/** Where a file is dropped, or chosen with the keyboard. */
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Button } from '../ui/button.tsx';

interface DropProps {
  readonly onFile: (file: File) => void;
  readonly isReading: boolean;
  readonly problem: string | undefined;
}

const KINDS = ['.csv', '.tsv', '.txt', '.xlsx', '.xlsm', '.json', '.ndjson', '.jsonl', 'text/csv'];

export function Drop({ onFile, isReading, problem }: DropProps) {
  return (
    <DropZone
      className="drop"
      onDrop={async ({ items }) => {
        const item = items.find(isFileDropItem);
        if (item) onFile(await item.getFile());
      }}
    >
      <Text slot="label" className="drop-label">
        {isReading ? 'Reading the file …' : 'Drop the list here, as your program saved it'}
      </Text>
      <FileTrigger
        acceptedFileTypes={KINDS}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button look="solid" isDisabled={isReading}>
          Choose a file
        </Button>
      </FileTrigger>
      <p className="quiet">
        CSV or Excel, of any size; JSON and NDJSON as well. It is read here, in your browser, until you say that it may
        go.
      </p>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </DropZone>
  );
}
