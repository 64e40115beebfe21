import type { Clock } from './clock';

/**
 * For log projects about a minute was measured, and it is what the page of CreateTable says of tables; for roles and
 * instances nothing is written but that Alibaba Cloud's own tools try again for two minutes.
 */
const SETTLING_MS = 60_000;

/** What other services know only some time after it was made. */
type Kind = 'role' | 'log project' | 'logstore' | 'instance' | 'table';

/**
 * Which things are so new that other services do not know them yet, as in the real cloud. Its time is that of
 * deployments: `ALIYUN::ROS::Sleep` lets it pass without anybody waiting, so nothing else may read it. What an earlier
 * process made is known everywhere.
 */
export class Settling {
  private readonly madeAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly milliseconds = SETTLING_MS,
  ) {}

  /** Notes that a thing was made just now. */
  made(kind: Kind, name: string): void {
    this.madeAt.set(`${kind} ${name}`, this.clock.now());
  }

  isKnown(kind: Kind, name: string): boolean {
    const madeAt = this.madeAt.get(`${kind} ${name}`);
    return madeAt === undefined || this.clock.now() >= madeAt + this.milliseconds;
  }
}
