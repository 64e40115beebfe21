import type { MeasuredSize } from '../../../lib/settings/measured-size';
import { sizeReason } from '../../../lib/settings/size-reason';

const size = (cpu: number, dollarsPerMillion: number, p95Ms: number, enough = true): MeasuredSize => {
  const figures = { p95Ms, cpuMs: 20, dollarsPerMillion };
  return { cpu, memoryMB: enough ? 512 : 384, enough, exact: figures, fast: figures };
};

describe('the reason for the default size', () => {
  it('quotes the sizes that were compared, and those that have too little memory', () => {
    const reason = sizeReason(
      [size(0.1, 0.5, 900, false), size(0.35, 1.234, 761), size(0.5, 2, 499)],
      '2026-11-30',
    );
    expect(reason).toContain('measured on 2026-11-30');
    expect(reason).toContain(
      'at most 1,000 ms in `exact` (price of a million objects, longest time of those 95: ' +
        '0.35 vCPU and 512 MB: USD 1.23, 761 ms; 0.5 vCPU and 512 MB: USD 2.00, 499 ms).',
    );
    expect(reason).toContain('Fewer vCPUs (0.1) get too little memory.');
  });

  it('quotes nothing before anything was measured', () => {
    expect(sizeReason([], '')).toMatch(/^One object costs/);
    expect(sizeReason([size(0.35, 1, 1)], 'then')).not.toContain('Fewer vCPUs');
  });
});
