today-talks = Gesprekken
today-no-talks = Vandaag staan er geen gesprekken.
today-find = Zoek een inwoner
begin = Begin gesprek
continue-talk = Verder met gesprek
talk-closed = Afgerond
talk-later = Nog uitwerken
talk-open = Bezig

longest-title = Langst niet gesproken
longest-since = Sinds { $on }
longest-never = Nog niet gesproken
plan = Plannen
plan-keep = Gesprek plannen
plan-done = Gepland met { $name }: { $on }, { $time }.

todo-title = Uitwerken
todo-none = Alles is uitgewerkt.
todo-unfinished = { $count ->
    [one] gesprek afmaken
   *[other] gesprekken afmaken
}
todo-steps = { $count ->
    [one] afspraak nakomen
   *[other] afspraken nakomen
}
todo-versions = { $count ->
    [one] keer twee versies
   *[other] keer twee versies
}
todo-unsent = nog versturen

promised = Beloofd: { $what }
missed = Ging niet door
missed-because = Ging niet door: { $reason }
missed-why = Waarom ging het niet door?
missed-held = Het ging wel door
missed-again = Bewaard: { $reason }. Wanneer probeert u het weer?
missed-not-again = Nu niet plannen
overdue-title = Ging dit gesprek door?
todo-task = Taak voor u:
todo-lasting = Nog steeds zo?
todo-due = { $count ->
    [one] keer navragen
   *[other] keer navragen
}
due-referral = Wat zegt { $what }?
due-agreement = Samen terugkijken: { $what }
due-trajectory = Hoe gaat het met: { $what }?
