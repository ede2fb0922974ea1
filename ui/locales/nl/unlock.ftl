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
damaged-what = Meedoen kon de gegevens op dit apparaat niet goed lezen. Dat ligt niet aan u. Er is niets gewist: het bestand is apart gezet.
damaged-sent = Wat verstuurd was, staat veilig bij de gemeente. Dat komt vanzelf terug op dit apparaat.
damaged-unsent = Wat nog niet verstuurd was, zit in het apart gezette bestand. Meedoen haalt eruit wat nog te lezen is. Gooi het bestand niet weg.
damaged-steps = Zo gaat u verder
damaged-step-code = Bel uw beheerder. Vraag een nieuwe code en lees de naam van het bestand voor.
damaged-step-enrol = Kies ‘Opnieuw aanmelden’ en typ de code. Gebruik dezelfde wachtzin als eerst. Alleen daarmee kan Meedoen het oude bestand lezen.
damaged-step-wait = Wacht even. Uw dossiers komen vanzelf terug.
set-aside-file = Apart gezet als:
set-aside-enrol = Opnieuw aanmelden
