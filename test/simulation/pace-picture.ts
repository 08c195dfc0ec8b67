import { mkdirSync, writeFileSync } from 'node:fs';
import { seriesOf, svgOf, textOf } from './pace-picture/chart';
import { Floor } from './pace-picture/floor';
import { SCENES } from './pace-picture/scene';

const FILE = 'data/pace.svg';

/** How numbers go slower when the platform refuses, and come back: drawn here, and as a picture in `data/pace.svg`. `npm run simulate:pace` */
async function main(): Promise<void> {
  const drawn = [];
  for (const scene of SCENES) {
    const series = seriesOf(scene, await new Floor(scene).run());
    drawn.push({ scene, series });
    console.log(textOf(scene, series));
  }
  mkdirSync('data', { recursive: true });
  writeFileSync(FILE, svgOf(drawn));
  console.log(`written: ${FILE}`);
}

void main();
