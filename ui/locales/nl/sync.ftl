sync = Sync
sync-connected = Verbonden
sync-offline = Niet verbonden
sync-not-tried = Nog niet verbonden geweest
sync-all-sent = Alles is verstuurd
sync-apart = { $count ->
    [one] 1 stuk werk staat apart
   *[other] { $count } stukken werk staan apart
}
sync-rest-sent = Al het andere is verstuurd.
sync-safe-here = Alles staat veilig op dit apparaat
sync-safe-meanwhile = tot die tijd veilig op dit apparaat
sync-to-send = { $count } nog versturen
sync-offline-safe = { $count ->
    [0] alles staat veilig op dit apparaat
    [one] 1 stuk werk staat veilig op dit apparaat
   *[other] { $count } stukken werk staan veilig op dit apparaat
}
sync-received = De gemeente ontving het laatste op { $on } om { $time }.
sync-now = Nu versturen
sync-busy = Bezig met versturen…
sync-waiting = Wat nog verstuurd wordt
sync-progress = Versturen
sync-items = { $done } van { $total } verstuurd
sync-bytes = { $done } van { $total } kB
sync-error-safe = Uw werk staat veilig op dit apparaat.
sync-again-soon = Meedoen probeert het zo vanzelf weer.
sync-again-at = Meedoen probeert het om { $time } vanzelf weer.
rebuilt = Dit apparaat is opnieuw aangemeld
rebuilt-taken = { $count ->
    [0] Er is geen werk overgenomen uit het oude bestand.
    [one] 1 stuk werk is overgenomen uit het oude bestand. Meedoen verstuurt het vanzelf.
   *[other] { $count } stukken werk zijn overgenomen uit het oude bestand. Meedoen verstuurt ze vanzelf.
}
rebuilt-apart = { $count ->
    [one] 1 stuk werk staat apart. Kijk ernaar bij Sync.
   *[other] { $count } stukken werk staan apart. Kijk ernaar bij Sync.
}
rebuilt-lost = { $count ->
    [0] Alles was te lezen.
    [one] 1 stuk werk kon niet gelezen worden. Bel uw beheerder.
   *[other] { $count } stukken werk konden niet gelezen worden. Bel uw beheerder.
}
rebuilt-unread = Meedoen kon het oude bestand niet goed lezen. Misschien staat er nog werk in. Bel uw beheerder.
rebuilt-file = Het oude bestand blijft bewaard als
first-sync = Uw dossiers worden opgehaald
first-sync-done = { $count } stukken opgehaald, { $size } kB. U kunt intussen al beginnen.
first-sync-waits = Dat begint zodra er verbinding is.
kilobytes = { $size } kB
item-sent = verstuurd
item-waits = wacht
item-conversation = Gesprek met { $name }
item-person = Gegevens van { $name }
item-goal = Doel van { $name }
item-goal_step = Doel van { $name }
item-signature = Afspraken met { $name }
item-next_step = Volgende stap van { $name }
item-theme_note = Gesprek met { $name }
item-agreement = Afspraken met { $name }
item-referral = Verwijzing van { $name }
item-consent = Toestemming van { $name }
item-trajectory = Traject van { $name }
item-relation = Mensen dichtbij { $name }
item-network = Mensen dichtbij { $name }
item-link = Twee dossiers van { $name }
item-handover = Overdracht van { $name }
item-access_need = Gegevens van { $name }
item-group = Groep { $name }
item-group_session = Bijeenkomst van { $name }
item-group_person = Wie meedoet met { $name }
item-attendance = Wie er was bij { $name }
item-together = Samen verder in { $name }
item-together_person = Samen verder in { $name }
item-private_note = Notitie over { $name }
item-spreekuur = Spreekuur
item-walk_in = Iemand op het spreekuur

set-apart-title = Apart gezet
set-apart-what = Dit is niet bij de gemeente aangekomen. Het is niet weg: het staat hier, en het gaat nooit vanzelf weg.
set-apart-since = Sinds { $on }, { $time }
set-apart-next = Wat u kunt doen:
set-apart-seen = Ik heb het gezien
set-apart-again = Weer laten zien
set-apart-away = Weggelegd ({ $count })
item-somebody = een inwoner
item-other = Iets van { $name }
rescue-why = Kan uw werk niet verstuurd worden? Dan kunt u het bewaren in een bestand. Alleen uw beheerder kan dat bestand lezen.
rescue = Bewaren als bestand
rescue-done = Uw werk is bewaard. Geef dit bestand aan uw beheerder:
refused-no_access = U kunt niet (meer) in dit dossier schrijven. Misschien is het nu van een collega.
refused-do-no_access = Vraag uw beheerder of het dossier van u is. Kunt u er weer in? Kies dan ‘Opnieuw proberen’.
refused-no_team = Dit dossier hoort nog bij geen team van uw gemeente.
refused-do-no_team = Bel uw beheerder. Hoort het bij een team? Kies dan ‘Opnieuw proberen’.
refused-invalid_field = Er staat iets in dat de gemeente niet kan verwerken.
refused-do-invalid_field = Kopieer de tekst. Open het dossier en vul het opnieuw in.
refused-too_large = Deze tekst is te lang om te versturen.
refused-do-too_large = Kopieer de tekst. Open het dossier en plak hem daar in twee of meer stukken.
refused-wrong_place = Dit hoort bij een ander dossier.
refused-do-wrong_place = Kopieer de tekst. Open het goede dossier en plak hem daar.
refused-erased = Dit dossier is op verzoek gewist. Daarom staat de tekst ook hier niet meer. Wat u schreef, is verzegeld voor de functionaris.
refused-do-erased = U hoeft niets te doen. Vragen? Bel uw beheerder.
refused-sealed = Deze afspraak is intussen getekend. Daarna verandert er niets meer.
refused-do-sealed = Kopieer de tekst. Open de afspraak en kies ‘Nieuwe afspraak maken’.
refused-handed_over = Dit dossier is overgedragen. Dit werk was nog niet verstuurd.
refused-do-handed_over = Kopieer de tekst en geef hem aan de nieuwe coach. Of bel uw beheerder.
refused-revoked = Dit apparaat mag niet meer versturen. Uw gemeente heeft het afgemeld.
refused-do-revoked = Bel uw beheerder. Met een nieuwe code meldt u dit apparaat weer aan. Of kies ‘Bewaren als bestand’.
refused-restored = De gemeente heeft een oudere kopie teruggezet. Daarin zat dit werk van een collega niet.
refused-do-restored = U hoeft niets te doen. Zodra uw collega verbinding heeft, komt dit vanzelf terug.
refused-salvaged = Dit is gered uit een beschadigd bestand. Meedoen kon het niet vanzelf terugzetten.
refused-do-salvaged = Kijk of de tekst klopt. Kies dan ‘Opnieuw proberen’.
refused-unknown = De gemeente nam dit niet aan. Waarom is hier niet bekend.
refused-do-unknown = Kies ‘Opnieuw proberen’. Lukt het niet? Bel dan uw beheerder.
refused-other = De gemeente nam dit niet aan ({ $reason }).
refused-do-other = Bel uw beheerder.
