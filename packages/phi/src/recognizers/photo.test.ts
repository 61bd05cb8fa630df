import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { photo } from './photo.ts';

describe('photo', () => {
  it.each([
    ['see IMG_2231.jpg.', ['IMG_2231.jpg']],
    ['clip calloway_gait_1016.mp4, and 20240203_heel.HEIC', ['calloway_gait_1016.mp4', '20240203_heel.HEIC']],
    ['(left-knee.png)', ['left-knee.png']],
    ['images (post-op front.tif, post-op L side.tif)', ['post-op front.tif', 'post-op L side.tif']],
    ['file called my swollen foot.jpg', ['my swollen foot.jpg']],
    ['(consent photo BC_teeth_2208.jpg)', ['BC_teeth_2208.jpg']],
    ['(see IMG_2231.jpg)', ['IMG_2231.jpg']],
    ['uploads/portrait.webp', ['portrait.webp']],
    ['rostro-después.jpeg', ['rostro-después.jpeg']],
  ])('finds in %j %j', (text, files) => {
    expect(found(photo, text)).toEqual(files);
  });

  it.each([
    'logo.png',
    'a picture (taken from the side of a diagram.png)',
    'figure.jpg',
    'the .jpg format',
    'notes_2024.txt',
    'report.pdf',
    'a.b.c',
    'jpg 4471',
    'avatar_default_f.png',
    'hero-nurse-stock-0419.jpg',
  ])('leaves %j alone', (text) => {
    expect(found(photo, text)).toEqual([]);
  });
});
