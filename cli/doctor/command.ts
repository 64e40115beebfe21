import type { CommandDeclaration } from '../program/declaration';
import { DOCTOR_OPTIONS, type DoctorOptions } from './options';

export const command: CommandDeclaration<DoctorOptions> = {
  usage: 'doctor',
  summary: 'check the account before a deployment, and the pipeline after it',
  options: DOCTOR_OPTIONS,
  help: `
Each line says passed, failed with what to do, or not checked and why. What is made for it is taken away again, also after
Ctrl-C. Names of the account do not stand in the report. The exit code is 1 if anything failed.`,
  run: async (_, options, terminal) => (await import('./doctor.js')).doctor(options, terminal),
};
