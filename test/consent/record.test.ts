import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_CODES, readRow } from '../../src/consent/record.ts';

const record = { recordId: 'r-1', purpose: 'p', fields: ['firstName'], givenAt: '2026-05-01T10:00:00Z' };
const codes = (row: unknown) => {
  const read = readRow(row);
  return 'issues' in read ? read.issues.map(({ path, code }) => `${path}: ${code}`) : [];
};

describe('an audience row', () => {
  it('is read as in the contract, times in UTC, empty parts absent', () => {
    const row = {
      id: ' cust-1001 ',
      locale: 'de_AT',
      profile: { firstName: 'Zoë' },
      consent: [{ ...record, givenAt: '2026-05-01T12:00:00+02:00', expiresAt: '', method: null, extra: 1 }],
      email: 'zoe@example.com',
    };
    expect(readRow(row)).toEqual({
      row: {
        id: 'cust-1001',
        locale: 'de-AT',
        profile: { firstName: 'Zoë' },
        consent: [{ ...record, givenAt: '2026-05-01T10:00:00.000Z' }],
      },
    });
    expect(readRow({ id: 1001 })).toEqual({ row: { id: '1001', profile: {}, consent: [] } });
  });

  it.each([
    [undefined, ': row-shape'],
    ['x', ': row-shape'],
    [[], ': row-shape'],
    [{}, 'id: id-missing'],
    [{ id: '  ' }, 'id: id-missing'],
    [{ id: true }, 'id: id-shape'],
    [{ id: 'a b' }, 'id: id-shape'],
    [{ id: 'x'.repeat(129) }, 'id: id-shape'],
    [{ id: 'Zoë' }, 'id: id-shape'],
    [{ id: 'zoe@example.com' }, 'id: id-personal'],
    [{ id: 'zoe%40example.com' }, 'id: id-personal'],
    [{ id: '+49 170 1234567' }, 'id: id-personal'],
    [{ id: '0170-1234567' }, 'id: id-personal'],
    [{ id: '00491701234567' }, 'id: id-personal'],
    [{ id: '555-123-4567' }, 'id: id-personal'],
    [{ id: '123-45-6789' }, 'id: id-personal'],
    [{ id: 'DE89370400440532013000' }, 'id: id-personal'],
    [{ id: '1,00E+05' }, 'id: id-spreadsheet'],
    [{ id: '1.00E+05' }, 'id: id-spreadsheet'],
    [{ id: 'a', profile: [] }, 'profile: profile-shape'],
    [{ id: 'a', profile: 'x' }, 'profile: profile-shape'],
    [{ id: 'a', consent: {} }, 'consent: consent-shape'],
    [{ id: 'a', consent: [record, 7] }, 'consent.1: record-shape'],
    [{ id: 'a', consent: [{ ...record, recordId: '' }] }, 'consent.0.recordId: record-shape'],
    [{ id: 'a', consent: [{ ...record, fields: 'firstName' }] }, 'consent.0.fields: record-shape'],
    [{ id: 'a', consent: [{ ...record, givenAt: '01.05.2026' }] }, 'consent.0.givenAt: record-time'],
    [{ id: 'a', consent: [{ ...record, expiresAt: '2026-02-30' }] }, 'consent.0.expiresAt: record-time'],
    [{ id: 'a', consent: [{ ...record, noticeUrl: 'javascript:alert(1)' }] }, 'consent.0.noticeUrl: record-notice'],
  ])('%j is rejected by code', (row, code) => expect(codes(row)).toEqual([code]));

  it.each([
    'cust-1001',
    '100045',
    '0000012345',
    '4111111111111111',
    'a',
    'A.b_c~d-e'.replace('_', '.'),
    'constructor',
    '2026-05-01',
    '1E5',
  ])('the id %s is good', (id) => expect(codes({ id })).toEqual([]));

  it('a locale of no known shape is as if absent: it would rest unsealed', () => {
    for (const locale of ['Zoë lives here', 'english', 7, '', 'de-Maria']) {
      expect(readRow({ id: 'a', locale })).toEqual({ row: { id: 'a', profile: {}, consent: [] } });
    }
  });

  it('whatever comes, issues are codes at parts of the shape, and repeat nothing of it', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.record(
        {
          id: fc.anything(),
          locale: fc.anything(),
          profile: fc.anything(),
          consent: fc.array(
            fc.oneof(
              fc.anything(),
              fc.record({
                recordId: fc.anything(),
                purpose: fc.anything(),
                fields: fc.anything(),
                givenAt: fc.anything(),
                noticeUrl: fc.anything(),
              }),
            ),
          ),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(odd, (row) => {
        const read = readRow(row);
        if (!('issues' in read)) return;
        expect(read.issues.length).toBeGreaterThan(0);
        for (const { path, code } of read.issues) {
          expect(Object.keys(ROW_CODES)).toContain(code);
          expect(path).toMatch(
            /^(?:id|locale|profile|consent(?:\.\d+(?:\.(?:recordId|purpose|fields(?:\.\d+)?|givenAt|expiresAt|method|noticeUrl))?)?)?$/,
          );
        }
      }),
    );
  });
});
