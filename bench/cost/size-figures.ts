import type { ReadingMode } from '../../contract/reading-mode';
import type { Distance } from '../conditions';
import { findResult, type Result } from '../measurement';
import type { CaseFigures } from '../scale/case-figures';
import { mean } from '../statistics';
import type { State, ToolName } from '../tools/tool';
import { dollarsPerMillion, type FunctionSize, sizeWith } from './function-size';
import { MIX, type Weighted, weightedMean, weightedQuantile } from './mix';

/** A tool, in the state in which a busy function would have it. */
export interface Subject {
  tool: ToolName;
  state: State;
  mode?: ReadingMode;
}

/** What one tool needs for the objects of the mix at one size. */
export interface SizeFigure extends Subject {
  size: FunctionSize;
  /** Mean of what is billed for an object. */
  billedMs: number;
  /** 95 of 100 objects are billed for at most this. */
  p95Ms: number;
  /** Mean CPU time of an object, children included. */
  cpuMs: number;
  /** Means of requests to OSS and of megabytes received. */
  requests: number;
  megabytes: number;
  dollarsPerMillion: number;
  /** Shares of the mix that were measured, of a hundred. */
  measured: number;
}

/** How much of 100 objects are not slower. */
const QUANTILE = 0.95;

/**
 * What an instance is billed for an object. A measured run begins with a period's CPU time unused. Where objects follow
 * each other it is used already, and no object takes less than its CPU time at that share of a core.
 */
export const busyMs = (billedMs: number, cpuMs: number, vcpu: number): number =>
  Math.max(billedMs, cpuMs / vcpu);

/** The results of one subject under one condition, of all cases of the mix that were measured, with their shares. */
const ofMix = (results: readonly Result[], vcpu: number, subject: Subject, distance: Distance) =>
  Object.entries(MIX).flatMap(([name, share]) => {
    const result = findResult(results, { case: name, vcpu, ...subject, ...distance });
    return result ? [{ share, ...result }] : [];
  });

/** The same by case. */
export const caseFigures = (
  results: readonly Result[],
  vcpu: number,
  subject: Subject,
  distance: Distance,
): CaseFigures[] =>
  ofMix(results, vcpu, subject, distance).map(({ share, measurement, detail }) => ({
    name: measurement.case,
    share,
    billedMs: Math.round(busyMs(mean(detail.billedMs), measurement.cpuMs, vcpu)),
    requests: measurement.requests,
    megabytes: Number((measurement.bytes / 1e6).toFixed(2)),
  }));

/** @returns undefined when no case of the mix was measured */
export function figureOf(
  results: readonly Result[],
  vcpu: number,
  subject: Subject,
  distance: Distance,
): SizeFigure | undefined {
  const size = sizeWith(vcpu);
  const found = ofMix(results, vcpu, subject, distance);
  if (found.length === 0) return undefined;
  const billed: Weighted[] = found.flatMap(({ share, measurement, detail }) =>
    detail.billedMs.map((value) => ({
      value: busyMs(value, measurement.cpuMs, vcpu),
      weight: share / detail.billedMs.length,
    })),
  );
  const meanOf = (value: (result: Result) => number): number =>
    weightedMean(found.map((result) => ({ value: value(result), weight: result.share })));
  const billedMs = weightedMean(billed);
  return {
    ...subject,
    size,
    billedMs,
    p95Ms: weightedQuantile(billed, QUANTILE),
    cpuMs: meanOf(({ measurement }) => measurement.cpuMs),
    requests: meanOf(({ measurement }) => measurement.requests),
    megabytes: meanOf(({ measurement }) => measurement.bytes / 1e6),
    dollarsPerMillion: dollarsPerMillion(size, billedMs),
    measured: found.reduce((sum, { share }) => sum + share, 0),
  };
}
