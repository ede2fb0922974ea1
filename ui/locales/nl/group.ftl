# Groepen en initiatieven.
groups = Groepen
groups-why = Hier staan de groepen van uw team: wie er was, en wat daaruit kwam.
groups-none = Er is nog geen groep.
groups-example = Zoals: een koffieochtend in het dorpshuis, of samen wandelen op dinsdag.
group-new = Nieuwe groep
group-new-name = Hoe heet de groep?
group-new-initiative = De mensen doen het zelf
group-keep = Groep bewaren
group-initiative = Eigen initiatief
group-met = Laatst bij elkaar op { $on }
group-met-never = Nog niet bij elkaar geweest
group-people = { $count ->
    [0] nog niemand
    [one] 1 inwoner
   *[other] { $count } inwoners
}
group-now = Nu bezig
group-begin = Begin bijeenkomst
group-go-on = Verder met bijeenkomst
group-facts = Over deze groep
group-name = Naam
group-what = Wat doet de groep?
group-rhythm = Hoe vaak?
group-when = Welke dag en tijd?
group-place = Waar?
group-budget = Hoeveel euro is er per jaar?
group-pulls = Wie trekt de groep?
group-pulled-by = { $name } trekt de groep
group-pulls-nobody = Nog niemand
group-budget-is = { $euro } euro per jaar
group-budget-from = { $euro } euro per jaar, uit { $purse }
group-regulars = Wie er kwamen
group-take-part = Wie doen er mee
group-take-part-none = Er doet nog niemand mee.
group-people-change = Mensen erbij of eraf
group-people-how = Tik aan wie meedoet. Wie stopt, blijft in de geschiedenis staan.
group-person-add = Wie komt erbij? Typ een naam.
group-times = { $count ->
    [0] nog niet geweest
    [one] 1 keer
   *[other] { $count } keer
}
group-sessions = Bijeenkomsten
group-sessions-none = Er was nog geen bijeenkomst.
group-came = { $people }, { $guests ->
    [0] geen gasten
    [one] 1 gast
   *[other] { $guests } gasten
}
group-grew = Gekomen uit { $name }
group-elsewhere = iemand van een ander team

together = Samen verder
together-why = Willen mensen uit deze groep samen iets doen? Schrijf op wie en wat.
together-add = Wie wil samen verder?
together-who = Tik aan wie dat zijn
together-what = Wat willen ze samen doen?
together-keep = Bewaren
together-two = Kies ten minste twee mensen.
together-begin = Maak er een initiatief van
together-name = Hoe heet het initiatief?
together-became = Werd { $name }

session = Bijeenkomst
session-who = Wie is er?
session-who-was = Wie was er?
session-here = { $count ->
    [0] Nog niemand aangetikt
    [one] 1 inwoner
   *[other] { $count } inwoners
}
session-newcomer = Iemand nieuw? Voornaam
session-newcomer-add = Is er ook
session-newcomer-added = { $name } is er ook.
session-guests = Gasten zonder dossier
session-guests-fewer = Eén gast minder
session-guests-more = Eén gast meer
session-note = Wat deed de groep?
session-note-hint = Dit mag iedereen van de groep lezen. Schrijf hier niets over één persoon.
session-close = Bijeenkomst afronden
session-closed = Deze bijeenkomst is voorbij
session-private = Over iemand apart
session-private-why = Wilt u iets van één persoon onthouden? Dat staat alleen in het dossier van die persoon.
session-private-open = Notitie over { $name }
session-private-later = Na afloop kunt u iets over één persoon opschrijven. Dat staat dan alleen in dat dossier.
session-facts = Plaats, dag en tijd
private-note-hint = Dit staat alleen in dit dossier.
private-note = Notitie bij deze bijeenkomst
private-note-add = Iets onthouden van deze bijeenkomst
group-take-away = Deze groep weghalen
session-take-away = Deze bijeenkomst weghalen
session-reopen = Toch nog bezig
together-correct = Aanpassen
together-take-away = Weghalen
together-corrected = Klaar
