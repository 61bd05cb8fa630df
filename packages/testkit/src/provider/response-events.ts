import type { Answer } from './answer.ts';
import { cutText, eventAnswer, type SentEvent } from './event-answer.ts';
import type { OutputItem, ResponseObject } from './response-object.ts';

/** A response as the events of the Responses API. */
export function responseEvents(response: ResponseObject, { deltaLength }: { readonly deltaLength: number }): Answer {
  const begun = { ...response, status: 'in_progress', output: [], usage: null };
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...response.output.flatMap((item, index) => itemEvents(item, { at: { output_index: index }, deltaLength })),
    { type: 'response.completed', response },
  ];
  return eventAnswer(events.map(numbered), { done: false });
}

interface Typed {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Where an item stands, and how it is cut. */
interface Place {
  readonly at: { readonly output_index: number };
  readonly deltaLength: number;
}

function numbered(event: Typed, sequence: number): SentEvent {
  return { event: event.type, data: { ...event, sequence_number: sequence } };
}

function itemEvents(item: OutputItem, place: Place): readonly Typed[] {
  const begun =
    item.type === 'message'
      ? { ...item, status: 'in_progress', content: [] }
      : { ...item, status: 'in_progress', arguments: '' };
  return [
    { type: 'response.output_item.added', ...place.at, item: begun },
    ...(item.type === 'message' ? messageEvents(item, place) : callEvents(item, place)),
    { type: 'response.output_item.done', ...place.at, item },
  ];
}

function messageEvents(
  { id, content }: Extract<OutputItem, { type: 'message' }>,
  { at: place, deltaLength }: Place,
): readonly Typed[] {
  return content.flatMap((part, index) => {
    const at = { item_id: id, ...place, content_index: index };
    return [
      { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
      ...cutText(part.text, deltaLength).map((delta) => ({
        type: 'response.output_text.delta',
        ...at,
        delta,
        logprobs: [],
      })),
      { type: 'response.output_text.done', ...at, text: part.text, logprobs: [] },
      { type: 'response.content_part.done', ...at, part },
    ];
  });
}

function callEvents(
  item: Extract<OutputItem, { type: 'function_call' }>,
  { at: place, deltaLength }: Place,
): readonly Typed[] {
  const at = { item_id: item.id, ...place };
  return [
    ...cutText(item.arguments, deltaLength).map((delta) => ({
      type: 'response.function_call_arguments.delta',
      ...at,
      delta,
    })),
    { type: 'response.function_call_arguments.done', ...at, name: item.name, arguments: item.arguments },
  ];
}
