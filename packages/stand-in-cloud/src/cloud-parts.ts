import type { Chaos } from './chaos';
import type { EventBridge } from './event-bridge/event-bridge';
import type { FunctionCompute } from './function-compute/function-compute';
import type { InMemoryLogService } from './log-service/in-memory-log-service';
import type { OssServer } from './oss/server';
import type { Credentials } from './ram/authority';
import type { Ram } from './ram/ram';
import type { RosEngine } from './ros/engine';
import type { TablestoreServer } from './tablestore/server';

/** The parts of a cloud. */
export interface Parts {
  region: string;
  ram: Ram;
  rootKey: Credentials;
  oss: OssServer;
  tablestore: TablestoreServer;
  logs: InMemoryLogService;
  logEndpoint: string;
  functions: FunctionCompute;
  fcEndpoint: string;
  events: EventBridge;
  eventBridgeEndpoint: string;
  ros: RosEngine;
  rosEndpoint: string;
  stsEndpoint: string;
  ramEndpoint: string;
  quotasEndpoint: string;
  isReturning: boolean;
  chaos?: Chaos;
}
