// As yaml.mjs: the reference itself.
export { default, serializeUnit } from 'publicodes';
