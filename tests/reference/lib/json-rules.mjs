// As yaml.mjs: the engine of conditions that bench/rules measures admissibility against.
export { Engine } from 'json-rules-engine';
