import { language, locale } from "./fluent.svelte";

/** Wherever the laptop thinks it is, the work is done in the Netherlands. */
const zone = "Europe/Amsterdam";

/** A date stays the date it is; a moment becomes the Amsterdam day it falls on. */
function moment(text: string): Date {
  return new Date(text.length === 10 ? `${text}T12:00:00Z` : text);
}

function parts(date: Date): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
}

/** `2026-10-19` in Amsterdam. */
export function isoDay(date: Date): string {
  const p = parts(date);
  return `${p.year}-${p.month}-${p.day}`;
}

export function dayOf(text: string): string {
  return isoDay(moment(text));
}

/** `09:30` in Amsterdam. */
export function timeOf(text: string): string {
  const p = parts(moment(text));
  return `${p.hour}:${p.minute}`;
}

export function today(): string {
  return isoDay(new Date());
}

export function addDays(day: string, count: number): string {
  const date = moment(day);
  date.setUTCDate(date.getUTCDate() + count);
  return isoDay(date);
}

/** RFC 3339 of an Amsterdam day and time, with the offset that holds on that day. */
export function momentAt(day: string, time: string): string {
  const guess = new Date(`${day}T${time}:00Z`);
  const p = parts(guess);
  const shown = Date.UTC(+p.year!, +p.month! - 1, +p.day!, +p.hour!, +p.minute!);
  const hours = Math.round((shown - guess.getTime()) / 3_600_000);
  return `${day}T${time}:00+${String(hours).padStart(2, "0")}:00`;
}

function written(text: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(moment(text));
}

function thisYear(text: string): boolean {
  return dayOf(text).slice(0, 4) === today().slice(0, 4);
}

/** `maandag 19 oktober`. */
export function weekday(text: string): string {
  return written(text, { weekday: "long", day: "numeric", month: "long" });
}

/** `7 september`, with the year when it is another one. */
export function longDay(text: string): string {
  return written(text, { day: "numeric", month: "long", ...(thisYear(text) ? {} : { year: "numeric" }) });
}

const dutchMonths = ["jan", "feb", "mrt", "apr", "mei", "juni", "juli", "aug", "sept", "okt", "nov", "dec"];

/** `7 sept`, with the year when it is another one. */
export function shortDay(text: string): string {
  const [year, month, day] = dayOf(text).split("-") as [string, string, string];
  const name =
    language() === "nl" ? dutchMonths[Number(month) - 1] : written(text, { month: "short" });
  const date = `${Number(day)} ${name}`;
  return thisYear(text) ? date : `${date} ${year}`;
}

export function kilobytes(bytes: number): string {
  const whole = bytes > 0 ? Math.max(1, Math.round(bytes / 1000)) : 0;
  return new Intl.NumberFormat(locale()).format(whole);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
