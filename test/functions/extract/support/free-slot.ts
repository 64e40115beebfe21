import { setTimeout as sleep } from 'node:timers/promises';
import type { Slot } from '../../../../functions/extract/mediainfo/slot';
import type { Template } from '../../../../functions/extract/mediainfo/template';

/** A slot of a template that has just been started. */
export async function freeSlotOf(template: Template): Promise<Slot> {
  for (;;) {
    const { freeSlot } = template;
    if (freeSlot) return freeSlot;
    if (template.isOver || template.unusable)
      throw new Error(`The template is of no use: ${template.unusable}.`);
    await sleep(5);
  }
}
