today-talks = Gesprekken
today-no-talks = Vandaag staan er geen gesprekken.
today-nobody-yet = U hebt nog geen inwoners. Zoek iemand van uw team, of voeg iemand toe.
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
todo-under = Wat er nog ligt, van gesprek tot kopie.
todo-task = { $count ->
    [one] taak voor u
   *[other] taken voor u
}
todo-talks = { $count ->
    [one] gesprek afmaken
   *[other] gesprekken afmaken
}
todo-copies = { $count ->
    [one] kopie geven
   *[other] kopieën geven
}
todo-answers = { $count ->
    [one] antwoord binnen
   *[other] antwoorden binnen
}
todo-steps = { $count ->
    [one] afspraak nakomen
   *[other] afspraken nakomen
}
todo-ask = { $count ->
    [one] keer navragen
   *[other] keer navragen
}
todo-versions = { $count ->
    [one] keer twee versies
   *[other] keer twee versies
}
todo-unsent = nog versturen
todo-unsent-long = Het oudste werk wacht sinds { $on }. Het staat veilig op dit apparaat. Zoek een plek met internet en verstuur het.
todo-group-task = Taken voor u
todo-group-talks = Gesprekken afmaken
todo-group-copies = Kopieën geven
todo-group-answers = Antwoorden binnen
todo-group-steps = Afspraken nakomen
todo-group-ask = Navragen en terugkijken
todo-group-unsent = Versturen
todo-handovers = { $count ->
    [one] inwoner van een collega
   *[other] inwoners van een collega
}
todo-complete = { $count ->
    [one] inwoner aanvullen
   *[other] inwoners aanvullen
}
todo-group-handovers = Overgedragen aan u
todo-group-complete = Nog aanvullen
do-handover = Overgedragen door { $from }. Lees wat u moet weten.
do-complete = Alleen de voornaam is bekend. Vul aan wat u weet.
do-task = Een taak die alleen u en een collega zien.
do-talk = Gesprek van { $on }
do-answer = { $to }: { $status }. Vertel het { $name }.
do-lasting = Nog steeds zo: { $what }?
do-aftercare = Begonnen: { $what }. Hoe gaat het nu?
do-aftercare-closed = Het doel is bereikt. Hoe gaat het nu?
todo-aftercare = { $count ->
    [one] keer nazorg
   *[other] keer nazorg
}
todo-group-aftercare = Nazorg: hoe gaat het nu?
do-open = Naar het dossier van { $name }
do-undated = Geen datum

caseload = Dag plannen
caseload-under = { $count } inwoners. { $morning } gesprekken per ochtend, { $year } per jaar met iedereen.
caseload-search = Zoek op naam
caseload-nobody = Niemand van u heet zo.
caseload-where = In welk dorp?
caseload-everywhere = Alle dorpen
caseload-planned = Gepland op { $on }, { $time }
caseload-rhythm = { $count } keer per jaar
caseload-all = Iedereen laten zien
caseload-none = U hebt nog geen inwoners. Voeg iemand toe bij Inwoners.
turn-now = Tijd voor een gesprek
turn-planned = Gepland
turn-later = Later
turn-on_request = Als de inwoner het vraagt
plan-whom = Plannen: { $name }
day-before = De dag ervoor
day-after = De dag erna
day-other = Welke dag plant u?
day-free = Nog vrij
day-change-of = Gesprek met { $name } aanpassen
day-drop = Uit de dag halen

promised = Beloofd: { $what }
missed = Ging niet door
missed-of = Ging niet door: { $name }
missed-change = Aanpassen
missed-other-day = Of op een andere dag:
missed-because = Ging niet door: { $reason }
missed-why = Waarom ging het niet door?
missed-late = Gaat het niet door? Tik op de reden.
missed-held = Het ging wel door
missed-again = Bewaard: { $reason }. Wanneer probeert u het weer?
missed-not-again = Nu niet plannen
overdue-title = Ging dit gesprek door?
due-referral = Wat zegt { $what }?
due-agreement = Samen terugkijken: { $what }
due-trajectory = Hoe gaat het met: { $what }?
