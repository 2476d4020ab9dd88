/** Control sequences of terminals: CSI, OSC, charset choices and single escapes (ECMA-48). */
const sequences = /\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[()*+][A-Z0-9]|[@-Z\\-_a-z=>])/g;
const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/**
 * Console output as `[kind, text]` pairs: colours and bold as `"red"`, `"red bold"`, `null` for plain text; every other control sequence is taken
 * out, a carriage return begins its line anew and a backspace takes a character back.
 */
export function readTerminalText(text) {
  const tokens = [];
  let [colour, isBold, last] = [null, false, 0];
  const take = (piece) => {
    if (piece === "") return;
    const kind = [colour, isBold && "bold"].filter(Boolean).join(" ") || null;
    if (tokens.length > 0 && tokens.at(-1)[0] === kind) tokens.at(-1)[1] += piece;
    else tokens.push([kind, piece]);
  };
  const plain = settled(text);
  for (const match of plain.matchAll(sequences)) {
    take(plain.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[2] !== "m") continue;
    for (const code of (match[1] || "0").split(/[;:]/).map(Number)) {
      if (code === 0) [colour, isBold] = [null, false];
      else if (code === 1) isBold = true;
      else if (code === 22) isBold = false;
      else if (code === 39) colour = null;
      else if (code >= 30 && code <= 37) colour = colours[code - 30];
      else if (code >= 90 && code <= 97) colour = colours[code - 90];
      // What follows are the numbers of a colour, not codes.
      else if (code === 38 || code === 48) break;
    }
  }
  take(plain.slice(last));
  return tokens.map(([kind, piece]) => [kind, piece.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")]);
}

/** The text as a terminal would leave it: what was written over is gone. */
function settled(text) {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  return lines
    .map((line) => (line.includes("\r") ? (line.split("\r").findLast((part) => part !== "") ?? "") : line))
    .map((line) => {
      let kept = line;
      for (let before = ""; kept.includes("\b") && kept !== before; ) [before, kept] = [kept, kept.replace(/[^\u0008]\u0008|^\u0008+/g, "")];
      return kept;
    })
    .join("\n");
}
