const paths = {
  undo: "M9 14 4 9l5-5 M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5 M20 9H10a6 6 0 0 0 0 12h3",
  keep: "M6 3h12v18l-6-4.5L6 21z",
  star: "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L12 16.9l-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z",
  dice: "M4 8l8-4.5L20 8v8.5L12 21l-8-4.5z M4 8l8 4.5L20 8 M12 12.5V21",
  save: "M12 20h8 M16.5 3.8a2.1 2.1 0 0 1 3 3L8 18.3l-4 1 1-4z",
  open: "M3 6.5A1.5 1.5 0 0 1 4.5 5h4l2 2.5h9A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5z",
  export: "M12 15V3.5 M7.5 8 12 3.5 16.5 8 M4 15v4a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-4",
  credits: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 11v5.5 M12 7.6v.1",
  help: "M3.5 7h17v10h-17z M7 10.5h.1 M10.4 10.5h.1 M13.7 10.5h.1 M17 10.5h.1 M8 14h8",
  sun: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z M12 2v2.2 M12 19.8V22 M2 12h2.2 M19.8 12H22 M4.9 4.9l1.6 1.6 M17.5 17.5l1.6 1.6 M4.9 19.1l1.6-1.6 M17.5 6.5l1.6-1.6",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  close: "M6 6l12 12 M18 6 6 18",
  fit: "M4 9V4h5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5",
  grid: "M4 4h6.5v6.5H4z M13.5 4H20v6.5h-6.5z M4 13.5h6.5V20H4z M13.5 13.5H20V20h-6.5z",
  play: "M8 5.2v13.6L18.5 12z",
  stop: "M7 7h10v10H7z",
  loud: "M4 10v4h3l5 4V6L7 10z M15.5 9a4.2 4.2 0 0 1 0 6 M18.2 6.3a8 8 0 0 1 0 11.4",
  muted: "M4 10v4h3l5 4V6L7 10z M16 9.6l4.8 4.8 M20.8 9.6 16 14.4",
  plus: "M12 5v14 M5 12h14",
  minus: "M5 12h14",
  branch: "M7 4v16 M7 15c0-5 10-3 10-9 M17 6V4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
