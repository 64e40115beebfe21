import type { Slot } from '../../../../functions/extract/mediainfo/slot';
import type { Template } from '../../../../functions/extract/mediainfo/template';

/** A slot of a template that may have been started just now. */
export async function freeSlotOf(template: Template): Promise<Slot> {
  // Nothing else may keep this process alive meanwhile.
  const alive = setInterval(() => {}, 1_000);
  await template.begun;
  clearInterval(alive);
  const { freeSlot } = template;
  if (!freeSlot)
    throw new Error(`The template has no slot (${template.unusable ?? 'all are taken, or it has ended'}).`);
  return freeSlot;
}
