import { ID, NUMBER, object, oneOf, TEXT } from '../shape.ts';

/** What a stretch of an answer's text refers to: a file or a page, named. */
export const ANNOTATION = object({
  type: oneOf('file_citation', 'url_citation', 'container_file_citation', 'file_path'),
  file_id: ID,
  container_id: ID,
  filename: TEXT,
  index: NUMBER,
  start_index: NUMBER,
  end_index: NUMBER,
  title: TEXT,
  url: TEXT,
});
