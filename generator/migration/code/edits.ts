/** Edits of one text, by positions in the original text. */
export interface Edits {
  /** Replaces a range by a text. Earlier edits inside the range are dropped. */
  readonly replace: (start: number, end: number, text: string) => void;
  /** The text of a range with the edits inside it. */
  readonly textOf: (start: number, end: number) => string;
  /** The position in the new text of a position in the original text. */
  readonly placeAfter: (position: number) => number;
  /** The position in the original text of a position in the new text. Inside new text: where that text begins. */
  readonly placeBefore: (position: number) => number;
  /** Whether one edit replaced a whole range. */
  readonly isReplaced: (start: number, end: number) => boolean;
  readonly hasEdits: () => boolean;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An empty list of edits of a text. `replace` of a range drops earlier edits inside the range. */
export function createEdits(source: string): Edits {
  let edits: Edit[] = [];
  const isInside = (edit: Edit, start: number, end: number): boolean => edit.start >= start && edit.end <= end;
  /** The edits that count inside a range, in the order of the text. An edit inside an earlier one does not count. */
  const inOrder = (start: number, end: number): readonly Edit[] => {
    const inside = edits
      .map((edit, order) => ({ ...edit, order }))
      .filter((edit) => isInside(edit, start, end))
      .sort((one, other) => one.start - other.start || one.end - other.end || one.order - other.order);
    let place = start;
    return inside.filter((edit) => {
      if (edit.start < place) return false;
      place = edit.end;
      return true;
    });
  };
  return {
    replace: (start, end, text) => {
      // An insertion at the border of a range is outside the range.
      edits = edits.filter(
        (edit) => !(isInside(edit, start, end) && (edit.start < edit.end || (edit.start > start && edit.end < end))),
      );
      edits.push({ start, end, text });
    },
    textOf: (start, end) => {
      let text = "";
      let place = start;
      for (const edit of inOrder(start, end)) {
        text += source.slice(place, edit.start) + edit.text;
        place = edit.end;
      }
      return text + source.slice(place, end);
    },
    placeAfter: (position) => {
      let shift = 0;
      for (const edit of inOrder(0, source.length)) {
        if (edit.start > position) break;
        if (edit.end > position) return edit.start + shift;
        shift += edit.text.length - (edit.end - edit.start);
      }
      return position + shift;
    },
    placeBefore: (position) => {
      let shift = 0;
      for (const edit of inOrder(0, source.length)) {
        if (edit.start + shift > position) break;
        if (edit.start + shift + edit.text.length > position) return edit.start;
        shift += edit.text.length - (edit.end - edit.start);
      }
      return position - shift;
    },
    isReplaced: (start, end) => edits.some((edit) => edit.start <= start && edit.end >= end),
    hasEdits: () => edits.length > 0,
  };
}
