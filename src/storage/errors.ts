/** Everything that can go wrong in this room, by code. Texts name no value. */
export const STORAGE_ERRORS = {
  'postgres-unavailable': 'the database cannot be started or reached',
  'data-dir-in-use': 'another service owns this DATA_DIR',
  'master-key-wrong': 'MASTER_KEY does not open what is stored here',
  'master-key-shape': 'MASTER_KEY must be 32 bytes in base64',
  'file-missing': 'no such file in storage',
  'file-damaged': 'a stored file was changed or cut',
  'seal-broken': 'a sealed value does not open with this key in this place',
  'invalid-cursor': 'the cursor is not one that was given out',
  'storage-url': 'STORAGE_URL must be file:… or s3://bucket?endpoint=…&region=…',
  'storage-unavailable': 'the file storage cannot be written or read',
} as const;
export type StorageErrorCode = keyof typeof STORAGE_ERRORS;

export class StorageError extends Error {
  override name = 'StorageError';
  readonly code: StorageErrorCode;
  constructor(code: StorageErrorCode, message: string = STORAGE_ERRORS[code], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
