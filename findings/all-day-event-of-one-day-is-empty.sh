#!/usr/bin/env bash
# One would guess that an all-day event whose first and last day are the same lasts that day, as calendar apps show it.
# ical-generator writes the end as given, DTEND is exclusive (RFC 5545), and ical.js reads an event of no length.
# A calendar entry for the day kubenet retires can so be empty; leaving the end out gives the whole day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts ical-generator@10.2.0 ical.js@2.2.1 >/dev/null 2>&1
echo 'ical-generator@10.2.0 ical.js@2.2.1'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import ical from 'ical-generator';

const day = new Date(2028, 2, 31, 12);
const calendar = ical();
calendar.createEvent({ start: day, end: day, allDay: true, summary: 'end is start' });
calendar.createEvent({ start: day, allDay: true, summary: 'no end' });
const read = new ICAL.Component(ICAL.parse(calendar.toString()));
const durations = read.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).duration.toString());
console.log(durations);
assert.deepEqual(durations, ['PT0S', 'P1D']);
JS
node see.mjs
