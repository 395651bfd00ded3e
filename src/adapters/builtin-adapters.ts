import type { AdapterDefinition } from './adapter.js';
import { huggingfaceAdapter } from './huggingface-adapter.js';
import { compatibleAdapter } from './openai-adapter.js';
import { PROVIDER_PRESETS } from './provider-presets.js';
import { replayAdapter } from './replay-adapter.js';
import { simulatedAdapter } from './simulated/simulated-adapter.js';

/** The adapters that ship. Each loads its SDK when it is opened, so that `--help` loads none. */
export const builtinAdapters: readonly AdapterDefinition[] = [
  ...PROVIDER_PRESETS.map(compatibleAdapter),
  huggingfaceAdapter,
  replayAdapter,
  simulatedAdapter,
];
