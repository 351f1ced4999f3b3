"""Tasks as a calendar that any agenda program reads (iCalendar, RFC 5545). No names: the dossier number is enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from trede import __version__
from trede.casework.models import Task


def as_calendar(tasks: Iterable[Task]) -> bytes:
    """The tasks that have a day, each as a whole-day event with the same name (UID) whenever it is exported again."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Trede {__version__}//werk//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Trede: mijn werk")
    for task in tasks:
        if task.due_on is None:
            continue
        event = Event()
        event.add("uid", f"{task.pk}@trede")
        event.add("dtstamp", task.created_at)
        event.add("sequence", task.revision)
        event.add("dtstart", task.due_on)
        event.add("dtend", task.due_on + timedelta(days=1))
        event.add("summary", f"{task.title} ({task.dossier.number})")
        event.add("transp", TRANSP.TRANSPARENT)
        if told := "\n".join(line for line in (task.detail, task.place, task.note) if line):
            event.add("description", told)
        calendar.add_component(event)
    return calendar.to_ical()
