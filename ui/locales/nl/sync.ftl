sync = Sync
sync-connected = Verbonden
sync-offline = Niet verbonden
sync-not-tried = Nog niet verbonden geweest
sync-all-sent = Alles is verstuurd
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
first-sync = Uw dossiers worden opgehaald
first-sync-done = { $count } stukken opgehaald, { $size } kB. U kunt intussen al beginnen.
first-sync-waits = Dat begint zodra er verbinding is.
kilobytes = { $size } kB
item-sent = verstuurd
item-waits = wacht
item-conversation = Gesprek met { $name }
item-person = Gegevens van { $name }
item-goal = Doel van { $name }
item-next_step = Volgende stap van { $name }
item-theme_note = Gesprek met { $name }
item-agreement = Afspraken met { $name }
item-referral = Verwijzing van { $name }
item-group = Groep { $name }
item-group_session = Bijeenkomst van { $name }

set-apart-title = Apart gezet
set-apart-what = Dit kon niet verwerkt worden bij de gemeente. Het is niet weg: het staat hier en gaat nooit vanzelf weg. Bel uw beheerder als u niet weet wat u moet doen.
refused-no_access = U hebt geen toegang (meer) tot dit dossier. Misschien is het overgedragen aan een collega.
refused-no_team = Dit dossier hoort bij geen team van uw gemeente.
refused-invalid_field = Er staat iets in dat de gemeente niet kan verwerken.
refused-too_large = Deze tekst is te groot.
refused-wrong_place = Dit hoort bij een ander dossier.
refused-erased = Dit dossier is gewist op verzoek. Wat u daarna schreef, is bewaard voor de functionaris.
refused-unknown = De gemeente nam dit niet aan. Waarom is hier niet bekend.
refused-other = De gemeente nam dit niet aan ({ $reason }).
