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
nav-spreekuur = Spreekuur
nav-groups = Groep
nav-more = Meer

save-saved = Opgeslagen op dit apparaat
save-busy = Bezig met opslaan…
save-failed = Nog niet opgeslagen
save-again = Nu opnieuw opslaan
unsaved-title = Uw tekst is nog niet opgeslagen
copy-text = Tekst kopiëren
copied = Gekopieerd
copy-failed = Kopiëren lukte niet. Kies de tekst zelf met de muis, en kopieer hem dan.
close-title = Uw tekst is nog niet opgeslagen
close-why = Sluit u Meedoen nu, dan bent u deze tekst kwijt. Alles wat eerder opgeslagen is, blijft bewaard.
close-stay = Open laten
close-anyway = Toch sluiten, zonder deze tekst
close-saved-title = Uw tekst is nu opgeslagen
close-saved = Alles staat op dit apparaat. U kunt Meedoen sluiten.
close-go = Sluiten

versions-title = { $count ->
    [2] Er zijn twee versies
   *[other] Er zijn { $count } versies
}
versions-of = { $what } van { $name }. Welke klopt?
versions-which = { $count ->
    [2] Er zijn twee versies. Welke klopt?
   *[other] Er zijn { $count } versies. Welke klopt?
}
undo = Ongedaan maken
versions-both = Beide bewaren
versions-write = Zelf aanpassen
versions-use = Deze gebruiken
versions-kept = Wat u niet kiest, blijft bewaard bij ‘Wat er eerder stond’.
versions-somebody = Een collega
versions-you = U
versions-colleague = Een collega schreef hier ook iets. U kiest straks welke tekst klopt.

last-time = { $on }: { $text }
take-away-sure = Per ongeluk begonnen? Dan kunt u dit weghalen.
