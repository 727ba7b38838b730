// The chart of `npm run bench`: a bar of CPU seconds for each case, as SVG.

const ROW = 26;
const LEFT = 210;
const WIDE = 420;

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** An SVG with a bar for each row: its name, its CPU seconds, its peak memory. */
export function chart(rows, title) {
  const most = Math.max(...rows.map(({ cpu }) => cpu));
  const bars = rows.flatMap(({ name, cpu, memory }, index) => {
    const y = 40 + index * ROW;
    const width = Math.max(1, Math.round((cpu / most) * WIDE));
    return [
      `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${width}" height="18" fill="${name.includes(",") && !/cold|operation/u.test(name) ? "#999" : "#0033a1"}"/>`,
      `<text x="${LEFT + width + 6}" y="${y + 14}">${cpu.toFixed(2)} s, ${memory} MiB</text>`,
    ];
  });
  const height = 52 + rows.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="${height}" viewBox="0 0 800 ${height}" role="img" aria-label="${escape(title)}" font-family="sans-serif" font-size="13">
<rect width="800" height="${height}" fill="#fff"/>
<text x="10" y="22" font-weight="bold">${escape(title)}</text>
${bars.join("\n")}
</svg>
`;
}
