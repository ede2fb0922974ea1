unlock-title = Welkom terug
unlock-why = Typ uw wachtzin om verder te gaan waar u was.
unlock = Openen
unlock-busy = Bezig met openen…

trouble-title = Meedoen kan nu niet starten
trouble-safe = Uw werk op dit apparaat blijft staan. Meedoen probeert het steeds opnieuw.

neutral-text = Vandaag staat er niets bijzonders.
neutral-pin = Code
neutral-passphrase = Wachtwoord
neutral-go = Verder

damaged-title = Een bestand is beschadigd
damaged-what = Meedoen kon de gegevens op dit apparaat niet goed lezen. Er is niets gewist: het bestand is apart gezet. Wat al verstuurd was, staat veilig bij de gemeente.
set-aside-file = Apart gezet als:
set-aside-do = Bel uw beheerder en lees de naam van het bestand voor. Gooi het bestand niet weg: soms kan het werk erin nog gered worden. Met een nieuwe code kunt u meteen verder werken.
set-aside-enrol = Opnieuw aanmelden
