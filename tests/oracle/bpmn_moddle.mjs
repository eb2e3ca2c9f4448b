// Reads BPMN files with bpmn-io's own reader and prints, for each, its warnings and what it found, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = createRequire(pathToFileURL(`${process.cwd()}/package.json`));
const { BpmnModdle } = await import(pathToFileURL(here.resolve("bpmn-moddle")));
const found = [];
for (const path of process.argv.slice(2)) {
  const { rootElement, warnings, references } = await new BpmnModdle().fromXML(readFileSync(path, "utf8"));
  const process_ = rootElement.rootElements.find((element) => element.$type === "bpmn:Process");
  const kinds = {};
  for (const { $type } of process_.flowElements) kinds[$type] = (kinds[$type] ?? 0) + 1;
  const drawn = rootElement.diagrams[0].plane.planeElement;
  found.push({
    warnings: warnings.map(({ message }) => message),
    references: references.length,
    kinds,
    lanes: process_.laneSets[0].lanes.length,
    undrawn: process_.flowElements.filter((element) => !drawn.some((d) => d.bpmnElement === element)).map(({ id }) => id),
  });
}
console.log(JSON.stringify(found));
