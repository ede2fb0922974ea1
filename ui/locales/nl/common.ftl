app-name = Meedoen
hide = Verbergen
back = Terug
next = Verder
ready = Klaar
keep = Bewaren
cancel = Niet doen
yes = Ja
no = Nee
and = {" "}en{" "}
date = Datum
time = Tijd
day-today = vandaag
try-again = Opnieuw proberen
not-chosen = Kies
not-filled = Niet ingevuld

nav-label = Hoofdmenu
nav-today = Vandaag
nav-people = Inwoners
nav-more = Meer

save-saved = Opgeslagen op dit apparaat
save-busy = Bezig met opslaan…
save-failed = Nog niet opgeslagen: { $why }
save-again = Nu opnieuw opslaan

versions-title = { $count ->
    [2] Er zijn twee versies
   *[other] Er zijn { $count } versies
}
versions-of = { $what } van { $name }. Welke klopt?
versions-which = { $count ->
    [2] Er zijn twee versies. Welke klopt?
   *[other] Er zijn { $count } versies. Welke klopt?
}
versions-you = U
versions-both = Beide bewaren, onder elkaar
versions-use = Deze versie gebruiken
versions-use-both = Beide gebruiken
versions-kept = De andere versie blijft in het dossier staan.
versions-colleague = Een collega schreef hier ook iets. U kiest straks welke tekst klopt.

history = Eerdere tekst
history-of = Eerdere tekst: { $what }
history-none = Er is geen eerdere tekst.
history-empty = (leeg)
last-time = { $on }: { $text }
